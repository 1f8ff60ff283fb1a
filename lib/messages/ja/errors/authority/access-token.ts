import type { ErrorText } from '../../error-text'

export const accessToken = {
  'access_token.unknown': {
    title: '有効な認証がありません',
    detail: 'アクセストークンが見つからないか、期限切れ、または終了しています。',
    nextStep: '改めて本人認証を行ってください。',
  },
} satisfies Record<string, ErrorText>
