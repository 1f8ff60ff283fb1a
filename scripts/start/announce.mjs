import { readFileSync } from 'node:fs'
import { relative } from 'node:path'

/**
 * Tells where everything answers and what to click first.
 * @param {string} demonstrationFile written by the seed
 * @param {ReturnType<import('./addresses.mjs').addressesOf>} addresses
 * @param {string} dataDir
 */
export function announce(demonstrationFile, { authorityUrl, facilityUrl, emrUrl }, dataDir) {
  const { notificationCards = [], staff = [] } = JSON.parse(readFileSync(demonstrationFile, 'utf8'))
  const [card] = notificationCards
  const [doctor] = staff
  const lines = [
    '',
    'Shomei is running.',
    '',
    `  Example EMR         ${emrUrl}`,
    `  Hospital's portal   ${facilityUrl}`,
    `  Signing authority   ${authorityUrl}`,
    ...(card ? ['', ...registrationLines(card)] : []),
    ...(doctor ? ['', ...signInLines(doctor, emrUrl)] : []),
    '',
    `Stop with Ctrl-C. The data stay in ${relative(process.cwd(), dataDir) || dataDir}; npm run reset forgets them.`,
  ]
  console.log(lines.join('\n'))
}

/** @param {{ holderName: string, registerUrl: string, password: string }} card */
function registrationLines({ holderName, registerUrl, password }) {
  return [
    `1. Register a phone for ${holderName}: scan the QR of the notification card, or open it in a phone-sized window:`,
    `     npm run phone -- "${registerUrl}"`,
    `   Password on the card: ${password}`,
  ]
}

/**
 * @param {{ facilityName: string, facilityCode: string, staffCode: string, password: string }} doctor
 * @param {string} emrUrl
 */
function signInLines({ facilityName, facilityCode, staffCode, password }, emrUrl) {
  return [
    `2. Open ${emrUrl} and log in at ${facilityName} (${facilityCode}): staff code ${staffCode}, password ${password}`,
    '3. Click 「国家資格認証」 and scan the QR with the phone. The badge turns green on every screen.',
  ]
}
