import { STATUS_CODES } from 'node:http'
import { isOAuthPath } from '@/lib/api/oauth/oauth-error'
import { ownUrlUnder } from '@/lib/config/own-host'
import type { Settings } from '@/lib/config/settings'
import { newId } from '@/lib/kernel/ids'
import { type Locale, pickLocale } from '@/lib/messages/locale'
import type { ErrorCode } from '@/lib/problem/error-codes'
import { errorTexts } from '@/lib/problem/error-texts'
import { toFailure, toProblem } from '@/lib/problem/problem'
import { anyError } from '@/lib/problem/restored-error'
import { defaultHeaders } from './default-headers'
import { knownMethods } from './request-target'

type Addresses = Pick<Settings, 'role' | 'authorityUrl' | 'facilityUrl'>
type Asked = {
  host?: string | undefined
  acceptLanguage?: string | undefined
  retryAfterSeconds?: number
  /** Target of the request, where it could be read. */
  url?: string
}

/** A refusal made before any part of the product has seen the request. */
export type EdgeRefusal = { status: number; headers: Record<string, string>; body: string }

/** The problem document (RFC 9457) of a refusal of the edge, under OAuth's paths its own form (RFC 6749 §5.2), with the headers that every answer has. */
export function refuseAtEdge(code: ErrorCode, settings: Addresses, asked: Asked = {}): EdgeRefusal {
  const { host, acceptLanguage, retryAfterSeconds, url = '' } = asked
  const locale: Locale = pickLocale(undefined, acceptLanguage)
  const requestId = newId('request')
  const failure = toFailure(anyError(code, retryAfterSeconds === undefined ? {} : { retryAfterSeconds }))
  const problem = toProblem(failure, { locale, requestId, ownUrl: ownUrlUnder(host, settings) })
  const isOAuth = isOAuthPath(url.split('?')[0] ?? '')
  const oauth = { error: 'invalid_request', error_description: errorTexts.en[code].title }
  const body = JSON.stringify(isOAuth ? oauth : problem)
  const headers: Record<string, string> = {
    ...defaultHeaders(host, settings),
    'content-type': isOAuth ? 'application/json' : 'application/problem+json',
    'content-language': isOAuth ? 'en' : locale,
    'content-length': String(Buffer.byteLength(body)),
    'x-request-id': requestId,
    ...(problem.status === 405 ? { allow: knownMethods.join(', ') } : {}),
    ...(retryAfterSeconds === undefined ? {} : { 'retry-after': String(retryAfterSeconds) }),
  }
  return { status: problem.status, headers, body }
}

/** A refusal as bytes of HTTP/1.1, for a connection on which no request could be read. The connection ends with it. */
export function writeRefusal({ status, headers, body }: EdgeRefusal): string {
  const fields = Object.entries({ ...headers, connection: 'close' }).map(([name, value]) => `${name}: ${value}\r\n`)
  return `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}\r\n${fields.join('')}\r\n${body}`
}
