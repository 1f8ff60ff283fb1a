import type { fault as japanese } from '../ja/fault'

export const fault: typeof japanese = {
  title: 'Temporarily unavailable',
  detail: 'Something went wrong on our side. Please try again in a moment.',
  retry: 'Try again',
  reference: 'Reference',
}
