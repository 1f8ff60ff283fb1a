import type { ErrorText } from '../../error-text'

export const document = {
  'prescription.invalid': {
    title: '処方箋の内容に誤りがあります',
    detail: '処方情報（CSV）を確認したところ、署名できない誤りが見つかりました。署名は行っていません。',
    nextStep: '示された行と項目を直して、もう一度送信してください。',
  },
  'dispensing.invalid': {
    title: '調剤結果の内容に誤りがあります',
    detail: '調剤情報（CSV）または署名済みの処方箋に、署名できない誤りが見つかりました。署名は行っていません。',
    nextStep: '示された行と項目を直して、もう一度送信してください。',
  },
} satisfies Record<string, ErrorText>
