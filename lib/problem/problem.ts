import { asUnavailable, isUnstorableText } from '@/lib/db/unavailable'
import { AppError, type ErrorEntry, type SignInWanted } from '@/lib/kernel/app-error'
import { requestError } from '@/lib/kernel/request.errors'
import { serviceError } from '@/lib/kernel/service.errors'
import { waysOn as en } from '@/lib/messages/en/signing/ways-on'
import { fill } from '@/lib/messages/fill'
import { waysOn as ja } from '@/lib/messages/ja/signing/ways-on'
import type { Locale } from '@/lib/messages/locale'
import { formatWait } from '@/lib/messages/remaining-time'
import type { WayOn } from '@/lib/vocabulary/way-on'
import type { ProblemDocument } from '../wire/problem'
import { csvFaultText } from './csv-fault-text'
import { type ErrorCode, errorEntry, isErrorCode } from './error-codes'
import { errorTexts } from './error-texts'

/** A failure as the edge sees it: the code, how loudly to log it, and the cause for the log. */
export type Failure = { code: ErrorCode; entry: ErrorEntry; error: AppError }

/**
 * Any thrown value as a failure of the catalogue. A body whose sender went away is `request.timeout`, which is no fault of ours.
 * A text of the caller that the database cannot hold is `request.malformed`. An error outside the catalogue is a bug: `service.internal`.
 */
export function toFailure(thrown: unknown): Failure {
  const error = isAbortedBody(thrown) ? requestError('request.timeout', { cause: thrown }) : asUnavailable(thrown)
  if (error instanceof AppError && isErrorCode(error.code))
    return { code: error.code, entry: errorEntry(error.code), error }
  if (isUnstorableText(thrown)) {
    const malformed = requestError('request.malformed', { detail: 'U+0000 in a text', cause: thrown })
    return { code: 'request.malformed', entry: errorEntry('request.malformed'), error: malformed }
  }
  const internal = serviceError('service.internal', { cause: thrown })
  return { code: 'service.internal', entry: errorEntry('service.internal'), error: internal }
}

/** What node:http makes of a body that ends before it is complete; connections to the database fail in other words. */
function isAbortedBody(thrown: unknown): boolean {
  return thrown instanceof Error && thrown.message === 'aborted' && 'code' in thrown && thrown.code === 'ECONNRESET'
}

/**
 * RFC 9457 document of a failure in the caller's language. `ownUrl` is the address of the side that answers: its page
 * `/docs/errors` explains the code.
 */
export function toProblem(
  { code, entry, error }: Failure,
  { locale, requestId, ownUrl }: { locale: Locale; requestId: string; ownUrl: string },
): ProblemDocument {
  const text = errorTexts[locale][code]
  const wait = error.retryAfterSeconds === undefined ? {} : { time: formatWait(error.retryAfterSeconds, locale) }
  const places = { ...error.params, ...wait }
  return {
    type: `${ownUrl}/docs/errors#${code}`,
    title: text.title,
    status: entry.status,
    code,
    detail: fill(text.detail, places),
    ...(text.nextStep === undefined ? {} : { next_step: fill(text.nextStep, places) }),
    request_id: requestId,
    ...(Object.keys(error.params).length === 0 ? {} : { params: { ...error.params } }),
    ...(error.invalidParams.length === 0 ? {} : { invalid_params: toInvalidParams(error, locale) }),
    ...(error.retryAfterSeconds === undefined ? {} : { retry_after: error.retryAfterSeconds }),
    ...(error.signIn === undefined ? {} : { sign_in: toSignIn(error.signIn) }),
    ...(error.waysOn.length === 0 ? {} : { ways_on: toWaysOn(error.waysOn, locale) }),
  }
}

function toInvalidParams(
  { code, invalidParams }: AppError,
  locale: Locale,
): NonNullable<ProblemDocument['invalid_params']> {
  return invalidParams.map((param) => {
    const message = csvFaultText(code, param, locale)
    return message === null ? param : { ...param, message }
  })
}

const wayTexts: Record<Locale, Record<WayOn, string>> = { ja, en }

function toWaysOn(ways: readonly WayOn[], locale: Locale): { way: string; text: string }[] {
  return ways.map((way) => ({ way, text: wayTexts[locale][way] }))
}

function toSignIn({ staffCode, terminalCode, status }: SignInWanted): NonNullable<ProblemDocument['sign_in']> {
  return { staff_id: staffCode, terminal_id: terminalCode, status, purpose: 'sign_in' }
}
