import { expect, type Page } from '@playwright/test'
import { test } from '../support/fixtures'

/** Bytes of script that came over the wire until the page was quiet, as the server compressed them. */
async function scriptOctets(page: Page, url: string): Promise<number> {
  const cdp = await page.context().newCDPSession(page)
  await cdp.send('Network.enable')
  const scripts = new Set<string>()
  let octets = 0
  cdp.on('Network.responseReceived', ({ requestId, type }) => {
    if (type === 'Script') scripts.add(requestId)
  })
  cdp.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    if (scripts.has(requestId)) octets += encodedDataLength
  })
  await page.goto(url, { waitUntil: 'networkidle' })
  expect(scripts.size).toBeGreaterThan(0)
  return octets
}

test('first load of a phone page: at most 120 kB of script, compressed', async ({ browser, world }) => {
  for (const path of ['/register', '/sign-in', '/my']) {
    const page = await browser.newPage()
    expect(await scriptOctets(page, `${world.authorityUrl}${path}`), path).toBeLessThanOrEqual(120_000)
    await page.close()
  }
})

test('first load of a frame page: at most 150 kB of script, compressed', async ({ browser, world }) => {
  for (const path of ['/embed/frame', '/embed/badge']) {
    const page = await browser.newPage()
    expect(await scriptOctets(page, `${world.facilityUrl}${path}`), path).toBeLessThanOrEqual(150_000)
    await page.close()
  }
})
