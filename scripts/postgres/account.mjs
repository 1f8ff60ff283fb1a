import { spawnSync } from 'node:child_process'
import { chmodSync, cpSync, existsSync, lchownSync, lstatSync, readdirSync, statSync } from 'node:fs'
import { userInfo } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { Refusal } from '../process/refusal.mjs'

/**
 * PostgreSQL refuses to run as root. An account says how its programs are started instead.
 * @typedef {object} PostgresAccount
 * @property {(program: string, args: string[]) => { command: string, args: string[], options: { uid?: number, gid?: number } }} wrap
 * @property {import('./binaries.mjs').PostgresBinaries} binaries programs that this account may run
 * @property {(path: string) => unknown} own hands a file or folder, and all below it, to the account
 */

/** Every Linux has it in /etc/passwd, which PostgreSQL asks for. */
const NOBODY = 65534
const NAMESPACE = ['--user', `--map-user=${NOBODY}`, `--map-group=${NOBODY}`]

/**
 * Chooses the account: the person's own when that is an ordinary user; as root a user namespace in which root looks
 * like an ordinary user (no account is made, nothing changes hands); else the user `nobody`.
 * @param {import('./binaries.mjs').PostgresBinaries} binaries
 * @param {string} privateFolder where a readable copy of the programs may be kept for `nobody`
 * @param {{ hasNamespaces?: boolean }} [machine]
 * @returns {PostgresAccount}
 */
export function chooseAccount(binaries, privateFolder, { hasNamespaces = canUseNamespaces() } = {}) {
  const isRoot = process.getuid?.() === 0
  if (hasNamespaces && (isRoot || isNameless())) {
    return {
      binaries,
      wrap: (program, args) => ({ command: 'unshare', args: [...NAMESPACE, program, ...args], options: {} }),
      own: (path) => isRoot && lstatSync(path).uid === NOBODY && handOver(path, 0),
    }
  }
  if (!isRoot) return { binaries, wrap: (command, args) => ({ command, args, options: {} }), own: () => undefined }
  return {
    binaries: readableBinaries(binaries, privateFolder),
    wrap: (command, args) => ({ command, args, options: { uid: NOBODY, gid: NOBODY } }),
    own: (path) => {
      assertReachable(path)
      handOver(path, NOBODY)
    },
  }
}

/** True where this process may open a user namespace; containers often forbid it. */
function canUseNamespaces() {
  if (process.platform !== 'linux') return false
  return spawnSync('unshare', [...NAMESPACE, 'true'], { stdio: 'ignore' }).status === 0
}

/** True for a user id without an entry in /etc/passwd, as containers have them: PostgreSQL refuses to run as such. */
function isNameless() {
  try {
    return userInfo().username === ''
  } catch {
    return true
  }
}

/**
 * @param {import('./binaries.mjs').PostgresBinaries} binaries
 * @param {string} privateFolder
 */
function readableBinaries(binaries, privateFolder) {
  if (!findClosedFolder(binaries.folder)) return binaries
  const folder = join(privateFolder, 'postgres-programs')
  if (!existsSync(join(folder, 'bin', 'postgres')))
    cpSync(binaries.folder, folder, { recursive: true, verbatimSymlinks: true })
  chmodSync(folder, 0o755)
  assertReachable(folder)
  return { folder, initdb: join(folder, 'bin', 'initdb'), postgres: join(folder, 'bin', 'postgres') }
}

/** @param {string} path */
function assertReachable(path) {
  const closed = findClosedFolder(dirname(resolve(path)))
  if (closed === undefined) return
  throw new Refusal(
    `PostgreSQL may not run as root, and the user it runs as instead (nobody) cannot enter ${closed}.\n` +
      'Set SHOMEI_DATA_DIR to a folder that every user may enter, for example /var/lib/shomei, or run as an ordinary user.',
  )
}

/**
 * The outermost folder on the way to `path` that other users may not enter.
 * @param {string} path
 * @returns {string | undefined}
 */
function findClosedFolder(path) {
  const parent = dirname(path)
  const above = parent === path ? undefined : findClosedFolder(parent)
  return above ?? ((statSync(path).mode & 0o001) === 0 ? path : undefined)
}

/**
 * @param {string} path
 * @param {number} id user and group
 */
function handOver(path, id) {
  lchownSync(path, id, id)
  if (!lstatSync(path).isDirectory()) return
  for (const name of readdirSync(path)) handOver(join(path, name), id)
}
