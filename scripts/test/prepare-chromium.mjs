import { findChromium, findInstalledChromium } from '../chromium.mjs'
import { findProgram } from '../judges.mjs'
import { runStep } from '../process/run-step.mjs'

const APT = ['-o', 'DPkg::Lock::Timeout=300']
const PACKAGES = ['chromium', 'fonts-ipafont-gothic', 'fonts-noto-cjk']

/**
 * The Chromium for the browser tests: an installed one; else, as root on Debian, Debian's, which is installed; else the
 * one that came from npm.
 * @param {(message: string) => void} say
 * @returns {Promise<string>} its path
 */
export async function prepareChromium(say) {
  const isNamed = Boolean(process.env.SHOMEI_CHROMIUM)
  const canInstall = process.getuid?.() === 0 && findProgram('apt-get') !== undefined
  if (!isNamed && canInstall && !findInstalledChromium()) await installChromium(say)
  return findChromium()
}

/** @param {(message: string) => void} say */
async function installChromium(say) {
  say('Installing Chromium and Japanese fonts with apt-get …')
  const env = { DEBIAN_FRONTEND: 'noninteractive' }
  const update = await runStep('apt-get', [...APT, 'update'], { env })
  const install = await runStep('apt-get', [...APT, 'install', '-y', '--no-install-recommends', ...PACKAGES], { env })
  if (update.exitCode !== 0 || install.exitCode !== 0) say('That did not work; the Chromium from npm is used instead.')
}
