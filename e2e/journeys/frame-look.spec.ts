import { expect } from '@playwright/test'
import { dressEmr, giveRoom, type Scheme } from '../support/emr/dress-emr'
import { expectBadge, showCode } from '../support/emr/emr-screen'
import { test } from '../support/fixtures'
import { signInWithPhone } from '../support/phone/approve-on-phone'
import { pixelsOf } from '../support/screen/pixels'
import { waitForQr } from '../support/screen/read-qr'

const schemes: readonly Scheme[] = ['light', 'dark']
const rooms = [
  { width: 420, height: 560 },
  { width: 320, height: 480 },
]
const surfaces = { light: [255, 255, 255], dark: [22, 30, 38] }

for (const emr of schemes) {
  for (const computer of schemes) {
    test(`E11 a ${emr} EMR on a ${computer} computer: nothing shows around badge and panel`, async ({
      doctor,
      newEmr,
    }) => {
      const { page, ...screen } = await newEmr(doctor, doctor.terminals[0])
      await dressEmr(page, { emr, computer })
      await expectBadge({ page, ...screen }, 'sign_in_required')
      const badge = await page.locator('#badge iframe').boundingBox()
      if (badge === null) throw new Error('no badge')
      const { x, y, width, height } = badge
      const [outside, ...corners] = await pixelsOf(page, [
        { x: x - 3, y: y + height / 2 },
        { x: x + 1, y: y + 1 },
        { x: x + width - 2, y: y + 1 },
        { x: x + 1, y: y + height - 2 },
        { x: x + width - 2, y: y + height - 2 },
      ])
      for (const corner of corners) expect(corner).toEqual(outside)

      await screen.openSignIn()
      await expect(screen.signIn.getByRole('heading', { name: '認証方法を選択してください' })).toBeVisible()
      const panel = await page.locator('#sign-in iframe').boundingBox()
      if (panel === null) throw new Error('no panel')
      const inner = await pixelsOf(page, [
        { x: panel.x + 3, y: panel.y + 3 },
        { x: panel.x + panel.width - 4, y: panel.y + panel.height - 4 },
      ])
      for (const pixel of inner) expect(pixel).toEqual(surfaces[emr])
    })
  }
}

for (const scheme of schemes) {
  test(`E10 the code is read from a picture of the screen: ${scheme}, both rooms, normal and large`, async ({
    doctor,
    registeredPhone,
    newEmr,
    world,
  }) => {
    await registeredPhone(doctor)
    const screen = await newEmr(doctor, doctor.terminals[0])
    const { page, signIn } = screen
    await dressEmr(page, { emr: scheme, computer: scheme === 'light' ? 'dark' : 'light' })
    await screen.openSignIn()
    await showCode(signIn)
    const code = signIn.getByTestId('rotating-code').locator('svg')
    for (const room of rooms) {
      await giveRoom(page, room)
      for (const name of ['大きく表示', '元の大きさで表示']) {
        const before = await code.evaluate((svg) => svg.getBoundingClientRect().width)
        expect(await waitForQr(page)).toContain(`${world.authorityUrl}/sign-in#`)
        const modules = await code.evaluate((svg) => Number(svg.getAttribute('viewBox')?.split(' ')[2]))
        expect(Number.isInteger(before / modules), `${before} px for ${modules} modules`).toBe(true)
        const hidden = await signIn.locator('html').evaluate((html) => html.scrollHeight - html.clientHeight)
        expect(hidden, `below the edge of ${room.width} × ${room.height}`).toBeLessThanOrEqual(0)
        await signIn.getByRole('button', { name }).click()
        await expect
          .poll(() => code.evaluate((svg) => svg.getBoundingClientRect().width))
          [name === '大きく表示' ? 'toBeGreaterThan' : 'toBeLessThan'](before)
      }
    }
  })
}

test('E12 the badge stays where it is when its details open, says the end as a clock time, and names the place', async ({
  doctor,
  registeredPhone,
  newEmr,
}) => {
  const screen = await newEmr(doctor, doctor.terminals[0])
  await signInWithPhone(screen, await registeredPhone(doctor))
  await expectBadge(screen, 'signed_in')
  const pill = screen.badge.locator('[data-state]')
  await expect(pill).toHaveText(/^HPKI 有効（\d\d:\d\dまで）$/)
  const before = await pill.boundingBox()
  await pill.click()
  await expect(screen.badge.getByRole('heading', { name: '本人認証' })).toBeFocused()
  await expect.poll(() => pill.boundingBox()).toEqual(before)
  const place = screen.badge.getByText('認証した場所').locator('xpath=following-sibling::dd[1]')
  await expect(place).not.toHaveText(doctor.terminals[0])
  await expect(place).toHaveText(/\S/)
})

test('text of twice the size: nothing is cut, and a mark shows that the frame goes on', async ({ doctor, newEmr }) => {
  const screen = await newEmr(doctor, doctor.terminals[0])
  await screen.openSignIn()
  await screen.signIn.getByRole('heading', { name: '認証方法を選択してください' }).waitFor()
  for (const room of rooms) {
    await giveRoom(screen.page, room)
    const root = screen.signIn.locator('html')
    await root.evaluate((html) => {
      html.style.fontSize = '200%'
    })
    const cut = await root.evaluate((html) =>
      [html, ...html.querySelectorAll('*')]
        .filter((each) => each.scrollWidth > each.clientWidth + 1 && getComputedStyle(each).overflowX !== 'visible')
        .map((each) => each.outerHTML.slice(0, 80)),
    )
    expect(cut).toEqual([])
    expect(await root.evaluate((html) => html.scrollWidth - html.clientWidth)).toBeLessThanOrEqual(0)
    await expect(screen.signIn.getByTestId('scroll-cue')).toBeVisible()
    await root.evaluate((html) => html.scrollTo(0, html.scrollHeight))
    await expect(screen.signIn.getByTestId('scroll-cue')).toHaveCount(0)
    await root.evaluate((html) => html.style.removeProperty('font-size'))
  }
})
