import { expect } from '@playwright/test'
import { test } from '../support/fixtures'
import { getUrl } from '../support/get-url'

const types = {
  '/icon.svg': 'image/svg+xml',
  '/apple-touch-icon.png': 'image/png',
  '/icon-192.png': 'image/png',
  '/icon-512.png': 'image/png',
  '/icon-maskable-512.png': 'image/png',
  '/manifest.webmanifest': 'application/manifest+json',
  '/robots.txt': 'text/plain; charset=UTF-8',
} as const

for (const [path, type] of Object.entries(types)) {
  test(`${path} is served as ${type}, and a browser may ask whether it is still the same`, async ({ world }) => {
    const first = await getUrl(`${world.authorityUrl}${path}`)
    expect(first.status).toBe(200)
    expect(first.headers).toMatchObject({
      'content-type': type,
      'cache-control': 'public, max-age=0, must-revalidate',
      'x-content-type-options': 'nosniff',
    })
    const again = await getUrl(`${world.authorityUrl}${path}`, { 'if-none-match': first.headers.etag ?? '' })
    expect(again.status).toBe(304)
  })
}

test('a phone page names its icons and manifest, and its policy lets the browser load them', async ({
  page,
  world,
}) => {
  const refused: string[] = []
  page.on('console', (message) => {
    if (/Content Security Policy/.test(message.text())) refused.push(message.text())
  })
  await page.goto(`${world.authorityUrl}/register`)
  await expect(page.locator('link[rel="manifest"]')).toHaveAttribute('href', '/manifest.webmanifest')
  await expect(page.locator('link[rel="apple-touch-icon"]')).toHaveAttribute('href', '/apple-touch-icon.png')
  const manifest = await page.evaluate(async () => (await fetch('/manifest.webmanifest')).json())
  expect(manifest).toMatchObject({ start_url: '/my' })
  expect(refused).toEqual([])
})

test('the facility has the icon, and neither manifest nor the icons of phone pages', async ({ world }) => {
  expect((await getUrl(`${world.facilityUrl}/icon.svg`)).status).toBe(200)
  expect((await getUrl(`${world.facilityUrl}/robots.txt`)).status).toBe(200)
  expect((await getUrl(`${world.facilityUrl}/manifest.webmanifest`)).status).toBe(404)
  expect((await getUrl(`${world.facilityUrl}/icon-192.png`)).status).toBe(404)
})
