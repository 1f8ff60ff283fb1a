import { randomBytes } from 'node:crypto'
import { renameSync, writeFileSync } from 'node:fs'

/**
 * Writes a file so that at any instant it is there whole or not at all, also when this process is killed.
 * @param {string} path
 * @param {string} text
 */
export function writeWhole(path, text) {
  const part = `${path}.${randomBytes(4).toString('hex')}.part`
  writeFileSync(part, text, { mode: 0o600, flush: true })
  renameSync(part, path)
}
