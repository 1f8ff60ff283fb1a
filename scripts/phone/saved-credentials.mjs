import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { Refusal } from '../process/refusal.mjs'

/** @typedef {{ credentialId: string, isResidentCredential: boolean, rpId?: string, privateKey: string, userHandle?: string, signCount: number }} Credential */

/**
 * The keys of the virtual phone, kept between runs as a real phone keeps its own. A file for its owner only.
 * @param {string} path
 * @returns {Credential[]}
 */
export function loadCredentials(path) {
  if (!existsSync(path)) return []
  try {
    const { credentials } = JSON.parse(readFileSync(path, 'utf8'))
    if (Array.isArray(credentials)) return credentials
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
  }
  throw new Refusal(`${path} cannot be read. Remove it to begin with an empty phone; cards that were used stay used.`)
}

/**
 * @param {string} path
 * @param {readonly Credential[]} credentials
 */
export function saveCredentials(path, credentials) {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
  const draft = `${path}.new`
  writeFileSync(draft, `${JSON.stringify({ credentials }, null, 2)}\n`, { mode: 0o600 })
  chmodSync(draft, 0o600)
  renameSync(draft, path)
}

/**
 * The keys after something changed on one page's authenticator: its own words count, other keys stay. A key that the page
 * was given and no longer has was deleted there.
 * @param {readonly Credential[]} known
 * @param {readonly Credential[]} onPage
 * @param {readonly Credential[]} given to the page when it was opened
 * @returns {Credential[]}
 */
export function mergeCredentials(known, onPage, given) {
  const gone = given.filter(({ credentialId }) => !onPage.some((present) => present.credentialId === credentialId))
  const replaced = new Set([...onPage, ...gone].map(({ credentialId }) => credentialId))
  return [...known.filter(({ credentialId }) => !replaced.has(credentialId)), ...onPage]
}
