import type { ErrorText } from '../../error-text'

export const launch = {
  'launch.invalid': {
    title: 'この画面は開き直しが必要です',
    detail: '起動チケットが使用済みか、有効時間（60秒）を過ぎています。',
    nextStep: '電子カルテの画面から、もう一度本人認証を開いてください。',
  },
  'launch.origin_mismatch': {
    title: 'この画面からは利用できません',
    detail: '登録されていない画面に組み込まれています。',
    nextStep: '電子カルテの管理者に、接続元（オリジン）の登録を確認してください。',
  },
} satisfies Record<string, ErrorText>
