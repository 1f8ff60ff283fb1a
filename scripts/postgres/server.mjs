import { spawn, spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { chmodSync, existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { isDiskFull, Refusal } from '../process/refusal.mjs'
import { chooseAccount } from './account.mjs'
import { locateBundledBinaries } from './binaries.mjs'
import { stopLeftover } from './leftover.mjs'

/**
 * A running PostgreSQL on the loopback interface.
 * @typedef {object} PostgresServer
 * @property {number} pid
 * @property {number} port
 * @property {(database: string) => string} url connection string of one of its databases
 * @property {Promise<string>} ended settles when the process has gone, with its last words
 * @property {() => Promise<void>} stop fast shutdown; waits for the end
 */

/**
 * @typedef {object} PostgresOptions
 * @property {string} dataDir made and initialised when it is not there yet
 * @property {number} port
 * @property {boolean} [isDurable] false switches fsync off: only for data that may be lost
 * @property {string} [password] given: passwords are asked for; not given: every local user may connect
 * @property {import('./binaries.mjs').PostgresBinaries} [binaries] default: the ones that came from npm
 * @property {boolean} [hasNamespaces] for tests: pretend that root may open a user namespace or not
 */

const USER = 'shomei'
const START_TIMEOUT_MS = 60_000
const STOP_TIMEOUT_MS = 20_000
const LAST_WORDS = 4_000
const MOST_TRIES = 5

/**
 * Starts PostgreSQL on 127.0.0.1, initialising the data folder when it is new.
 * A server that an earlier, killed run left behind on the same data folder is stopped first.
 * @param {PostgresOptions} options
 * @returns {Promise<PostgresServer>}
 */
export async function startPostgres(options) {
  const { dataDir, port, password } = options
  await stopLeftover(dataDir)
  const parent = dirname(dataDir)
  mkdirSync(parent, { recursive: true })
  const machine = options.hasNamespaces === undefined ? {} : { hasNamespaces: options.hasNamespaces }
  const account = chooseAccount(options.binaries ?? locateBundledBinaries(), parent, machine)
  if (!existsSync(join(dataDir, 'PG_VERSION'))) initialise(account, dataDir, password)
  else account.own(dataDir)

  const { child, ended } = await launchAlone(account, options)
  return {
    pid: child.pid ?? 0,
    port,
    url: (database) => connectionString(port, database, password),
    ended,
    stop: () => stop(child, ended),
  }
}

/**
 * @param {number} port
 * @param {string} database
 * @param {string | undefined} password
 */
export function connectionString(port, database, password) {
  return `postgresql://${USER}${password ? `:${password}` : ''}@127.0.0.1:${port}/${database}`
}

/**
 * @param {import('./account.mjs').PostgresAccount} account
 * @param {string} dataDir
 * @param {string | undefined} password
 */
function initialise(account, dataDir, password) {
  rmSync(dataDir, { recursive: true, force: true })
  // Made elsewhere and renamed: a run that is killed leaves no folder that looks finished.
  const newDir = `${dataDir}.${randomBytes(4).toString('hex')}.part`
  mkdirSync(newDir, { mode: 0o700 })
  const passwordFile = `${newDir}.password.part`
  const args = ['-D', newDir, '-U', USER, '--encoding=UTF8', '--locale=C', '--no-sync']
  if (password) {
    writeFileSync(passwordFile, `${password}\n`, { mode: 0o600 })
    account.own(passwordFile)
    args.push('-A', 'scram-sha-256', `--pwfile=${passwordFile}`)
  } else args.push('-A', 'trust')
  account.own(newDir)
  const { command, args: wrapped, options } = account.wrap(account.binaries.initdb, args)
  const result = spawnSync(command, wrapped, { ...options, encoding: 'utf8', env: quietEnvironment() })
  rmSync(passwordFile, { force: true })
  if (result.status === 0) return renameSync(newDir, dataDir)
  rmSync(newDir, { recursive: true, force: true })
  throw startRefusal(`${result.stdout ?? ''}${result.stderr ?? ''}${result.error ?? ''}`)
}

/**
 * Launches the server. One that a killed run started a moment ago may take the folder only now: it is stopped first.
 * @param {import('./account.mjs').PostgresAccount} account
 * @param {PostgresOptions} options
 */
async function launchAlone(account, options) {
  for (let tries = 1; ; tries++) {
    const { child, lastWords } = launch(account, options)
    /** @type {Promise<string>} */
    const ended = new Promise((settle) => child.once('close', () => settle(lastWords())))
    try {
      await untilReady(child, ended, options.port)
      return { child, ended }
    } catch (error) {
      if (tries === MOST_TRIES || !/lock file .* already exists|shared memory block/i.test(lastWords())) throw error
      await stopLeftover(options.dataDir)
    }
  }
}

/**
 * @param {import('./account.mjs').PostgresAccount} account
 * @param {PostgresOptions} server
 */
function launch(account, { dataDir, port, isDurable = true }) {
  chmodSync(dataDir, 0o700)
  const settings = {
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    max_connections: '200',
    timezone: 'UTC',
    log_timezone: 'UTC',
    ...(isDurable ? {} : { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' }),
  }
  const flags = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])
  const { command, args, options } = account.wrap(account.binaries.postgres, [
    '-D',
    dataDir,
    '-p',
    String(port),
    ...flags,
  ])
  // A group of its own: Ctrl-C at the terminal must not reach the database before the portal has drained.
  const child = spawn(command, args, {
    ...options,
    detached: true,
    stdio: ['ignore', 'ignore', 'pipe'],
    env: quietEnvironment(),
  })
  let words = ''
  child.stderr.setEncoding('utf8').on('data', (text) => {
    words = (words + text).slice(-LAST_WORDS)
    if (process.env.SHOMEI_DEBUG) process.stderr.write(text)
  })
  child.once('error', (error) => {
    words += String(error)
  })
  const stopAtExit = () => child.kill('SIGINT')
  process.once('exit', stopAtExit)
  child.once('exit', () => process.removeListener('exit', stopAtExit))
  return { child, lastWords: () => words.trim() }
}

/** Nothing of the caller's PostgreSQL settings (PGPORT, PGOPTIONS …) may leak into this server. */
function quietEnvironment() {
  const own = Object.entries(process.env).filter(([name]) => !name.startsWith('PG'))
  return { ...Object.fromEntries(own), LC_ALL: 'C' }
}

/**
 * @param {import('node:child_process').ChildProcess} child
 * @param {Promise<string>} ended
 * @param {number} port
 */
async function untilReady(child, ended, port) {
  let timer
  const ready = new Promise((settle) => {
    child.stderr?.on(
      'data',
      (text) => /ready to accept (read-only )?connections/.test(String(text)) && settle(undefined),
    )
  })
  const late = new Promise((settle) => {
    timer = setTimeout(() => settle(`no answer after ${START_TIMEOUT_MS / 1000} seconds`), START_TIMEOUT_MS)
  })
  const failure = await Promise.race([ready, ended, late])
  clearTimeout(timer)
  if (failure === undefined) return
  child.kill('SIGKILL')
  throw startRefusal(String(failure), port)
}

/**
 * @param {string} words what the program said
 * @param {number} [port]
 */
function startRefusal(words, port) {
  if (isDiskFull(words)) return Object.assign(new Error('No space left on device'), { code: 'ENOSPC' })
  if (/address already in use/i.test(words)) {
    return new Refusal(
      `Port ${port} is taken, so PostgreSQL cannot use it. Choose another one with SHOMEI_POSTGRES_PORT.`,
    )
  }
  if (/incompatible with server/i.test(words)) {
    return new Refusal(
      'The data folder was made by another version of PostgreSQL. `npm run reset` forgets the demonstration data.',
    )
  }
  if (/wrong ownership|permission denied/i.test(words)) {
    return new Refusal(
      'The data folder belongs to another user. Run as that user, or choose another folder with SHOMEI_DATA_DIR.',
    )
  }
  return new Refusal(`PostgreSQL did not start. It said:\n${words.split('\n').slice(-12).join('\n')}`)
}

/**
 * @param {import('node:child_process').ChildProcess} child
 * @param {Promise<string>} ended
 */
async function stop(child, ended) {
  if (child.exitCode !== null || child.signalCode !== null) return
  child.kill('SIGINT')
  const timer = setTimeout(() => child.kill('SIGQUIT'), STOP_TIMEOUT_MS)
  await ended
  clearTimeout(timer)
}
