import { join } from 'node:path'
import { expect } from '@playwright/test'
import { type Page, pages } from '@/lib/config/paths'
import { portal } from '@/lib/messages/ja/portal'
import { findFreePort } from '@/scripts/process/ports.mjs'
import { test } from '../support/fixtures'
import { getUrl } from '../support/get-url'
import { startServerProcess } from '../support/servers/server-process'
import { portalEnvironment } from '../support/servers/start-world'

const parts = Object.entries<Page>(pages).flatMap(([path, { demonstration }]) => (demonstration ? [path] : []))
const spellings = (path: string) => [path, `${path}/`, `${path}?lang=en`, `/${path}`, path.replace('d', '%64')]

test('AT-66 where the trust is not test, no part of the phone in the browser is served, whatever else is set', async ({
  world,
}) => {
  const port = await findFreePort()
  const authorityUrl = `http://authority.localhost:${port}`
  const env = {
    ...portalEnvironment('authority', port, { ...world, authorityUrl }),
    SHOMEI_TRUST: 'anchors',
    SHOMEI_DEMONSTRATION_FILE: join(world.logFolder, 'demonstration.json'),
  }
  const real = await startServerProcess({
    name: 'authority without a test hierarchy',
    command: [process.execPath, '.next/portal.mjs'],
    env,
    port,
    host: new URL(authorityUrl).host,
    healthPath: '/api/health/live',
    logFile: join(world.logFolder, 'real-trust.log'),
  })
  try {
    for (const path of parts) {
      expect((await getUrl(`${world.authorityUrl}${path}`)).status, `allowed twin: ${path}`).toBe(200)
      for (const address of spellings(path)) {
        const answer = await getUrl(`${authorityUrl}${address}`)
        expect(answer.status, address).toBe(404)
        expect(answer.text, address).not.toContain('authenticator')
      }
    }
    const entrance = await getUrl(`${authorityUrl}/?lang=ja`)
    expect(entrance.status).toBe(200)
    for (const text of [portal.landing.demonstration.heading, '/demonstration/phone', 'npm run phone'])
      expect(entrance.text).not.toContain(text)
    const phonePage = await getUrl(`${authorityUrl}/sign-in`)
    expect(phonePage.headers['x-frame-options']).toBe('DENY')
    expect(phonePage.text).not.toContain('demonstration-authenticator')
  } finally {
    await real.stop()
  }
})

test('AT-67 the phone pages themselves load no authenticator and are framed by nobody; in the window they are framed by it alone', async ({
  world,
  browser,
}) => {
  for (const path of ['/register', '/sign-in', '/my']) {
    const answer = await getUrl(`${world.authorityUrl}${path}`)
    expect(answer.text, path).not.toContain('demonstration-authenticator')
    expect(answer.headers['content-security-policy'], path).toContain("frame-ancestors 'none'")
  }
  const stranger = await browser.newPage()
  await stranger.goto(world.emrUrl)
  for (const path of ['/demonstration/phone', '/demonstration/phone/sign-in']) {
    const refused = stranger.waitForEvent('console', (message) => /frame/i.test(message.text()))
    await stranger.evaluate(async (html) => {
      document.open()
      document.write(html)
      document.close()
    }, `<iframe src="${world.authorityUrl}${path}"></iframe>`)
    expect((await refused).text(), path).toMatch(/refused|violates/i)
  }
  // Opened by itself, a page of the window keeps the browser's own credentials.
  const alone = await browser.newPage()
  await alone.goto(`${world.authorityUrl}/demonstration/phone/sign-in`)
  expect(await alone.evaluate(() => navigator.credentials instanceof CredentialsContainer)).toBe(true)
  await stranger.close()
  await alone.close()
})
