import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Browser, chromium, expect, type Page } from '@playwright/test'
import { QRCodeSVG } from 'qrcode.react'
import { createElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { portal } from '@/lib/messages/ja/portal'
import { signIn } from '@/lib/messages/ja/sign-in'
import { CHROMIUM_ARGS, findChromium } from '@/scripts/chromium.mjs'
import { expectAccessible, expectFits } from '../support/accessibility/expect-accessible'
import { expectBadge, openEmr, showCode } from '../support/emr/emr-screen'
import { test } from '../support/fixtures'
import { approveWithNumber, readNumber } from '../support/phone/approve-on-phone'
import { registerPhone } from '../support/phone/register-phone'
import type { VirtualPhone } from '../support/phone/virtual-phone'
import {
  dropPicture,
  followWindowPhone,
  openWindowPhone,
  scanSharedScreen,
  windowTexts,
} from '../support/phone/window-phone'
import type { DemoDoctor } from '../support/world'

const texts = portal.landing.demonstration
/** On the tab that is to be shared: other tabs have titles of ours as well. */
const sharedTitle = 'shared-tab'
const locale = { locale: 'ja-JP', timezoneId: 'Asia/Tokyo' }

/** A browser that shares the tab of this title whenever a page asks for a screen: the choice that a person makes in a dialog. */
async function browserThatShares(title: string): Promise<Browser> {
  const choice = `--auto-select-tab-capture-source-by-title=${title}`
  return chromium.launch({ executablePath: await findChromium(), args: [...CHROMIUM_ARGS, choice] })
}

async function issuePrescription(page: Page): Promise<void> {
  await page.goto(`${new URL(page.url()).origin}/`)
  await page.locator('.patient-link').first().click()
  await page.locator('#issue').click()
  await expect(page.getByText('電子署名を付けて登録済みです。')).toBeVisible()
}

test('A7 from the entrance page to a signed prescription in two windows, by sharing the screen', async ({ world }) => {
  test.setTimeout(150_000)
  const entranceBrowser = await browserThatShares(sharedTitle)
  const context = await entranceBrowser.newContext({ ...locale, viewport: { width: 1280, height: 1000 } })
  try {
    const entrance = await context.newPage()
    await entrance.goto(world.facilityUrl)
    const card = entrance
      .locator('section')
      .filter({ has: entrance.getByRole('heading', { name: texts.register.heading }) })
    const password = (await card.locator('code').first().textContent()) ?? ''
    const [window] = await Promise.all([
      context.waitForEvent('page'),
      card.getByRole('link', { name: texts.register.openPhone }).click(),
    ])
    const phone = await followWindowPhone(window)
    await nameForSharing(entrance)
    await scanSharedScreen(phone)
    await registerPhone(phone.asPhone as VirtualPhone, { url: '', password })
    expect(phone.window.url()).toBe(`${world.authorityUrl}/demonstration/phone`)

    await entrance.goto('about:blank')
    const screen = await openEmr(entranceBrowser, world, firstDoctor(world.logFolder), 'T-101')
    await nameForSharing(screen.page)
    await screen.openSignIn()
    await showCode(screen.signIn)
    await scanSharedScreen(phone)
    await approveWithNumber(phone.asPhone as VirtualPhone, await readNumber(screen))
    await expect(phone.screen.getByRole('heading', { name: signIn.success.heading })).toBeVisible()
    await expectBadge(screen, 'signed_in', 15_000)
    await issuePrescription(screen.page)
  } finally {
    await entranceBrowser.close()
  }
})

test('A7 registration and sign-in by pictures dropped on the phone in the browser; the code stays out of every address', async ({
  world,
  doctor,
  issueCard,
  newEmr,
  browser,
}) => {
  const card = await issueCard(doctor)
  const context = await browser.newContext({ ...locale, viewport: { width: 820, height: 740 } })
  const phone = await openWindowPhone(context, world.authorityUrl)
  const addresses: string[] = []
  context.on('page', (page) => page.on('framenavigated', (frame) => addresses.push(frame.url())))
  const requests: string[] = []
  context.on('request', (request) => requests.push(request.url()))
  await expectAccessible(phone.window, 'the phone in the browser')

  await dropPicture(phone, await pictureOfCode(browser, card.url))
  await registerPhone(phone.asPhone as VirtualPhone, card)

  const screen = await newEmr(doctor, doctor.terminals[0])
  await screen.openSignIn()
  await showCode(screen.signIn)
  await expect(screen.signIn.getByRole('heading', { name: 'スマートフォンで読み取ってください' })).toBeVisible()
  await expect(async () => {
    await dropPicture(phone, await screen.page.screenshot())
    await expect(phone.window.getByText(windowTexts.status.found)).toBeVisible({ timeout: 2_000 })
    await expect(screen.signIn.getByTestId('match-number')).toBeVisible({ timeout: 3_000 })
  }).toPass({ timeout: 20_000 })
  await approveWithNumber(phone.asPhone as VirtualPhone, await readNumber(screen))
  await expect(phone.screen.getByRole('heading', { name: signIn.success.heading })).toBeVisible()
  await expectBadge(screen, 'signed_in', 15_000)
  await issuePrescription(screen.page)

  for (const frame of phone.window.frames()) expect(new URL(frame.url()).hash).toBe('')
  for (const address of requests) expect(address).not.toContain(card.code)
  expect(await phone.window.content()).not.toContain(card.code)
  await context.close()
})

test('the window says what it cannot read, and opens nothing', async ({ world, browser }) => {
  const context = await browser.newContext({ ...locale, viewport: { width: 820, height: 740 } })
  const phone = await openWindowPhone(context, world.authorityUrl)
  await expect(phone.screen.getByRole('main')).toBeVisible()
  const before = phone.window.frames()[1]?.url()
  await dropPicture(phone, await phone.window.screenshot({ clip: { x: 0, y: 0, width: 40, height: 40 } }))
  await expect(phone.window.getByText(windowTexts.status.none)).toBeVisible()
  await dropPicture(phone, await pictureOfCode(browser, 'https://evil.example/sign-in#code'))
  await expect(phone.window.getByText(windowTexts.status.foreign)).toBeVisible()
  expect(phone.window.frames()[1]?.url()).toBe(before)
  await context.close()
})

test('A8 the entrance page: three cards, accounts first, at every width, in both languages', async ({
  world,
  browser,
}) => {
  for (const [lang, width] of [
    ['ja', 390],
    ['en', 768],
    ['ja', 1280],
  ] as const) {
    const context = await browser.newContext({ ...locale, viewport: { width, height: 900 } })
    const page = await context.newPage()
    await page.goto(`${world.facilityUrl}/?lang=${lang}`)
    await expect(page.getByRole('heading', { name: /^[①②③]/ })).toHaveCount(3)
    const overhang = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    )
    expect(overhang, `${lang}, ${width} px`).toBeLessThanOrEqual(0)
    await expectAccessible(page, `entrance page, ${lang}, ${width} px`)
    if (width === 390) await expectFits(page, 'entrance page')
    await context.close()
  }
})

function firstDoctor(folder: string): DemoDoctor {
  const { emr } = JSON.parse(readFileSync(join(folder, 'demonstration.json'), 'utf8'))
  return { ...emr.users[0], holderId: '', terminals: ['T-101', 'T-102'] }
}

/** After everything else on the page: what the page itself does may set the title again. */
function nameForSharing(page: Page): Promise<void> {
  return page.evaluate((title) => {
    document.title = title
  }, sharedTitle)
}

/** A picture of the text as a QR code. */
async function pictureOfCode(browser: Browser, text: string): Promise<Buffer> {
  const page = await browser.newPage({ viewport: { width: 600, height: 600 } })
  const code = createElement(QRCodeSVG, { value: text, size: 300, marginSize: 4 })
  await page.setContent(`<body>${renderToStaticMarkup(code)}</body>`)
  const picture = await page.screenshot()
  await page.close()
  return picture
}
