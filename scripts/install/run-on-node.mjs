import { spawn } from 'node:child_process'
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { findFreePort } from '../process/ports.mjs'
import { Refusal } from '../process/refusal.mjs'
import { ROOT } from '../process/root.mjs'
import { runCommand } from '../process/run-command.mjs'
import { runStep } from '../process/run-step.mjs'

const LONGEST_START_MS = 600_000
const LONGEST_STOP_MS = 30_000

/**
 * Starts the product on another Node and has a doctor register, sign in and sign in it. Fails when anything of that does.
 * @param {string} version
 */
export async function runOnNode(version) {
  await runCommand(async ({ atEnd }) => {
    const folder = mkdtempSync(join(tmpdir(), 'shomei-node-'))
    // PostgreSQL may run as another user below it.
    chmodSync(folder, 0o711)
    atEnd(() => rmSync(folder, { recursive: true, force: true, maxRetries: 3 }))
    const bin = await installNode(version, folder)
    const env = {
      PATH: `${bin}${delimiter}${process.env.PATH}`,
      SHOMEI_DATA_DIR: join(folder, 'data'),
      ...(await freePorts()),
    }
    console.log(`Node ${(await must('node --version', 'node', ['--version'], env)).trim()} starts the product …`)
    const product = startProduct(env)
    atEnd(product.stop)
    await product.ready
    await must('The journey', 'node', [join(ROOT, 'scripts/phone.mjs'), '--headless'], env, true)
    console.log(`Started, registered, signed in and signed once on Node ${version}.`)
  })
}

/**
 * The package of this platform holds the program itself, and needs no install script.
 * @param {string} version
 * @param {string} folder
 * @returns {Promise<string>} the folder of the program
 */
async function installNode(version, folder) {
  const name = `node-${process.platform}-${process.arch}`
  const args = ['install', '--no-audit', '--no-fund', '--ignore-scripts', '--prefix', folder, `${name}@${version}`]
  await must(`Installing Node ${version}`, 'npm', args, {})
  return join(folder, 'node_modules', name, 'bin')
}

async function freePorts() {
  const names = ['SHOMEI_PORT', 'SHOMEI_EMR_PORT', 'SHOMEI_NATIONAL_SERVICE_PORT', 'SHOMEI_POSTGRES_PORT']
  const entries = []
  for (const name of names) entries.push([name, String(await findFreePort())])
  return Object.fromEntries(entries)
}

/** @param {Record<string, string>} env */
function startProduct(env) {
  const child = spawn('node', [join(ROOT, 'scripts/start.mjs')], {
    cwd: ROOT,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const ended = new Promise((settle) => child.once('exit', settle))
  const ready = new Promise((settle, fail) => {
    let words = ''
    child.stdout.setEncoding('utf8').on('data', (text) => {
      words += text
      if (words.includes('Shomei is running.')) settle(undefined)
    })
    ended.then(() => fail(new Refusal(`The product did not start:\n${words}`)))
    setTimeout(() => fail(new Refusal(`The product did not start in time:\n${words}`)), LONGEST_START_MS).unref()
  })
  const stop = async () => {
    child.kill('SIGINT')
    const timer = setTimeout(() => child.kill('SIGKILL'), LONGEST_STOP_MS)
    await ended
    clearTimeout(timer)
  }
  return { ready, stop }
}

/**
 * @param {string} what begins the message of a failure
 * @param {string} command
 * @param {string[]} args
 * @param {Record<string, string>} env
 * @param {boolean} [isShown]
 */
async function must(what, command, args, env, isShown = false) {
  const { exitCode, output } = await runStep(command, args, { env, isShown })
  if (exitCode !== 0) throw new Refusal(`${what} failed:\n${isShown ? '' : output}`)
  return output
}
