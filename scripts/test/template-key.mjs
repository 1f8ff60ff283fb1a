import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { ROOT } from '../process/root.mjs'

/** All that decides what a migrated database is: migrations, roles and rights, and the versions of the programs that apply them. */
const SOURCES = ['prisma/migrations', 'prisma.config.ts', 'scripts/postgres', 'scripts/prisma', 'package-lock.json']

/**
 * One value for one state of the migrations. A template database that was made under another value is stale.
 * @param {string} [root] the checkout
 * @returns {string}
 */
export function computeTemplateKey(root = ROOT) {
  const hash = createHash('sha256').update(process.platform + process.arch)
  for (const file of SOURCES.flatMap((source) => listFiles(root, source))) {
    const content = readFileSync(join(root, file))
    hash.update(`${file}\0${content.length}\0`).update(content)
  }
  return hash.digest('hex')
}

/**
 * @param {string} root
 * @param {string} path a file or a folder below it
 * @returns {string[]}
 */
function listFiles(root, path) {
  if (!statSync(join(root, path)).isDirectory()) return [path]
  return readdirSync(join(root, path))
    .sort()
    .flatMap((name) => listFiles(root, `${path}/${name}`))
}
