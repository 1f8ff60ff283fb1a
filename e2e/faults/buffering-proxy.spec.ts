import { chromium, expect, type Page } from '@playwright/test'
import { signOut } from '@/lib/facility/sign-ins/sign-out'
import { seedOrigin } from '@/prisma/seed/seed-hospital'
import { CHROMIUM_ARGS, findChromium } from '@/scripts/chromium.mjs'
import { findFreePort } from '@/scripts/process/ports.mjs'
import { type EmrScreen, expectBadge, openEmr, showCode } from '../support/emr/emr-screen'
import { test } from '../support/fixtures'
import { approveWithNumber, readNumber, scanWithPhone } from '../support/phone/approve-on-phone'
import { startNginx } from '../support/servers/nginx'
import { startPortal } from '../support/servers/start-world'
import type { World } from '../support/world'

/**
 * nginx's own default for upstreams is HTTP/1.0, whose bodies it holds back until a buffer is full; chunks of HTTP/1.1 it passes on.
 */
const HELD_BACK = `proxy_http_version 1.0;
      proxy_buffering on;
      proxy_ignore_headers X-Accel-Buffering;`
/** A poll is at most 5 s old, and its answer takes a moment. */
const promiseMs = 6_000
const pollPath = '/frame-sessions/current'

test('behind nginx that holds event streams back everything works as with the stream, at most 5 s late, in a fresh and in a used process', async ({
  world,
  newDoctor,
  registeredPhone,
  contexts,
}) => {
  test.setTimeout(240_000)
  const facility = new URL(world.facilityUrl)
  const portal = await startPortal('facility', await findFreePort(), world, world.logFolder)
  const nginx = await startNginx({
    server: `location / {
      proxy_pass http://127.0.0.1:${portal.port};
      proxy_set_header Host ${facility.host};
      ${HELD_BACK}
    }`,
  })
  const browser = await chromium.launch({
    executablePath: await findChromium(),
    args: [...CHROMIUM_ARGS, `--host-resolver-rules=MAP ${facility.host} 127.0.0.1:${nginx.port}`],
  })
  try {
    for (const age of ['fresh', 'used']) {
      await test.step(`in a ${age} process`, async () => {
        const doctor = newDoctor()
        const phone = await registeredPhone(doctor)
        const screen = await openEmr(browser, world, doctor, doctor.terminals[0])
        const streams = countStreams(screen.page)
        await expectBadge(screen, 'sign_in_required', promiseMs)
        const other = await openEmr(browser, world, doctor, doctor.terminals[1])
        await openChart(other, world)
        await expectBadge(other, 'sign_in_required', promiseMs)

        await screen.openSignIn()
        await showCode(screen.signIn)
        const heading = screen.signIn.getByRole('heading', { name: 'スマートフォンで読み取ってください' })
        await expect(heading).toBeVisible({ timeout: promiseMs })
        await scanWithPhone(phone, screen)
        await expect(screen.signIn.getByTestId('match-number')).toBeVisible({ timeout: promiseMs })
        await approveWithNumber(phone, await readNumber(screen))
        await expect(phone.page.getByText('カルテの画面に戻ってください')).toBeVisible()
        await expectBadge(other, 'signed_in', promiseMs)
        await expectBadge(screen, 'signed_in', promiseMs)
        await expectGreenDuringPolls(other, 8)

        const staff = await contexts.facility.db.prisma.staff.findFirstOrThrow({
          where: { staffCode: doctor.staffCode, facility: { code: doctor.facilityCode } },
        })
        const { facilityId, staffCode } = staff
        await signOut(contexts.facility, { facilityId, staff: { staffCode }, actor: 'system' }, seedOrigin)
        await expectBadge(other, 'sign_in_required', promiseMs)
        await expectBadge(screen, 'sign_in_required', promiseMs)
        expect(streams.asked()).toBeGreaterThan(0)
        expect(streams.answered()).toBe(0)
        await screen.close()
        await other.close()
      })
    }
  } finally {
    await browser.close()
    await nginx.stop()
    await portal.stop()
  }
})

async function openChart(screen: EmrScreen, world: World): Promise<void> {
  await screen.page.goto(`${world.emrUrl}/`)
  await screen.page.locator('.patient-link').first().click()
}

/** Event streams that the page's frames asked for, and those of which anything arrived. */
function countStreams(page: Page): { asked(): number; answered(): number } {
  let [asked, answered] = [0, 0]
  page.on('request', (request) => {
    if (request.url().endsWith('/events')) asked += 1
  })
  page.on('response', (response) => {
    if (response.url().endsWith('/events')) answered += 1
  })
  return { asked: () => asked, answered: () => answered }
}

/** Polling alone keeps a badge green: never grey between so many polls, more than the 30 s after which it once turned grey. */
async function expectGreenDuringPolls(screen: EmrScreen, polls: number): Promise<void> {
  for (let poll = 0; poll < polls; poll += 1) {
    await screen.page.waitForResponse((response) => response.url().endsWith(pollPath) && response.ok())
    await expectBadge(screen, 'signed_in', 1)
  }
}
