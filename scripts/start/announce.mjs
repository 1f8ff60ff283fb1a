import { readFileSync } from 'node:fs'
import { relative } from 'node:path'

/** @typedef {{ facilityCode: string, staffCode: string, password: string }} Login */

/**
 * Prints the addresses and what to click first.
 * @param {string} demonstrationFile written by the seed
 * @param {ReturnType<import('./addresses.mjs').addressesOf>} addresses
 * @param {string} dataDir
 */
export function announce(demonstrationFile, { authorityUrl, facilityUrl, emrUrl }, dataDir) {
  const { urls, notificationCards = [], staff = [] } = JSON.parse(readFileSync(demonstrationFile, 'utf8'))
  const [card] = notificationCards
  const [doctor] = staff
  const administrator = staff.find(({ role }) => role === 'administrator')
  const lines = [
    '',
    'Shomei is running.',
    '',
    `  Example EMR         ${emrUrl}`,
    `  Hospital's portal   ${facilityUrl}`,
    `  Signing authority   ${authorityUrl}`,
    ...(card ? ['', ...registrationLines(card, facilityUrl)] : []),
    ...(doctor ? ['', ...signInLines(doctor, emrUrl)] : []),
    ...(administrator ? ['', `4. See who has signed in today: ${urls.console}`, credentials(administrator)] : []),
    '',
    `All people, cards and passwords of the demonstration: ${shorten(demonstrationFile)}`,
    `Stop with Ctrl-C. The data stay in ${shorten(dataDir)}; npm run reset forgets them.`,
  ]
  console.log(lines.join('\n'))
}

/** @param {string} path */
function shorten(path) {
  return relative(process.cwd(), path) || path
}

/**
 * @param {{ holderName: string, registerUrl: string, password: string }} card
 * @param {string} facilityUrl
 */
function registrationLines({ holderName, registerUrl, password }, facilityUrl) {
  return [
    `1. Register a phone for ${holderName}. The entrance page ${facilityUrl} shows the card's QR and opens a phone in the`,
    '   browser. Or open the card in a phone-sized window:',
    `     npm run phone -- "${registerUrl}"`,
    `   Password on the card: ${password}`,
  ]
}

/**
 * @param {Login & { facilityName: string }} doctor
 * @param {string} emrUrl
 */
function signInLines(doctor, emrUrl) {
  return [
    `2. Open ${emrUrl} and log in at ${doctor.facilityName}`,
    credentials(doctor),
    '3. Click 「国家資格認証」 and scan the QR with the phone. The badge turns green on every screen.',
    '   Open a chart and click 「処方箋を発行」: it is signed, and registered at the stand-in for the national service.',
  ]
}

/** @param {Login} login */
function credentials({ facilityCode, staffCode, password }) {
  return `   Facility code ${facilityCode}, staff code ${staffCode}, password ${password}`
}
