import { mkdirSync } from 'node:fs'
import { join, relative } from 'node:path'
import { CHROMIUM_ARGS, findChromium } from '../chromium.mjs'
import { Refusal } from '../process/refusal.mjs'
import { runCommand } from '../process/run-command.mjs'
import { readSettings } from '../settings.mjs'
import { readArguments, requireDisplay } from './arguments.mjs'
import { readDemonstration } from './demonstration.mjs'
import { openWindows } from './open-windows.mjs'
import { openPhone } from './virtual-phone.mjs'
import { walkJourney } from './walk-journey.mjs'

/**
 * The whole of `npm run phone`, until its window is closed.
 * @param {readonly string[]} args
 */
export async function runPhone(args) {
  await runCommand(async (command) => {
    const { isHeadless, url } = readArguments(args)
    if (!isHeadless) requireDisplay({ platform: process.platform, environment: process.env })
    const { dataDir } = readSettings()
    const demonstration = readDemonstration(dataDir)
    await requireRunning(demonstration.urls.authority)
    command.exitCodeWhenStopped = 0

    const { chromium } = await import('@playwright/test')
    const browser = await chromium.launch({
      headless: isHeadless,
      executablePath: await findChromium(),
      args: CHROMIUM_ARGS,
    })
    command.atEnd(() => browser.close())
    const phone = await openPhone(browser, { keyFile: join(dataDir, 'phone.json') })
    if (!isHeadless) return openWindows(browser, phone, { demonstration, url })

    const pictures = join(dataDir, 'pictures')
    mkdirSync(pictures, { recursive: true })
    await walkJourney(browser, phone, { demonstration, pictures, say: (line) => console.log(line) })
    console.log(`The journey is complete. Pictures of each step: ${relative(process.cwd(), pictures)}`)
  })
}

/**
 * Node does not resolve names below localhost, so the portal is asked on the loopback address under its own name.
 * @param {string} authorityUrl
 */
async function requireRunning(authorityUrl) {
  const { port, host } = new URL(authorityUrl)
  const { request } = await import('node:http')
  const isUp = await new Promise((settle) => {
    const asked = request({ host: '127.0.0.1', port, path: '/api/health/ready', headers: { host }, timeout: 5_000 })
    asked.once('response', (response) => {
      response.resume()
      settle(response.statusCode === 200)
    })
    asked.once('timeout', () => asked.destroy())
    asked.once('error', () => settle(false))
    asked.end()
  })
  if (!isUp)
    throw new Refusal(`Nothing answers at ${authorityUrl}. In another terminal run \`npm start\` and wait for it.`)
}
