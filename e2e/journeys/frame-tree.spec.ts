import { expect } from '@playwright/test'
import { expectBadge, keepSignInOpen, showCode } from '../support/emr/emr-screen'
import { test } from '../support/fixtures'
import { approveWithNumber, readNumber, scanWithPhone } from '../support/phone/approve-on-phone'

test('what a screen reader finds in each step of the frame and in the badge', async ({
  doctor,
  registeredPhone,
  newEmr,
}) => {
  const phone = await registeredPhone(doctor)
  const screen = await newEmr(doctor, doctor.terminals[0])
  const main = screen.signIn.getByRole('main')
  await keepSignInOpen(screen.page)
  await screen.openSignIn()
  await expect(main).toMatchAriaSnapshot(`
    - region "認証方法を選択してください":
      - heading "認証方法を選択してください" [level=1]
      - button "FIDO（生体認証） 登録したスマートフォンで二次元コードを読み取ります"
      - button "HPKIカード この端末にカードリーダーがありません" [disabled]
      - button "マイナンバーカード この端末にカードリーダーがありません" [disabled]
  `)
  await showCode(screen.signIn)
  await expect(main).toMatchAriaSnapshot(`
    - region "スマートフォンで読み取ってください":
      - heading "スマートフォンで読み取ってください" [level=1]
      - img "本人認証用の二次元コード。スマートフォンのカメラで読み取ってください。"
      - progressbar /残り時間は(2分|1分\\d+秒)です/
      - paragraph: 登録したスマートフォンのカメラを二次元コードに向けてください。
      - button "大きく表示"
      - button "時間を延長する"
      - button "ほかの方法"
  `)
  await scanWithPhone(phone, screen)
  await expect(main).toMatchAriaSnapshot(`
    - region "この番号をスマートフォンに入力してください":
      - heading "この番号をスマートフォンに入力してください" [level=1]
      - img /照合番号 \\d \\d/
      - text: /照合番号 \\d \\d/
      - paragraph: スマートフォンの画面で医療機関名と利用者名（Username）をご確認のうえ、番号を入力してください。
      - progressbar /残り時間は(5分|4分\\d+秒)です/
      - paragraph: スマートフォンでの番号の入力を待っています…
      - button "キャンセル"
  `)
  await screen.signIn.getByRole('button', { name: 'キャンセル' }).click()
  await expect(main).toMatchAriaSnapshot(`
    - status:
      - heading "本人認証をキャンセルしました" [level=1]
      - paragraph: スマートフォンまたはこの画面でキャンセルされました。
      - paragraph: 入力中の処方内容は保持されています。
    - button "もう一度認証する"
    - region "そのほかの方法":
      - heading "そのほかの方法" [level=2]
      - term: 紙の処方箋（引換番号付き）
      - definition: 電子署名は不要です。電子カルテの画面から発行してください。
      - term: HPKIカード
      - definition: この端末にカードリーダーがありません
      - term: マイナンバーカード
      - definition: この端末にカードリーダーがありません
  `)
  await screen.signIn.getByRole('button', { name: 'もう一度認証する' }).click()
  await scanWithPhone(phone, screen)
  await approveWithNumber(phone, await readNumber(screen))
  await expect(main).toMatchAriaSnapshot(`
    - status:
      - heading "認証に成功しました" [level=1]
      - paragraph: FIDO（生体認証）
      - paragraph: /アクセストークンの有効期限は .* までです。/
      - paragraph: 電子カルテの操作に戻ってください。
    - button "閉じる"
  `)
  await expectBadge(screen, 'signed_in')
  await screen.badge.locator('[data-state]').click()
  await expect(screen.badge.getByRole('main')).toMatchAriaSnapshot(`
    - button /HPKI 有効（\\d\\d:\\d\\dまで）/ [expanded]
    - region "本人認証":
      - heading "本人認証" [level=1]
      - term: 有効期限
      - definition
      - term: 認証方法
      - definition: FIDO（生体認証）
      - term: 認証した場所
      - definition
      - button "再認証する"
      - button "認証を終了する"
      - button "閉じる"
  `)
})
