import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { isDiskFull, Refusal } from '../process/refusal.mjs'
import { ROOT } from '../process/root.mjs'
import { lastLines, runNode, runStep } from '../process/run-step.mjs'
import { isInstalled } from './installed-packages.mjs'

const STAMP = join(ROOT, 'node_modules', '.shomei-lock')

/**
 * Installs the dependencies with `npm ci` when they are missing or package-lock.json has changed.
 * @param {(message: string) => void} say
 */
export async function installDependencies(say) {
  const lockText = readFileSync(join(ROOT, 'package-lock.json'), 'utf8')
  const hash = createHash('sha256').update(lockText).digest('hex')
  if (readText(STAMP) === hash) return
  const hidden = readText(join(ROOT, 'node_modules', '.package-lock.json'))
  if (!hidden || !isInstalled(JSON.parse(lockText).packages, JSON.parse(hidden).packages)) {
    say('Installing the dependencies with npm ci (about half a minute) …')
    await runNpm(['ci', '--include=dev', '--no-audit', '--no-fund'])
  }
  writeFileSync(STAMP, hash)
}

/** @param {string[]} args */
async function runNpm(args) {
  const options = { env: { NODE_ENV: undefined, npm_config_update_notifier: 'false', ...headersOfNode() } }
  // `npm start` and `npm test` name the npm they belong to.
  const npm = process.env.npm_execpath
  const result = npm?.endsWith('.js') ? await runNode([npm, ...args], options) : await runStep('npm', args, options)
  if (result.exitCode === 0) return
  if (isDiskFull(result.output)) throw Object.assign(new Error('No space left on device'), { code: 'ENOSPC' })
  if (/ENOTFOUND|ECONNREFUSED|ETIMEDOUT|EAI_AGAIN|ECONNRESET|ENETUNREACH|network/.test(result.output)) {
    throw new Refusal(
      'The npm registry could not be reached, so the dependencies could not be installed.\n' +
        'Check the network, or the proxy that npm uses (npm config get proxy), and start again.\n\n' +
        lastLines(result.output, 8),
    )
  }
  throw new Refusal(`npm ${args[0]} failed. It said:\n${lastLines(result.output, 25)}`)
}

/**
 * The optional driver for PKCS#11 modules is compiled. With the headers that came with this Node nothing else is downloaded for it;
 * where they or a compiler are missing, npm goes on without it.
 */
function headersOfNode() {
  const folder = dirname(dirname(process.execPath))
  return existsSync(join(folder, 'include', 'node', 'node.h')) ? { npm_config_nodedir: folder } : {}
}

/** @param {string} path */
function readText(path) {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return undefined
  }
}
