import { expect, type Page } from '@playwright/test'
import { messagesFor } from '@/lib/messages/messages-for'
import { expectAccessible, expectFits } from '../support/accessibility/expect-accessible'
import { test } from '../support/fixtures'
import { expectButtonsInView } from '../support/geometry/expect-buttons-in-view'
import { typePracticeNumber } from '../support/phone/practise'

const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click()

async function typePassword(page: Page, lang: 'ja' | 'en', password: string): Promise<void> {
  const { label, submit } = messagesFor(lang).register.password
  await page.getByLabel(label, { exact: true }).fill(password)
  await press(page, submit)
}

test.describe('P20 three steps on every page, and every button in view', () => {
  for (const lang of ['ja', 'en'] as const) {
    const { register: text } = messagesFor(lang)
    const steps = (current: number) => text.stepOf.replace('{total}', '3').replace('{current}', String(current))
    const check = async (page: Page, name: string, position: string | null) => {
      if (position !== null) {
        await expect(page.getByLabel(text.progressLabel).getByText(position, { exact: true })).toBeVisible()
        await expect(page.getByLabel(text.progressLabel).getByRole('listitem')).toHaveCount(3)
      }
      await expectButtonsInView(page, `${name}, ${lang}`)
      await expectAccessible(page, name)
      await expectFits(page, name)
    }

    test(`from the card to the end, ${lang}`, async ({ doctor, issueCard, newPhone }) => {
      const { page, cdp, authenticatorId } = await newPhone()
      const card = await issueCard(doctor)
      await page.goto(card.url.replace('/register#', `/register?lang=${lang}#`))
      await page.getByRole('button', { name: text.intro.start }).waitFor()
      await check(page, 'introduction', text.stepsAhead.replace('{total}', '3'))
      await press(page, text.intro.start)
      await check(page, 'password', steps(1))
      for (const tries of [4, 3, 2, 1]) {
        await typePassword(page, lang, 'AAAA-AAAA-AA')
        await expect(
          page.getByText(text.password.triesLeft.replace('{tries}', String(tries)), { exact: true }),
        ).toBeVisible()
        if (tries === 4 || tries === 1) await check(page, `password, ${tries} left`, steps(1))
      }
      await typePassword(page, lang, card.password)
      await page.getByRole('heading', { name: text.confirm.heading }).waitFor()
      await check(page, 'confirmation', steps(2))
      await cdp.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified: false })
      await press(page, text.confirm.submit)
      await expect(page.getByText(text.kept.card)).toBeVisible()
      await expectButtonsInView(page, `confirmation after a failed ceremony, ${lang}`)
      await cdp.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified: true })
      await press(page, text.confirm.submit)
      await page.getByRole('heading', { name: text.trial.heading }).waitFor()
      await check(page, 'practice', steps(3))
      const sample = (await page.getByTestId('practice-number').textContent()) ?? ''
      for (const digit of sample === '11' ? '22' : '11') await press(page, digit)
      await expect(page.getByText(text.trial.wrong)).toBeVisible()
      await expectButtonsInView(page, `practice after a wrong number, ${lang}`)
      await cdp.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified: false })
      for (const digit of sample) await press(page, digit)
      await expect(page.getByText(text.kept.phone)).toBeVisible()
      await check(page, 'practice after a failed ceremony', steps(3))
      await cdp.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified: true })
      await press(page, text.trial.submit)
      await page.getByRole('heading', { name: text.done.heading }).waitFor()
      await check(page, 'done', text.stepsDone.replace('{total}', '3'))
      await page.getByRole('link', { name: text.done.readAgain }).click()
      await page.getByRole('heading', { name: text.guide.pageTitle }).waitFor()
      await check(page, 'guide', null)
    })
  }
})

test('what a screen reader finds, page by page', async ({ doctor, issueCard, newPhone }) => {
  const { page } = await newPhone()
  const card = await issueCard(doctor)
  const expectTree = (tree: string) => expect(page.locator('body')).toMatchAriaSnapshot(tree)
  await page.goto(card.url)
  await expectTree(`
    - region "登録の進み具合":
      - list:
        - listitem: パスワードの入力
        - listitem: 生体認証の登録
        - listitem: 動作確認（テスト認証）
    - main:
      - heading "スマートフォンを登録します" [level=1]
      - list
      - button "はじめる"
  `)
  await press(page, 'はじめる')
  await expectTree(`
    - main:
      - heading "通知カードの本人確認を行うためパスワードを入力してください" [level=1]
      - textbox "パスワード"
      - button "隠す" [pressed]
      - status:
        - text: 残り入力回数：5回
        - paragraph: 0回になると通知カードがロックされ、再発行が必要になります。
      - button "次へ"
  `)
  await typePassword(page, 'ja', card.password)
  await expectTree(`
    - main:
      - heading "内容にお間違いがないかご確認ください" [level=1]
      - button "生体認証を登録"
      - button "本人ではありません"
  `)
  await press(page, '生体認証を登録')
  await expectTree(`
    - main:
      - heading "動作確認（テスト認証）" [level=1]
      - figure
      - heading "見本の番号を入力してください" [level=2]
      - group "数字キー":
        - button "1"
      - status: 2桁目を入力すると、生体認証に進みます。
  `)
  await typePracticeNumber(page)
  await expectTree(`
    - main:
      - status:
        - heading "登録が完了しました" [level=1]
      - region "毎日の本人認証":
        - heading "毎日の本人認証" [level=2]
        - list
      - link "この案内をもう一度読む"
      - link "マイページを開く"
  `)
})

test('AT-64 a registration that runs out on the open page says so by itself, and what became of the card', async ({
  doctor,
  issueCard,
  newPhone,
  contexts,
}) => {
  const { registration } = contexts.authority.db.prisma
  const { page } = await newPhone()
  const card = await issueCard(doctor)
  const endSoon = () =>
    registration.updateMany({ where: { holderId: doctor.holderId }, data: { expiresAt: new Date(Date.now() + 5_000) } })
  const begin = async () => {
    await page.goto('about:blank')
    await page.goto(card.url)
    await press(page, 'はじめる')
    await typePassword(page, 'ja', card.password)
    await page.getByRole('heading', { name: '内容にお間違いがないかご確認ください' }).waitFor()
  }
  await begin()
  await endSoon()
  await page.reload()
  await expect(page.getByText('登録の時間が過ぎました')).toBeVisible({ timeout: 10_000 })
  await expect(page.getByText('通知カードは無効になっていません')).toBeVisible()
  await begin()
  await press(page, '生体認証を登録')
  await page.getByTestId('practice-number').waitFor()
  await endSoon()
  await page.reload()
  await expect(page.getByText('動作確認の時間が過ぎました')).toBeVisible({ timeout: 10_000 })
  await expect(page.getByText('通知カードは使用済みです')).toBeVisible()
})
