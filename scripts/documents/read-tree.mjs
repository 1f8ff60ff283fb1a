import { readdirSync, readFileSync } from 'node:fs'
import { join, relative, sep } from 'node:path'

const IGNORED = new Set(['node_modules', '.next', '.git', '.shomei', 'test-results', 'playwright-report', 'generated'])
const READ = /\.(?:ts|tsx|mjs|js|sql|prisma|md)$/

/**
 * Texts of source, schema and documents of a checkout, by path with forward slashes.
 * @param {string} root
 * @returns {Map<string, string>}
 */
export function readTree(root) {
  return new Map(listFiles(root, root).map((path) => [path, readFileSync(join(root, path), 'utf8')]))
}

/** @returns {string[]} */
function listFiles(root, folder) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const full = join(folder, entry.name)
    if (entry.isDirectory()) return IGNORED.has(entry.name) ? [] : listFiles(root, full)
    const path = relative(root, full).split(sep).join('/')
    return READ.test(entry.name) && !/^(?:public|next-env)/.test(path) ? [path] : []
  })
}
