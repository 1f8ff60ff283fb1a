import { type Browser, type BrowserContext, expect, type FrameLocator, type Page } from '@playwright/test'
import type { DemoDoctor, World } from '../world'

/** One terminal of the hospital with the EMR of another maker on it. Cookies of third parties are blocked, as Chromium does. */
export type EmrScreen = {
  context: BrowserContext
  page: Page
  /** The badge on the tool bar, inside its frame. */
  badge: FrameLocator
  /** The sign-in panel's frame. */
  signIn: FrameLocator
  logIn(): Promise<void>
  logOut(): Promise<void>
  openSignIn(): Promise<void>
  close(): Promise<void>
}

/** Opens the EMR as `doctor` on a terminal and logs in. */
export async function openEmr(
  browser: Browser,
  world: World,
  doctor: DemoDoctor,
  terminal: string,
): Promise<EmrScreen> {
  const context = await browser.newContext({
    viewport: { width: 1280, height: 800 },
    locale: 'ja-JP',
    timezoneId: 'Asia/Tokyo',
  })
  const page = await context.newPage()
  const logIn = async () => {
    await page.goto(`${world.emrUrl}/?terminal=${terminal}`)
    if (await page.locator('#login-form').isVisible()) await fillLogin(page, doctor)
    await expect(page.locator('#open-sign-in')).toBeVisible()
  }
  await logIn()
  return {
    context,
    page,
    badge: page.frameLocator('#badge iframe'),
    signIn: page.frameLocator('#sign-in iframe'),
    logIn,
    logOut: async () => {
      await page.locator('#log-out').click()
      await expect(page.locator('#login-form')).toBeVisible()
    },
    openSignIn: () => page.locator('#open-sign-in').click(),
    close: () => context.close(),
  }
}

async function fillLogin(page: Page, doctor: DemoDoctor): Promise<void> {
  await page.locator('[name=facility_code]').selectOption(doctor.facilityCode)
  await page.locator('[name=staff_code]').fill(doctor.staffCode)
  await page.locator('[name=password]').fill(doctor.password)
  await page.locator('#login-form button[type=submit]').click()
}

/** Brings the code onto the frame: chosen here, or shown at once because the doctor used FIDO last (E8). */
export async function showCode(signIn: FrameLocator): Promise<void> {
  const choice = signIn.getByRole('button', { name: 'FIDO（生体認証）' })
  const heading = signIn.getByRole('heading', { name: 'スマートフォンで読み取ってください' })
  await choice.or(heading).waitFor()
  if (await choice.isVisible()) await choice.click()
}

/** Keeps the sign-in open after its end, for a longer look than a doctor takes: the EMR does not hear that it is done. */
export async function keepSignInOpen(page: Page): Promise<void> {
  await page.evaluate(() => {
    const { Shomei } = window as unknown as { Shomei: { signIn(options: SignInOptions): unknown } }
    type SignInOptions = { onEvent(event: { type: string }): void }
    const keep = ({ onEvent, ...options }: SignInOptions) =>
      Shomei.signIn({ ...options, onEvent: (event) => (event.type === 'done' ? undefined : onEvent(event)) })
    Object.assign(window, { Shomei: { ...Shomei, signIn: keep } })
  })
}

/** Waits until the badge shows a state; `withinMs` is the promise being tested. */
export async function expectBadge(screen: EmrScreen, state: string, withinMs = 5_000): Promise<void> {
  await expect(screen.badge.locator('[data-state]')).toHaveAttribute('data-state', state, { timeout: withinMs })
}
