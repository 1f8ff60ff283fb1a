import type { ErrorText } from '../../error-text'

export const deviceAuthorization = {
  'device_authorization.unknown': {
    title: '認証の要求が見つかりません',
    detail: 'この認証は終了しているか、この医療機関が始めたものではありません。',
    nextStep: '電子カルテの画面から、もう一度始めてください。',
  },
  'device_authorization.expired': {
    title: '時間切れになりました',
    detail: '承認されないまま有効時間が過ぎました。',
    nextStep: '電子カルテの画面から、もう一度始めてください。',
  },
  'device_authorization.denied': {
    title: '認証が拒否されました',
    detail: 'スマートフォンで認証が拒否されたか、番号が一致しませんでした。',
    nextStep: 'ご本人が操作していることを確認し、もう一度始めてください。',
  },
  'device_authorization.cancelled': {
    title: '認証を中止しました',
    detail: 'スマートフォンまたは電子カルテの画面で中止されました。',
    nextStep: '続けるときは、電子カルテの画面から始めてください。',
  },
} satisfies Record<string, ErrorText>
