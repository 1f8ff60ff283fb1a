import type { ErrorText } from '../../error-text'

export const compat = {
  'compat.off': {
    title: 'この接続方式は利用できません',
    detail: 'この医療機関では、互換接続は有効になっていません。',
    nextStep: '担当部署にご確認ください。',
  },
  'compat.origin_refused': {
    title: 'この画面からは利用できません',
    detail: '互換接続を許可されていない画面（オリジン）からの要求です。',
    nextStep: '担当部署に、電子カルテの画面のオリジンの登録を依頼してください。',
  },
  'compat.not_authenticated': {
    title: '本人認証が必要です',
    detail: '指定された利用者の本人認証は有効ではありません。',
    nextStep: '本人認証を行ってから、もう一度お試しください。',
  },
  'compat.invalid_settings': {
    title: '互換接続の設定に誤りがあります',
    detail: '電子カルテ、端末、オリジンのいずれかが、この医療機関のものではないか、正しくありません。',
    nextStep: '設定をご確認ください。',
  },
} satisfies Record<string, ErrorText>
