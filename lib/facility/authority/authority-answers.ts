import type { z } from 'zod'
import type { OutboundAnswer } from '@/lib/egress/http-client'
import { oauthError } from '@/lib/http/wire/oauth'
import { AppError } from '@/lib/kernel/app-error'

const fallbackRetrySeconds = 10
const tolerantError = oauthError.strip()

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
 * An answer outside the contract: for the hospital the authority is as good as away. `invalid_client` (RFC 6749 §5.2) is
 * `authority.client_refused`: it does not let this facility in. Only status and error code are logged.
 */
export function unexpectedAnswer(answer: Pick<OutboundAnswer, 'status' | 'headers'> & { body?: string }): AppError {
  const code = answer.body === undefined ? null : readErrorCode({ ...answer, body: answer.body })
  const isRefused = answer.status === 401 && code === 'invalid_client'
  return new AppError(isRefused ? 'authority.client_refused' : 'authority.unavailable', {
    detail: `status ${answer.status}${code === null ? '' : ` ${code.slice(0, 64)}`}`,
    retryAfterSeconds: fallbackRetrySeconds,
  })
}

/** Seconds of a Retry-After header in its delay form, at least one. */
export function retryAfterSeconds(answer: Pick<OutboundAnswer, 'headers'>): number {
  const seconds = Number(answer.headers['retry-after'])
  return Number.isInteger(seconds) && seconds > 0 ? seconds : fallbackRetrySeconds
}

function readJson(answer: OutboundAnswer): unknown {
  try {
    return JSON.parse(answer.body)
  } catch {
    return null
  }
}
