import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto'
import { promisify } from 'node:util'

const derive = promisify(scrypt)
const KEY_BYTES = 32
const MAX_FAILURES = 5
const LOCK_MS = 5 * 60_000

/** @typedef {{ user: Omit<import('./settings.mjs').User, 'password'>, salt: Buffer, hash: Buffer }} Account */

/**
 * The accounts with their passwords hashed: one scrypt for each.
 * @param {import('./settings.mjs').User[]} users
 * @returns {Promise<Map<string, Account>>}
 */
export async function hashPasswords(users) {
  const accounts = new Map()
  for (const { password, ...user } of users) {
    const salt = randomBytes(16)
    accounts.set(keyOf(user.facilityCode, user.staffCode), {
      user,
      salt,
      hash: await derive(password, salt, KEY_BYTES),
    })
  }
  return accounts
}

/**
 * The EMR's own log-in. Passwords are kept as scrypt hashes; an unknown staff code costs as much time as a wrong password; five failures
 * close a staff code for five minutes.
 * @param {Map<string, Account>} accounts
 * @param {() => Date} now
 */
export function createAccounts(accounts, now) {
  const nobody = { user: null, salt: randomBytes(16), hash: randomBytes(KEY_BYTES) }
  const failures = new Map()

  return {
    /** The user, or null: who knows neither code nor password learns nothing from the answer. */
    async logIn(facilityCode, staffCode, password) {
      const key = keyOf(facilityCode, staffCode)
      const account = accounts.get(key) ?? nobody
      const failed = failures.get(key) ?? { count: 0, at: 0 }
      const isLocked = failed.count >= MAX_FAILURES && now().getTime() - failed.at < LOCK_MS
      const hash = await derive(password, account.salt, KEY_BYTES)
      if (!isLocked && account.user && timingSafeEqual(hash, account.hash)) {
        failures.delete(key)
        return account.user
      }
      if (account.user && !isLocked) {
        failures.set(key, { count: (failed.count % MAX_FAILURES) + 1, at: now().getTime() })
      }
      return null
    },
  }
}

function keyOf(facilityCode, staffCode) {
  return JSON.stringify([facilityCode, staffCode])
}
