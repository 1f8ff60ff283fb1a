import type { ErrorText } from '../../../ja/error-text'
import type { accessToken as ja } from '../../../ja/errors/authority/access-token'

export const accessToken: Record<keyof typeof ja, ErrorText> = {
  'access_token.unknown': {
    title: 'Not signed in',
    detail: 'The access token is unknown, expired or ended.',
    nextStep: 'Sign in again.',
  },
}
