import { AppError, type ErrorCatalogue } from './app-error'

/** Failures that any endpoint may answer with. */
export const requestErrors = {
  'request.malformed': { status: 400, log: 'info', members: { invalidParams: 'sometimes' } },
  'request.text_not_displayable': {
    status: 400,
    log: 'info',
    params: { field: 'always' },
    members: { invalidParams: 'always' },
  },
  'request.unauthorized': { status: 401, log: 'info', params: { reason: 'sometimes' } },
  'request.forbidden': { status: 403, log: 'warn' },
  'request.not_found': { status: 404, log: 'debug' },
  'request.method_not_allowed': { status: 405, log: 'debug' },
  'request.timeout': { status: 408, log: 'info' },
  'request.too_large': { status: 413, log: 'info' },
  'request.unsupported_media_type': { status: 415, log: 'info' },
  'request.rate_limited': {
    status: 429,
    log: 'warn',
    params: { seconds: 'always' },
    members: { retryAfterSeconds: 'always' },
  },
  'request.header_too_large': { status: 431, log: 'info' },
} as const satisfies ErrorCatalogue

export const requestError = AppError.of(requestErrors)
