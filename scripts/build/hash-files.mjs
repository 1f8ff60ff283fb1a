import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { ROOT } from '../process/root.mjs'

/**
 * One SHA-256 over names and contents of files, in hexadecimal. Paths that are not there count as empty.
 * @param {string[]} paths files and folders of the checkout
 * @param {RegExp} [except] paths that do not count
 */
export function hashFiles(paths, except) {
  const hash = createHash('sha256')
  for (const path of paths.flatMap(listFiles)) {
    if (except?.test(path)) continue
    hash
      .update(`${path}\0`)
      .update(readFileSync(join(ROOT, path)))
      .update('\0')
  }
  return hash.digest('hex')
}

/**
 * @param {string} path
 * @returns {string[]}
 */
function listFiles(path) {
  const full = join(ROOT, path)
  if (!existsSync(full)) return []
  if (!statSync(full).isDirectory()) return [path]
  return readdirSync(full)
    .sort()
    .flatMap((name) => listFiles(`${path}/${name}`))
}
