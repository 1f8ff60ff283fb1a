import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Browser, chromium, expect } from '@playwright/test'
import { CHROMIUM_ARGS, findChromium } from '@/scripts/chromium.mjs'
import { findFreePort } from '@/scripts/process/ports.mjs'
import { expectBadge, openEmr } from '../support/emr/emr-screen'
import { test } from '../support/fixtures'
import { signInWithPhone } from '../support/phone/approve-on-phone'
import { type ServerProcess, startServerProcess } from '../support/servers/server-process'
import type { World } from '../support/world'

const host = 'emr.hospital.test'

/** The same EMR under a name that no browser takes for the machine itself, over http. */
async function startHttpEmr(world: World): Promise<ServerProcess & { url: string }> {
  const port = await findFreePort()
  const url = `http://${host}:${port}`
  const demonstration = JSON.parse(readFileSync(join(world.logFolder, 'demonstration.json'), 'utf8'))
  const settingsFile = join(world.logFolder, `http-emr-${port}.json`)
  const settings = { ...demonstration, emr: { ...demonstration.emr, origin: url } }
  writeFileSync(settingsFile, JSON.stringify(settings), { mode: 0o600 })
  const emr = await startServerProcess({
    name: 'EMR over http',
    command: [process.execPath, 'examples/emr/server.mjs'],
    env: { EMR_SETTINGS: settingsFile, EMR_PORT: String(port) },
    port,
    host: `${host}:${port}`,
    healthPath: '/',
    logFile: join(world.logFolder, 'http-emr.log'),
  })
  return { ...emr, url }
}

async function launchBrowser(): Promise<Browser> {
  const mapping = `--host-resolver-rules=MAP ${host} 127.0.0.1`
  return chromium.launch({ executablePath: await findChromium(), args: [...CHROMIUM_ARGS, mapping] })
}

test('on an EMR page over http the chart works, sign-in and badge say that the page must be https, and who signed in elsewhere signs', async ({
  world,
  doctor,
  registeredPhone,
  newEmr,
}) => {
  test.setTimeout(120_000)
  const emr = await startHttpEmr(world)
  const browser = await launchBrowser()
  try {
    const faults: string[] = []
    const { page } = await openEmr(browser, { ...world, emrUrl: emr.url }, doctor, doctor.terminals[0])
    page.on('pageerror', (error) => faults.push(error.message))
    expect(await page.evaluate(() => window.isSecureContext)).toBe(false)
    await page.locator('#open-sign-in').click()
    await expect(page.locator('#sign-in [role=alert]')).toContainText('https で開かれていないため')
    await expect(page.locator('#sign-in iframe')).toHaveCount(0)

    await page.locator('.patient-link').first().click()
    await expect(page.locator('#patient-banner')).toContainText('様')
    await expect(page.locator('#items li').first()).toBeVisible()
    await expect(page.locator('#badge')).toContainText('https の画面で確認できます')
    await page.locator('#issue').click()
    const dialog = page.locator('dialog.shomei-dialog')
    await expect(dialog.getByRole('alert')).toContainText('電子カルテの担当部署')
    await dialog.getByRole('button', { name: '閉じる' }).click()
    await expect(page.locator('#issue-message')).toContainText('https のアドレスで開き直す')

    const elsewhere = await newEmr(doctor, doctor.terminals[1])
    await signInWithPhone(elsewhere, await registeredPhone(doctor))
    await expectBadge(elsewhere, 'signed_in')
    await page.locator('#issue').click()
    await expect(page.locator('#issue-message')).toContainText('電子署名を付けました')
    expect(faults).toEqual([])
  } finally {
    await browser.close()
    await emr.stop()
  }
})
