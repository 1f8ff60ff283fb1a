import { expect } from '@playwright/test'
import { expectBadge } from './emr/emr-screen'
import { test } from './fixtures'
import { signInWithPhone } from './phone/approve-on-phone'
import { waitForQr } from './screen/read-qr'

test('AT-31 a page of an unlisted origin frames nothing, and nobody frames the console', async ({ page, world }) => {
  const refused: string[] = []
  page.on('console', (message) => {
    if (/frame-ancestors|X-Frame-Options/i.test(message.text())) refused.push(message.text())
  })
  const pages = ['/embed/frame', '/embed/badge', '/admin/sign-in'].map((path) => `${world.facilityUrl}${path}`)
  const html = pages.map((src) => `<iframe src="${src}"></iframe>`).join('')
  await page.route('http://evil.localhost:4999/**', (route) => route.fulfill({ contentType: 'text/html', body: html }))
  await page.goto('http://evil.localhost:4999/')
  await expect.poll(() => refused.length).toBe(pages.length)

  const authorityPages = ['/register', '/sign-in', '/my'].map((path) => `${world.authorityUrl}${path}`)
  const framed = authorityPages.map((src) => `<iframe src="${src}"></iframe>`).join('')
  await page.route(`${world.emrUrl}/framing`, (route) => route.fulfill({ contentType: 'text/html', body: framed }))
  refused.length = 0
  await page.goto(`${world.emrUrl}/framing`)
  await expect.poll(() => refused.length).toBe(authorityPages.length)
})

test('AT-32 the frame sets and needs no cookie, on a page of another site', async ({
  doctor,
  registeredPhone,
  newEmr,
  world,
}) => {
  const phone = await registeredPhone(doctor)
  const screen = await newEmr(doctor, doctor.terminals[0])
  const answers: { url: string; cookie: string | null }[] = []
  screen.page.on('response', async (response) => {
    if (!response.url().startsWith(world.facilityUrl)) return
    answers.push({ url: response.url(), cookie: await response.headerValue('set-cookie') })
  })
  await signInWithPhone(screen, phone)
  await expectBadge(screen, 'signed_in')
  expect(answers.length).toBeGreaterThan(3)
  expect(answers.filter(({ cookie }) => cookie !== null)).toEqual([])
  expect(await screen.context.cookies(world.facilityUrl)).toEqual([])
  const stored = await Promise.all(
    screen.page
      .frames()
      .filter((frame) => frame.url().startsWith(world.facilityUrl))
      .map((frame) => frame.evaluate(() => localStorage.length + sessionStorage.length)),
  )
  expect(stored).toEqual(stored.map(() => 0))
})

test('AT-10 the code is an image, never a link, and its text is nowhere in the page', async ({
  doctor,
  registeredPhone,
  newEmr,
}) => {
  await registeredPhone(doctor)
  const screen = await newEmr(doctor, doctor.terminals[0])
  await screen.openSignIn()
  await screen.signIn.getByRole('button', { name: 'FIDO（生体認証）' }).click()
  const url = await waitForQr(screen.page)
  const secret = new URL(url).hash.slice(1)
  expect(secret.length).toBeGreaterThan(20)
  const markup = await screen.signIn.locator('html').evaluate((root) => root.outerHTML)
  expect(markup).not.toContain(secret.split('.')[0])
  await expect(screen.signIn.locator('a')).toHaveCount(0)
})

for (const { name, days } of [
  { name: 'a day behind', days: -1 },
  { name: 'a day ahead', days: 1 },
]) {
  test(`AT-33 a terminal whose clock is ${name} shows the right colours`, async ({
    doctor,
    registeredPhone,
    newEmr,
  }) => {
    const phone = await registeredPhone(doctor)
    const screen = await newEmr(doctor, doctor.terminals[0])
    await screen.context.addInitScript((offsetMs) => {
      const RealDate = Date
      class ShiftedDate extends RealDate {
        constructor(...args: [] | [number]) {
          super(args.length === 0 ? RealDate.now() + offsetMs : args[0])
        }
        static override now() {
          return RealDate.now() + offsetMs
        }
      }
      Object.assign(globalThis, { Date: ShiftedDate })
    }, days * 86_400_000)
    await screen.page.reload()
    await expectBadge(screen, 'sign_in_required')
    await signInWithPhone(screen, phone)
    await expectBadge(screen, 'signed_in')
    await expect(screen.badge.locator('[data-state]')).toContainText(/残り 1[78]:\d\d/)
  })
}
