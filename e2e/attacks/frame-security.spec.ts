import { createServer } from 'node:http'
import { expect, type Page } from '@playwright/test'
import { expectBadge, showCode } from '../support/emr/emr-screen'
import { test } from '../support/fixtures'
import { signInWithPhone } from '../support/phone/approve-on-phone'
import { waitForQr } from '../support/screen/read-qr'

/** Entries in the frame's storage; a browser that refuses storage to a third party has none. */
function countStored(): number {
  try {
    return localStorage.length + sessionStorage.length
  } catch {
    return 0
  }
}

/** Addresses of the child frames once every one of them has loaded or was refused. */
async function framedAddresses(page: Page, count: number): Promise<string[]> {
  await expect.poll(() => page.frames().length).toBe(count + 1)
  await page.waitForLoadState('load')
  return page
    .frames()
    .slice(1)
    .map((frame) => frame.url())
}

const refusedByBrowser = 'chrome-error://chromewebdata/'

/** A page of somebody else's on this machine, under any `*.localhost` name. */
async function servePage(html: string): Promise<{ port: number; stop(): void }> {
  const server = createServer((_request, answer) => answer.setHeader('content-type', 'text/html').end(html))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  return { port: address.port, stop: () => server.close() }
}

const tokenMs = 18 * 3_600_000

/** Each minute from one time to another, as clocks of the hospital show it. */
function clocksBetween(from: number, to: number): string[] {
  const clock = new Intl.DateTimeFormat('ja-JP', { hour: '2-digit', minute: '2-digit', timeZone: 'Asia/Tokyo' })
  const minutes = Math.ceil((to - from) / 60_000) + 1
  return Array.from({ length: minutes }, (_, index) => clock.format(Math.min(to, from + index * 60_000)))
}

test('AT-31 a page of an unlisted origin frames nothing, and nobody frames console or phone pages', async ({
  page,
  world,
}) => {
  const embeds = ['/embed/frame', '/embed/badge'].map((path) => `${world.facilityUrl}${path}`)
  const consolePage = `${world.facilityUrl}/admin/sign-in`
  const phonePages = ['/register', '/sign-in', '/my'].map((path) => `${world.authorityUrl}${path}`)
  const all = [...embeds, consolePage, ...phonePages]
  const evil = await servePage(all.map((src) => `<iframe src="${src}"></iframe>`).join(''))
  await page.goto(`http://evil.localhost:${evil.port}/`)
  expect(await framedAddresses(page, all.length)).toEqual(all.map(() => refusedByBrowser))
  evil.stop()

  await page.goto(`${world.emrUrl}/`)
  await page.evaluate(
    (addresses) => {
      for (const address of addresses)
        document.body.append(Object.assign(document.createElement('iframe'), { src: address }))
    },
    [...embeds, consolePage],
  )
  await expect.poll(async () => await framedAddresses(page, 3)).toEqual([...embeds, refusedByBrowser])
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
      .map((frame) => frame.evaluate(countStored)),
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
  await showCode(screen.signIn)
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
    const earliest = Date.now()
    await signInWithPhone(screen, phone)
    await expectBadge(screen, 'signed_in')
    const shown = (await screen.badge.locator('[data-state]').textContent()) ?? ''
    expect(
      clocksBetween(earliest + tokenMs, Date.now() + tokenMs).map((clock) => `HPKI 有効（${clock}まで）`),
    ).toContain(shown)
  })
}
