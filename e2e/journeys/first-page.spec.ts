import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from '@playwright/test'
import { type EmrScreen, showCode } from '../support/emr/emr-screen'
import { test } from '../support/fixtures'
import { approveWithNumber, readNumber, scanWithPhone } from '../support/phone/approve-on-phone'
import { startServerProcess } from '../support/servers/server-process'
import type { DemoDoctor, World } from '../support/world'

/** examples/first-page for this doctor, at the origin that the demonstration keeps for pages of a vendor's own. */
async function startFirstPage(world: World, doctor: DemoDoctor) {
  const demonstration = JSON.parse(readFileSync(join(world.logFolder, 'demonstration.json'), 'utf8'))
  const { emr, vendor } = demonstration
  const users = [{ staffCode: doctor.staffCode }]
  const settings = { vendor, emr: { ...emr, users, terminals: [{ terminalId: doctor.terminals[0] }] } }
  const settingsFile = join(world.logFolder, 'first-page.json')
  writeFileSync(settingsFile, JSON.stringify(settings), { mode: 0o600 })
  const { host, port } = new URL(vendor.origin)
  const server = await startServerProcess({
    name: 'first page of a vendor',
    command: [process.execPath, 'examples/first-page/server.mjs', settingsFile],
    env: {},
    port: Number(port),
    host,
    healthPath: '/',
    logFile: join(world.logFolder, 'first-page.log'),
  })
  return { ...server, url: vendor.origin as string }
}

test('the page that vendors copy: a yellow badge, the sign-in when the button needs it, a signature, a green badge', async ({
  world,
  doctor,
  registeredPhone,
  browser,
}) => {
  const phone = await registeredPhone(doctor)
  const server = await startFirstPage(world, doctor)
  const context = await browser.newContext({ locale: 'ja-JP', timezoneId: 'Asia/Tokyo' })
  try {
    const page = await context.newPage()
    await page.goto(server.url)
    const state = page.frameLocator('#badge iframe').locator('[data-state]')
    await expect(state).toHaveAttribute('data-state', 'sign_in_required')
    await page.getByRole('button', { name: '処方箋を発行' }).click()
    const signIn = page.frameLocator('dialog iframe')
    const screen: Pick<EmrScreen, 'page' | 'signIn'> = { page, signIn }
    await showCode(signIn)
    await scanWithPhone(phone, screen)
    await approveWithNumber(phone, await readNumber(screen))
    await expect(page.locator('#said')).toContainText('署名しました')
    await expect(state).toHaveAttribute('data-state', 'signed_in')
  } finally {
    await context.close()
    await server.stop()
  }
})
