import type { ErrorText } from '../../error-text'

export const registration = {
  'registration.unknown': {
    title: '登録の手続きが見つかりません',
    detail: 'この登録は終了しているか、別のブラウザで始められたものです。',
    nextStep: '通知カードの二次元コードを、もう一度読み取ってください。',
  },
  'registration.expired': {
    title: '登録の時間が過ぎました',
    detail: '通知カードは無効になっていません。',
    nextStep: '通知カードの二次元コードを読み取り、最初からやり直してください。',
  },
  'registration.done': {
    title: '登録は完了しています',
    detail: 'この手続きでのスマートフォンの登録は終わっています。',
    nextStep: 'このまま毎日の本人認証にご利用いただけます。',
  },
} satisfies Record<string, ErrorText>
