import { expect } from '@playwright/test'
import { test } from '../support/fixtures'
import { registerPhone } from '../support/phone/register-phone'

test('a phone is registered with card and password, and the card is used up', async ({
  doctor,
  issueCard,
  newPhone,
  contexts,
}) => {
  const phone = await newPhone()
  const card = await issueCard(doctor)
  await registerPhone(phone, card)
  const { consumedAt } = await contexts.authority.db.prisma.notificationCard.findUniqueOrThrow({
    where: { id: card.cardId },
  })
  expect(consumedAt).not.toBeNull()
  expect(await contexts.authority.db.prisma.phone.count({ where: { holderId: doctor.holderId } })).toBe(1)
  // As the practice page says, it signs in no person.
  expect(await contexts.authority.db.prisma.accessToken.count({ where: { holderId: doctor.holderId } })).toBe(0)
})

test('a password whose answer is lost stays to be sent again, and the page shows that it was counted', async ({
  doctor,
  issueCard,
  newPhone,
  contexts,
}) => {
  const { page } = await newPhone()
  const card = await issueCard(doctor)
  await page.goto(card.url)
  await page.getByRole('button', { name: 'はじめる' }).click()
  await page.route('**/api/authority/v1/registrations', async (route) => {
    // The authority has counted the miss; its answer is lost.
    await contexts.authority.db.prisma.notificationCard.update({ where: { id: card.cardId }, data: { triesUsed: 1 } })
    await route.abort()
  })
  const field = page.getByLabel('パスワード', { exact: true })
  await field.fill('AAAA-AAAA-AA')
  await page.getByRole('button', { name: '次へ', exact: true }).click()
  await expect(page.getByText('結果を確認できませんでした')).toBeVisible()
  await expect(page.getByText('残り入力回数：4回')).toBeVisible()
  await expect(field).toHaveValue('AAAA-AAAA-AA')
})

test('P20 the password appears in the groups of the slip, is sent as typed, and can be hidden', async ({
  doctor,
  issueCard,
  newPhone,
}) => {
  const { page } = await newPhone()
  const card = await issueCard(doctor)
  await page.goto(card.url)
  await page.getByRole('button', { name: 'はじめる' }).click()
  const field = page.getByLabel('パスワード', { exact: true })
  await field.pressSequentially(card.password.replaceAll('-', '').toLowerCase())
  await expect(field).toHaveValue(card.password)
  // A letter corrected in the middle: the caret stays behind it, over the hyphen too.
  await field.evaluate((input: HTMLInputElement) => input.setSelectionRange(4, 4))
  await field.press('Backspace')
  await page.keyboard.type(card.password.slice(3, 4))
  await expect(field).toHaveValue(card.password)
  await expect(field).toHaveAttribute('type', 'text')
  await page.getByRole('button', { name: '隠す' }).click()
  await expect(field).toHaveAttribute('type', 'password')
  await page.getByRole('button', { name: '次へ', exact: true }).click()
  await expect(page.getByRole('heading', { name: '内容にお間違いがないかご確認ください' })).toBeVisible()
})

test('AT-16 the code of the card is gone from the address bar and the history at once', async ({
  doctor,
  issueCard,
  newPhone,
}) => {
  const { page } = await newPhone()
  const card = await issueCard(doctor)
  await page.goto(card.url)
  await expect(page.getByRole('button', { name: 'はじめる' })).toBeVisible()
  expect(page.url()).not.toContain(card.code)
  expect(
    await page.evaluate(() => performance.getEntriesByType('resource').map((entry) => entry.name)),
  ).not.toContainEqual(expect.stringContaining(card.code))
})

test('a wrong password tells the tries left and burns nothing else', async ({ doctor, issueCard, newPhone }) => {
  const { page } = await newPhone()
  const card = await issueCard(doctor)
  await page.goto(card.url)
  await page.getByRole('button', { name: 'はじめる' }).click()
  await page.getByLabel('パスワード', { exact: true }).fill('AAAA-AAAA-AA')
  await page.getByRole('button', { name: '次へ', exact: true }).click()
  await expect(page.getByText('残り入力回数：4回').first()).toBeVisible()
  await page.getByLabel('パスワード', { exact: true }).fill(card.password)
  await page.getByRole('button', { name: '次へ', exact: true }).click()
  await expect(page.getByRole('heading', { name: '内容にお間違いがないかご確認ください' })).toBeVisible()
})

