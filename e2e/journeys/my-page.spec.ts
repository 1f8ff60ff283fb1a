import { expect, type Page } from '@playwright/test'
import { messagesFor } from '@/lib/messages/messages-for'
import { expectAccessible, expectFits } from '../support/accessibility/expect-accessible'
import { expectBadge } from '../support/emr/emr-screen'
import { test } from '../support/fixtures'
import { expectButtonsInView } from '../support/geometry/expect-buttons-in-view'
import { signInWithPhone } from '../support/phone/approve-on-phone'
import { registerPhone } from '../support/phone/register-phone'

const { my: text } = messagesFor('ja')

async function openMyPage(page: Page, authorityUrl: string): Promise<void> {
  await page.goto(`${authorityUrl}/my`)
  await page.getByRole('button', { name: text.signIn.submit }).click()
  await expect(page.getByRole('heading', { name: text.pageTitle })).toBeVisible()
}

test.describe('AT-64 an open page shows the end of a token by itself', () => {
  test('by time: the page has not been touched', async ({ doctor, registeredPhone, newEmr, world, contexts }) => {
    const phone = await registeredPhone(doctor)
    const screen = await newEmr(doctor, doctor.terminals[0])
    await signInWithPhone(screen, phone)
    await expectBadge(screen, 'signed_in')
    await contexts.authority.db.prisma.accessToken.updateMany({
      where: { holderId: doctor.holderId },
      data: { expiresAt: new Date(Date.now() + 6_000) },
    })
    const { page } = phone
    await openMyPage(page, world.authorityUrl)
    await expect(page.getByRole('button', { name: /^終了する/ })).toBeVisible()
    await expect(page.getByText(text.tokens.expired)).toBeVisible({ timeout: 10_000 })
    await expect(page.getByText(text.tokens.empty)).toBeVisible()
    await expect(page.getByRole('button', { name: /^終了する/ })).toHaveCount(0)
    await expectAccessible(page, 'my page with an ended token')
  })

  test('elsewhere: read again when the page comes back on screen', async ({
    doctor,
    registeredPhone,
    newEmr,
    world,
    contexts,
  }) => {
    const phone = await registeredPhone(doctor)
    const screen = await newEmr(doctor, doctor.terminals[0])
    await signInWithPhone(screen, phone)
    await expectBadge(screen, 'signed_in')
    const { page } = phone
    await openMyPage(page, world.authorityUrl)
    await expect(page.getByRole('button', { name: /^終了する/ })).toBeVisible()
    await contexts.authority.db.prisma.accessToken.updateMany({
      where: { holderId: doctor.holderId },
      data: { revokedAt: new Date(), revokedReason: 'test' },
    })
    await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')))
    await expect(page.getByText(text.tokens.gone, { exact: true })).toBeVisible()
    await expect(page.getByRole('button', { name: /^終了する/ })).toHaveCount(0)
  })
})

test.describe('P21 each way that the page names for a lost phone works', () => {
  test('another registered phone stops the lost one; nobody is notified, as the page says', async ({
    doctor,
    registeredPhone,
    newEmr,
    newPhone,
    issueCard,
    world,
    contexts,
  }) => {
    const lost = await registeredPhone(doctor)
    const screen = await newEmr(doctor, doctor.terminals[0])
    await signInWithPhone(screen, lost)
    await expectBadge(screen, 'signed_in')
    // The way with a new notification card ends here too: the phone that it registers opens the page.
    const other = await newPhone()
    await registerPhone(other, await issueCard(doctor))
    await openMyPage(other.page, world.authorityUrl)
    await other.page.getByRole('button', { name: text.loss.submit }).click()
    await expectButtonsInView(other.page, 'dialog')
    await expectAccessible(other.page, 'my page, asking about a lost phone')
    await other.page.getByRole('button', { name: text.loss.confirm.submit }).click()
    await expect(other.page.getByText(text.loss.done)).toBeVisible()
    const { prisma } = contexts.authority.db
    const phones = await prisma.phone.findMany({ where: { holderId: doctor.holderId }, orderBy: { createdAt: 'asc' } })
    expect(phones.map(({ revokedAt }) => revokedAt !== null)).toEqual([true, false])
    const tokens = await prisma.accessToken.findMany({ where: { holderId: doctor.holderId } })
    expect(tokens.map(({ revokedReason }) => revokedReason)).toEqual(['phone_lost'])
    await lost.page.goto(`${world.authorityUrl}/my`)
    await lost.page.getByRole('button', { name: text.signIn.submit }).click()
    await expect(lost.page.getByText('このスマートフォンの登録は解除されています')).toBeVisible()
  })

  test('another device of the account that syncs the passkey stops it', async ({
    doctor,
    registeredPhone,
    newPhone,
    world,
    contexts,
  }) => {
    const lost = await registeredPhone(doctor)
    const tablet = await newPhone()
    const { credentials } = await lost.cdp.send('WebAuthn.getCredentials', { authenticatorId: lost.authenticatorId })
    for (const credential of credentials) {
      await tablet.cdp.send('WebAuthn.addCredential', { authenticatorId: tablet.authenticatorId, credential })
    }
    await openMyPage(tablet.page, world.authorityUrl)
    await tablet.page.getByRole('button', { name: text.loss.submit }).click()
    await tablet.page.getByRole('button', { name: text.loss.confirm.submit }).click()
    await expect(tablet.page.getByText(text.loss.done)).toBeVisible()
    const phone = await contexts.authority.db.prisma.phone.findFirstOrThrow({ where: { holderId: doctor.holderId } })
    expect(phone.revokedAt).not.toBeNull()
  })

  test('the ways are read without any phone: on a computer, and before the page is opened', async ({
    page,
    newPhone,
    world,
  }) => {
    await page.goto(`${world.authorityUrl}/my`)
    for (const way of text.lost.ways) await expect(page.getByText(way)).toBeVisible()
    const phone = await newPhone()
    await phone.page.goto(`${world.authorityUrl}/my`)
    await phone.page.getByText(text.lost.heading).click()
    for (const way of text.lost.ways) await expect(phone.page.getByText(way)).toBeVisible()
  })
})

for (const lang of ['ja', 'en'] as const) {
  test(`the closed page: buttons in view, accessible, ${lang}`, async ({ newPhone, world }) => {
    const { page } = await newPhone()
    await page.goto(`${world.authorityUrl}/my?lang=${lang}`)
    await page.getByRole('button', { name: messagesFor(lang).my.signIn.submit }).waitFor()
    await expectButtonsInView(page, 'my page, closed')
    await expectAccessible(page, 'my page, closed')
    await expectFits(page, 'my page, closed')
  })
}
