import { expect } from 'vitest'
import { errorEntry, isErrorCode } from '@/lib/problem/error-codes'
import { oauthError } from '@/lib/wire/oauth'
import { problemDocument } from '@/lib/wire/problem'
import type { Operation } from './operations'

/** An answer that has been read to its end; of an event stream, to its first bytes. */
export type Answer = {
  status: number
  headers: Headers
  mediaType: string
  text: string
  /** Problem code or OAuth error of a refusal, else empty. */
  code: string
}

/** Words of RFC 6749 §5.2, RFC 8628 §3.5, RFC 7009 §2.2.1, RFC 9396 §5 and CIBA §13 that we use. */
const oauthErrors = new Set([
  'invalid_request',
  'invalid_client',
  'invalid_grant',
  'invalid_scope',
  'unsupported_grant_type',
  'invalid_authorization_details',
  'authorization_pending',
  'slow_down',
  'access_denied',
  'expired_token',
  'unknown_user_id',
  'temporarily_unavailable',
])

/** Words of the CSC API (v1 §8.1, v2 §10.1) that we use. */
const cscErrors = new Set([
  'invalid_request',
  'access_denied',
  'invalid_token',
  'expired_token',
  'invalid_authentication_data',
  'temporarily_unavailable',
])

/** Names that only columns and inner types have; none is a member of any answer (AT-19). */
const innerNames =
  /"(?:[a-z]*_?hash|[a-zA-Z]*Hash|sealed\w*|password\w*|private\w*|jwks|public_?[kK]ey|counter|aaguid\w*|claim_?[sS]ecret|tries_?[uU]sed|holder_?[iI]d|facility_?[iI]d|stack|sql|query)":/

/** Reads an answer; a stream is left after its first bytes. */
export async function readAnswer(response: Response): Promise<Answer> {
  const { status, headers } = response
  const [mediaType = ''] = (headers.get('content-type') ?? '').split(';')
  const text = mediaType === 'text/event-stream' ? await readStart(response) : await response.text()
  return { status, headers, mediaType, text, code: codeOf(mediaType, text) }
}

/**
 * What holds for every answer of every operation: never a fault of ours, a refusal with a code of the closed list in the declared
 * form and by its document (`refusals`; `null` for a request of no declared operation), the headers that the browser needs, a request id, and nothing that is no caller's business.
 */
export function judgeAnswer(
  operation: Pick<Operation, 'isOAuth' | 'isCsc' | 'answers'> & { refusals: Operation['refusals'] | null },
  answer: Answer,
  secrets: string[],
): void {
  const { status, headers, mediaType, text } = answer
  expect(status, text).toBeLessThan(500)
  expect(headers.get('x-request-id')).toMatch(/^req_[\w-]{22}$/)
  expect(headers.get('x-content-type-options')).toBe('nosniff')
  expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'")
  expect(headers.get('cache-control')).toMatch(/no-store|no-cache|max-age/)
  expect(text).not.toMatch(innerNames)
  for (const secret of secrets) expect(text.includes(secret), `a secret is in ${text.slice(0, 400)}`).toBe(false)
  if (status >= 400 && operation.refusals !== null) {
    expect(operation.refusals, `an error that the document does not list: ${text.slice(0, 400)}`).toContain(
      `${status} ${answer.code}`,
    )
  }
  if (status < 300) judgeSuccess(operation, answer)
  else if (mediaType === 'application/problem+json') judgeProblem(answer)
  else {
    expect(operation.isOAuth || operation.isCsc, `${status} ${mediaType} ${text.slice(0, 200)}`).toBe(true)
    expect(mediaType).toBe('application/json')
    const { error } = oauthError.parse(JSON.parse(text))
    expect(operation.isCsc ? cscErrors : oauthErrors, text).toContain(error)
  }
}

function judgeSuccess({ answers }: Pick<Operation, 'answers'>, { status, mediaType, text }: Answer): void {
  if (status === 204) expect(text).toBe('')
  else if (text !== '') expect(answers.length === 0 ? ['text/event-stream'] : answers).toContain(mediaType)
}

function judgeProblem({ status, headers, text }: Answer): void {
  const problem = problemDocument.parse(JSON.parse(text))
  if (!isErrorCode(problem.code)) throw new Error(`${problem.code} is not in the catalogue`)
  expect(status).toBe(errorEntry(problem.code).status)
  expect(problem.status).toBe(status)
  expect(problem.request_id).toBe(headers.get('x-request-id'))
  expect(headers.get('retry-after')).toBe(problem.retry_after === undefined ? null : String(problem.retry_after))
  expect(problem.detail).not.toMatch(/\{\w+\}|undefined|null|\[object/)
}

async function readStart(response: Response): Promise<string> {
  const reader = response.body?.getReader()
  const { value } = (await reader?.read()) ?? {}
  await reader?.cancel()
  return new TextDecoder().decode(value)
}

function codeOf(mediaType: string, text: string): string {
  if (text === '') return ''
  if (mediaType !== 'application/problem+json' && mediaType !== 'application/json') return ''
  const parsed: unknown = JSON.parse(text)
  if (typeof parsed !== 'object' || parsed === null) return ''
  const { code, error } = parsed as { code?: unknown; error?: unknown }
  return [code, error].find((each) => typeof each === 'string') ?? ''
}
