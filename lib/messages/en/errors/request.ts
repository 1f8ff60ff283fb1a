import type { ErrorText } from '../../ja/error-text'
import type { request as ja } from '../../ja/errors/request'

export const request: Record<keyof typeof ja, ErrorText> = {
  'request.malformed': {
    title: 'The request is not valid',
    detail: 'What was sent does not have the expected form.',
    nextStep: 'Check it and try again.',
  },
  'request.text_not_displayable': {
    title: 'A text has characters that do not show',
    detail:
      'The field {field} has line breaks, control characters, characters that turn the direction of writing, or invisible ones.',
    nextStep: 'Take these characters out and try again.',
  },
  'request.unauthorized': {
    title: 'Authentication needed',
    detail: 'Credentials are missing or not valid.',
    nextStep: 'Sign in or authenticate again.',
  },
  'request.forbidden': {
    title: 'Not permitted',
    detail: 'You may not do this.',
    nextStep: 'Ask an administrator if you need it.',
  },
  'request.not_found': {
    title: 'Not found',
    detail: 'It does not exist, or you may not see it.',
  },
  'request.method_not_allowed': {
    title: 'Method not allowed',
    detail: 'This address does not accept that HTTP method.',
    nextStep: 'See the API reference.',
  },
  'request.timeout': {
    title: 'The request took too long',
    detail: 'It did not arrive completely within the time allowed.',
    nextStep: 'Check the connection and try again.',
  },
  'request.too_large': {
    title: 'The request is too large',
    detail: 'It is larger than this server accepts.',
    nextStep: 'Send the data in smaller parts.',
  },
  'request.unsupported_media_type': {
    title: 'Unsupported media type',
    detail: 'This Content-Type is not accepted here.',
    nextStep: 'See the API reference.',
  },
  'request.rate_limited': {
    title: 'Too many requests',
    detail: 'For safety, requests are paused for a short while.',
    nextStep: 'Try again in {time}.',
  },
  'request.header_too_large': {
    title: 'The request header is too large',
    detail: 'The HTTP header is larger than this server accepts.',
    nextStep: 'Check the cookies and headers that the caller sends.',
  },
}