test('five wrong passwords lock the card, and the right one comes too late', async ({
  doctor,
  issueCard,
  newPhone,
  contexts,
}) => {
  const { page } = await newPhone()
  const card = await issueCard(doctor)
  await page.goto(card.url)
  await page.getByRole('button', { name: 'はじめる' }).click()
  for (let miss = 1; miss <= 5; miss += 1) {
    await page.getByLabel('パスワード', { exact: true }).fill(`AAAA-AAAA-A${miss + 2}`)
    await page.getByRole('button', { name: '次へ', exact: true }).click()
    if (miss < 5) await expect(page.getByText(`残り入力回数：${5 - miss}回`).first()).toBeVisible()
  }
  await expect(page.getByText('通知カードがロックされています').first()).toBeVisible()
  const row = await contexts.authority.db.prisma.notificationCard.findUniqueOrThrow({ where: { id: card.cardId } })
  expect(row).toMatchObject({ triesUsed: 5, consumedAt: null })
  expect(row.lockedAt).not.toBeNull()
})

test('a cancelled biometric costs neither a try nor the card', async ({ doctor, issueCard, newPhone, contexts }) => {
  const phone = await newPhone()
  const { page, cdp, authenticatorId } = phone
  const card = await issueCard(doctor)
  await page.goto(card.url)
  await page.getByRole('button', { name: 'はじめる' }).click()
  await page.getByLabel('パスワード', { exact: true }).fill(card.password)
  await page.getByRole('button', { name: '次へ', exact: true }).click()
  await cdp.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified: false })
  await page.getByRole('button', { name: '生体認証を登録' }).click()
  await expect(page.getByText('通知カードは無効になっていません').first()).toBeVisible()
  const row = await contexts.authority.db.prisma.notificationCard.findUniqueOrThrow({ where: { id: card.cardId } })
  expect(row).toMatchObject({ triesUsed: 0, consumedAt: null, lockedAt: null })
  await cdp.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified: true })
  await page.getByRole('button', { name: '生体認証を登録' }).click()
  await expect(page.getByRole('heading', { name: '動作確認（テスト認証）' })).toBeVisible()
})

test('AT-01 a used card registers no second phone', async ({ doctor, issueCard, newPhone, contexts }) => {
  const card = await issueCard(doctor)
  await registerPhone(await newPhone(), card)
  const { page } = await newPhone()
  await page.goto(card.url)
  await expect(page.getByText(/使用済み/).first()).toBeVisible()
  expect(await contexts.authority.db.prisma.phone.count({ where: { holderId: doctor.holderId } })).toBe(1)
})

test('AT-24 looking at the page changes nothing', async ({ doctor, issueCard, world, request, contexts }) => {
  const card = await issueCard(doctor)
  const host = new URL(world.authorityUrl).host
  const before = await contexts.authority.db.prisma.notificationCard.findUniqueOrThrow({ where: { id: card.cardId } })
  for (let index = 0; index < 50; index += 1) {
    const options = { headers: { host } }
    const address = `http://127.0.0.1:${world.authorityPorts[index % 2]}/register`
    expect((await (index % 3 === 0 ? request.head(address, options) : request.get(address, options))).status()).toBe(
      200,
    )
  }
  const after = await contexts.authority.db.prisma.notificationCard.findUniqueOrThrow({ where: { id: card.cardId } })
  expect(after).toEqual(before)
})

test('P3 a phone without a screen lock is told so before anything is asked', async ({
  doctor,
  issueCard,
  browser,
  world,
}) => {
  const context = await browser.newContext({ viewport: { width: 390, height: 760 }, locale: 'ja-JP' })
  const page = await context.newPage()
  const card = await issueCard(doctor)
  await page.goto(card.url)
  await expect(page.getByRole('button', { name: 'はじめる' })).toHaveCount(0)
  await expect(page.getByRole('heading').first()).toBeVisible()
  expect(world.authorityUrl).toContain('authority')
  await context.close()
})
