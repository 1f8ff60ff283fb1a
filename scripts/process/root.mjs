import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The folder of the checkout, without a trailing slash. */
export const ROOT = fileURLToPath(new URL('../..', import.meta.url)).replace(/[/\\]$/, '')

/**
 * The absolute path of a program that `npm ci` installed.
 * @param {string} path below node_modules
 */
export function installed(path) {
  return join(ROOT, 'node_modules', path)
}
