import type { ErrorText } from '../../error-text'

export const signIn = {
  'sign_in.unknown': {
    title: '本人認証が見つかりません',
    detail: 'この本人認証は終了しているか、別の画面で始められたものです。',
    nextStep: 'もう一度始めてください。',
  },
  'sign_in.method_not_available': {
    title: 'この認証方法は利用できません',
    detail: 'この職員または端末では、選んだ認証方法を利用できません。',
    nextStep: '別の認証方法を選んでください。',
  },
  'sign_in.not_registered': {
    title: '登録が済んでいません',
    detail: 'この職員には、HPKIセカンド電子証明書が紐付いていません。',
    nextStep: '担当部署にお問い合わせください。お急ぎのときは紙の処方箋（引換番号付き）を発行できます。',
  },
  'sign_in.no_phone': {
    title: 'スマートフォンが登録されていません',
    detail: '本人認証に使えるスマートフォンが、認証局に登録されていません。',
    nextStep: '通知カードでスマートフォンを登録してください。お急ぎのときは紙の処方箋（引換番号付き）を発行できます。',
  },
  'sign_in.failed': {
    title: '認証できませんでした',
    detail: '本人認証を完了できませんでした。入力中の処方内容は保持されています。',
    nextStep: 'もう一度お試しいただくか、別の認証方法を選んでください。',
  },
  'sign_in.expired': {
    title: '時間切れになりました',
    detail: '本人認証の有効時間が過ぎました。入力中の処方内容は保持されています。',
    nextStep: 'もう一度始めてください。',
  },
} satisfies Record<string, ErrorText>
