import { spawnSync } from 'node:child_process'
import { existsSync, lstatSync, mkdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { Refusal } from './process/refusal.mjs'

/** For every Chromium that the tests and `npm run phone` start: nothing of its own goes to the network. */
export const CHROMIUM_ARGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

const NAMES = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome']
const APPLICATIONS = [
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
]

/**
 * The path of a Chromium: the one that SHOMEI_CHROMIUM names, else an installed one, else the one that came from npm.
 * @returns {Promise<string>}
 * @throws {Refusal} saying how to install one
 */
export async function findChromium() {
  const named = process.env.SHOMEI_CHROMIUM
  if (named) {
    if (existsSync(named)) return named
    throw new Refusal(`SHOMEI_CHROMIUM is "${named}", but there is no such file. It must be the path of a Chromium.`)
  }
  const found = findInstalledChromium() ?? (await unpackChromium())
  if (found) return found
  throw new Refusal('There is no Chromium. Install one (on Debian: apt-get install chromium) or set SHOMEI_CHROMIUM.')
}

/** @returns {string | undefined} */
export function findInstalledChromium() {
  const folders = (process.env.PATH ?? '').split(delimiter).filter(Boolean)
  const candidates = folders.flatMap((folder) => NAMES.map((name) => join(folder, name)))
  return [...candidates, ...APPLICATIONS].find((path) => existsSync(path))
}

/**
 * Unpacks the Chromium of @sparticuz/chromium, once for each user. Its own arguments are not used: they switch off the
 * isolation of sites.
 * @returns {Promise<string | undefined>} undefined where it does not run
 */
async function unpackChromium() {
  if (process.platform !== 'linux' || process.arch !== 'x64') return undefined
  const folder = privateFolder()
  const before = process.env.TMPDIR
  process.env.TMPDIR = folder
  try {
    const { default: chromium } = await import('@sparticuz/chromium')
    const path = await chromium.executablePath()
    const probe = spawnSync(path, ['--version'], { encoding: 'utf8', timeout: 30_000 })
    return probe.status === 0 ? path : undefined
  } catch {
    return undefined
  } finally {
    if (before === undefined) delete process.env.TMPDIR
    else process.env.TMPDIR = before
  }
}

/** A folder that no other user can have put a program into. */
function privateFolder() {
  const uid = process.getuid?.() ?? 0
  const folder = join(tmpdir(), `shomei-chromium-${uid}`)
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const { uid: owner, mode } = lstatSync(folder)
  if (owner !== uid || (mode & 0o022) !== 0) {
    throw new Refusal(
      `${folder} belongs to another user or can be written by others. Remove it, or set SHOMEI_CHROMIUM.`,
    )
  }
  return folder
}
