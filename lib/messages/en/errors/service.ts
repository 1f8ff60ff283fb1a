import type { ErrorText } from '../../ja/error-text'
import type { service as ja } from '../../ja/errors/service'

export const service: Record<keyof typeof ja, ErrorText> = {
  'service.internal': {
    title: 'Something went wrong',
    detail: 'An unexpected fault occurred on our side.',
    nextStep: 'Try again in a moment. If it keeps happening, tell the office in charge the reference number.',
  },
  'service.unavailable': {
    title: 'Temporarily unavailable',
    detail: 'The server is not ready.',
    nextStep: 'Try again in a moment.',
  },
}
