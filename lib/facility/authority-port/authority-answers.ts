import { z } from 'zod'
import type { OutboundAnswer } from '@/lib/egress/http-client'
import type { AppError } from '@/lib/kernel/app-error'
import { oauthError } from '@/lib/wire/oauth'
import { authorityError } from './authority.errors'

const fallbackRetrySeconds = 10
/** A reason that we do not know is still one: then it is not about client or key. */
const tolerantError = oauthError.omit({ reason: true }).strip()
const withReason = z.object({ reason: z.string() })

/**
 * Parses a 200 answer. Give a schema that ignores members it does not know (RFC 6749 §5.1), and the same one each time: Zod
 * compiles a schema when it first parses.
 * @throws AppError `authority.unavailable` when the authority answered something else
 */
export function readAnswer<Shape extends z.ZodRawShape>(answer: OutboundAnswer, schema: z.ZodObject<Shape>) {
  const parsed = schema.safeParse(readJson(answer))
  if (answer.status !== 200 || !parsed.success) throw unexpectedAnswer(answer)
  return parsed.data
}

/** The `error` of an OAuth error body (RFC 6749 §5.2); `null` when the answer is a success or has another form. */
export function readErrorCode(answer: OutboundAnswer): string | null {
  if (answer.status < 400) return null
  const parsed = tolerantError.safeParse(readJson(answer))
  return parsed.success ? parsed.data.error : null
}

/**
 * An answer outside the contract: for the hospital the authority is as good as away. `invalid_client` (RFC 6749 §5.2) without a
 * reason is `authority.client_refused`: it does not know this facility or its key. With one it is about this process: its clock
 * (`authority.clock_skew`), or this one assertion. Only status, error code and reason are logged.
 */
export function unexpectedAnswer(answer: Pick<OutboundAnswer, 'status' | 'headers'> & { body?: string }): AppError {
  const code = answer.body === undefined ? null : readErrorCode({ ...answer, body: answer.body })
  const isRefused = answer.status === 401 && code === 'invalid_client'
  const reason = isRefused && answer.body !== undefined ? readReason({ body: answer.body }) : null
  const options = {
    detail: [`status ${answer.status}`, code?.slice(0, 64), reason].filter(Boolean).join(' '),
    retryAfterSeconds: fallbackRetrySeconds,
  }
  if (reason === 'clock_skew') return clockFailure(clockSkewSeconds(answer), options)
  return authorityError(isRefused && reason === null ? 'authority.client_refused' : 'authority.unavailable', options)
}

/** This process's clock keeps it out; `seconds`: how far it is off. */
export function clockFailure(seconds: number, options: { detail?: string } = {}): AppError {
  const params = { seconds: Math.abs(seconds) }
  return authorityError('authority.clock_skew', { retryAfterSeconds: fallbackRetrySeconds, ...options, params })
}

/** Whether the authority refused our client authentication, for whatever reason. */
export function isClientRefusal(answer: OutboundAnswer): boolean {
  return answer.status === 401 && readErrorCode(answer) === 'invalid_client'
}

/** Whether it did so for the times of the assertion. */
export function isClockRefusal(answer: OutboundAnswer): boolean {
  return isClientRefusal(answer) && readReason(answer) === 'clock_skew'
}

function readReason(answer: Pick<OutboundAnswer, 'body'>): string | null {
  const parsed = withReason.safeParse(readJson(answer))
  return parsed.success ? parsed.data.reason.slice(0, 64) : null
}

/** Seconds between this process's clock and the answer's Date; 0 without one. */
function clockSkewSeconds({ headers }: Pick<OutboundAnswer, 'headers'>): number {
  const theirs = Date.parse(headers['date'] ?? '')
  return Number.isNaN(theirs) ? 0 : Math.round((Date.now() - theirs) / 1_000)
}

/** Seconds of a Retry-After header in its delay form, at least one. */
export function retryAfterSeconds(answer: Pick<OutboundAnswer, 'headers'>): number {
  const seconds = Number(answer.headers['retry-after'])
  return Number.isInteger(seconds) && seconds > 0 ? seconds : fallbackRetrySeconds
}

function readJson(answer: Pick<OutboundAnswer, 'body'>): unknown {
  try {
    return JSON.parse(answer.body)
  } catch {
    return null
  }
}
