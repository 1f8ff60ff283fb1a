import { expect } from '@playwright/test'
import { expectBadge, showCode } from '../support/emr/emr-screen'
import { test } from '../support/fixtures'
import { refuseCeremonies, userAgents } from '../support/phone/app-browser'
import { approveWithNumber, denyOnPhone, readNumber, scanWithPhone } from '../support/phone/approve-on-phone'
import { registerPhone } from '../support/phone/register-phone'

const reopen = 'Safari または Chrome で開き直してください'

for (const app of ['teams', 'smartNews'] as const) {
  test(`P2 ${app} on iOS, which has the API, is told before a password is asked, and the card stays whole`, async ({
    doctor,
    issueCard,
    newPhone,
    contexts,
  }) => {
    const card = await issueCard(doctor)
    const { page, context } = await newPhone({ userAgent: userAgents[app] })
    await context.grantPermissions(['clipboard-read', 'clipboard-write'])
    await page.goto(card.url)
    await expect(page.getByRole('heading', { name: reopen })).toBeVisible()
    await expect(page.getByText(/Safariで開く/).first()).toBeVisible()
    await expect(page.getByRole('button', { name: 'はじめる' })).toHaveCount(0)
    await page.getByRole('button', { name: 'リンクをコピー' }).click()
    await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toBe(card.url)
    const row = await contexts.authority.db.prisma.notificationCard.findUniqueOrThrow({ where: { id: card.cardId } })
    expect(row).toMatchObject({ triesUsed: 0, consumedAt: null })
    await registerPhone(await newPhone(), card)
  })
}

for (const [browser, named] of [
  ['safari', 'Safari'],
  ['chromeAndroid', 'Chrome'],
] as const) {
  test(`P2 an app that gives the name of ${browser} is found at the first failure, which names ${named} and spends no card`, async ({
    doctor,
    issueCard,
    newPhone,
    contexts,
  }) => {
    const card = await issueCard(doctor)
    const { page } = await newPhone({ userAgent: userAgents[browser] })
    await page.goto(card.url)
    await page.getByRole('button', { name: 'はじめる' }).click()
    await page.getByLabel('パスワード', { exact: true }).fill(card.password)
    await page.getByRole('button', { name: '次へ', exact: true }).click()
    await expect(page.getByRole('button', { name: '生体認証を登録' })).toBeEnabled()
    await refuseCeremonies(page)
    await page.getByRole('button', { name: '生体認証を登録' }).click()
    await expect(page.getByText('確認の画面を表示できませんでした')).toBeVisible()
    await expect(page.getByText(new RegExp(`「${named}で開く」`)).first()).toBeVisible()
    await expect(page.getByRole('button', { name: 'リンクをコピー' })).toBeVisible()
    const row = await contexts.authority.db.prisma.notificationCard.findUniqueOrThrow({ where: { id: card.cardId } })
    expect(row).toMatchObject({ triesUsed: 0, consumedAt: null })
    await registerPhone(await newPhone(), card)
  })
}

test('P2 at the sign-in the first failure names Safari and how to begin again there', async ({
  doctor,
  issueCard,
  newPhone,
  newEmr,
}) => {
  const phone = await newPhone({ userAgent: userAgents.safari })
  await registerPhone(phone, await issueCard(doctor))
  const screen = await newEmr(doctor, doctor.terminals[0])
  await screen.openSignIn()
  await showCode(screen.signIn)
  await scanWithPhone(phone, screen)
  await refuseCeremonies(phone.page)
  await approveWithNumber(phone, await readNumber(screen))
  const signIn = phone.page.getByRole('button', { name: 'Sign In（認証する）' })
  await expect(phone.page.getByText('確認の画面を表示できませんでした')).toHaveCount(0)
  await signIn.click()
  await expect(phone.page.getByText('確認の画面を表示できませんでした')).toBeVisible()
  await expect(phone.page.getByText(/リンクをタップしてください。Safariで開きます/)).toBeVisible()
  await expect(phone.page.getByText(/登録済みスマートフォンではないか、このブラウザでは/)).toBeVisible()
  await phone.page.getByRole('button', { name: 'キャンセル' }).click()
  await expect(phone.page.getByRole('heading', { name: '本人認証をキャンセルしました' })).toBeVisible()
})

test('A4 a passkey whose backup eligibility changed is told to register again, at the first failure', async ({
  doctor,
  registeredPhone,
  newEmr,
  contexts,
}) => {
  const phone = await registeredPhone(doctor)
  const { prisma } = contexts.authority.db
  const { id, backupEligible } = await prisma.phone.findFirstOrThrow({ where: { holderId: doctor.holderId } })
  await prisma.phone.update({ where: { id }, data: { backupEligible: !backupEligible } })
  const screen = await newEmr(doctor, doctor.terminals[0])
  await screen.openSignIn()
  await showCode(screen.signIn)
  await scanWithPhone(phone, screen)
  await approveWithNumber(phone, await readNumber(screen))
  await expect(phone.page.getByRole('heading', { name: 'スマートフォンの登録し直しが必要です' })).toBeVisible()
  await expect(phone.page.getByText(/新しい通知カードを申請し、登録し直してください/)).toBeVisible()
  await expectBadge(screen, 'sign_in_required')
})

test('P2 after 「心当たりがない」 the first failure names Safari and leads to the own page there', async ({
  doctor,
  issueCard,
  newPhone,
  newEmr,
}) => {
  const phone = await newPhone({ userAgent: userAgents.safari })
  const { page } = phone
  await phone.context.grantPermissions(['clipboard-read', 'clipboard-write'])
  await registerPhone(phone, await issueCard(doctor))
  const screen = await newEmr(doctor, doctor.terminals[0])
  await screen.openSignIn()
  await showCode(screen.signIn)
  await scanWithPhone(phone, screen)
  await refuseCeremonies(page)
  await denyOnPhone(phone)
  await page.getByRole('button', { name: 'すべて終了する（生体認証）' }).click()
  await expect(page.getByText('ほかの認証は終了していません。')).toBeVisible()
  await expect(page.getByText(/Safariを開き、アドレス欄に貼り付けてください/)).toBeVisible()
  await page.getByRole('button', { name: 'リンクをコピー' }).click()
  await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toBe(new URL('/my', page.url()).href)
})
