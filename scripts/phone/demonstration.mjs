import { existsSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { Refusal } from '../process/refusal.mjs'

/**
 * @typedef {{ holderName: string, registerUrl: string, password: string }} Card
 * @typedef {{ facilityCode: string, staffCode: string, displayName: string, password: string }} Staff
 * @typedef {{ urls: { emr: string, authority: string }, notificationCards: Card[], staff: Staff[] }} Demonstration
 */

/**
 * The addresses, cards and passwords that `npm start` wrote.
 * @param {string} dataDir
 * @returns {Demonstration}
 * @throws {Refusal} where there is no demonstration
 */
export function readDemonstration(dataDir) {
  const path = join(dataDir, 'demonstration.json')
  if (existsSync(path)) return JSON.parse(readFileSync(path, 'utf8'))
  throw new Refusal(
    `There is no demonstration yet (${relative(process.cwd(), path)} is missing). In another terminal run \`npm start\` first.`,
  )
}

/**
 * The cards of people who also work at a hospital, each with that person's account there.
 * @param {Demonstration} demonstration
 * @returns {{ card: Card, doctor: Staff }[]}
 */
export function listDoctors({ notificationCards, staff }) {
  return notificationCards.flatMap((card) => {
    const doctor = staff.find(({ displayName }) => displayName === card.holderName)
    return doctor ? [{ card, doctor }] : []
  })
}
