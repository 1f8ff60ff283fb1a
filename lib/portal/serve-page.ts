import { randomBytes } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { AppError } from '@/lib/kernel/app-error'
import { requestError } from '@/lib/kernel/request.errors'
import { logger } from '@/lib/log/logger'
import { type Locale, pickLocale } from '@/lib/messages/locale'
import { ownUrlUnder } from '../config/own-host'
import { findPage, type Page, type PathSide } from '../config/paths'
import { type AnonymousBudget, payFor, type Share } from '../rate-limits/anonymous-budget'
import { refuseAtEdge } from './edge/edge-refusal'
import { type KeptPages, withNonce } from './kept-pages'
import { decidePage, type GateSettings, isFramable } from './page-gate'
import { pageHeaders } from './page-headers'
import { missingPage, unavailablePage } from './plain-document'
import { sendBody } from './send-body'

/** Milliseconds of a page that is answered without the framework; those of the API reference are large, and compressed for each answer. */
const keptMs = 1
const plainMs = 4
const retrySeconds = 5

export type PageServing = {
  settings: GateSettings
  budget: AnonymousBudget
  kept: KeptPages
  /** Pages follow the sources: none is answered from memory, and their scripts may be evaluated. */
  development: boolean
  /** Origins that may frame `/embed`; `isCurrent` is false when the database could not be asked. */
  embedOrigins: () => Promise<{ origins: readonly string[]; isCurrent: boolean }>
  /** Whether the request comes with a session of the console of this side, by its cookie alone. */
  hasSession: (request: IncomingMessage, side: PathSide) => Promise<boolean>
  /** The address that limits are counted by; `null` where nothing is to be paid. */
  addressOf: (request: IncomingMessage) => string | null
  /** Lets the framework answer. */
  makePage: (request: IncomingMessage, response: ServerResponse) => Promise<void>
}

/** Waits until the caller's turn has come; false when it was refused instead, and is answered. */
export async function admit(
  serving: Pick<PageServing, 'settings' | 'budget' | 'addressOf'>,
  request: IncomingMessage,
  response: ServerResponse,
  ms: number,
  share: Share = 'all',
): Promise<boolean> {
  try {
    await payFor(serving.budget, serving.addressOf(request), ms, share)
    return true
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    refuse(serving, request, response, error)
    return false
  }
}

type Asked = { pathname: string; locale: Locale; nonce: string; side: PathSide | null; secure: boolean }

/** Answers a request for a page: from memory, by the framework, or by saying that there is none. */
export async function servePage(
  serving: PageServing,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const [pathname = '/', query = ''] = (request.url ?? '/').split('?', 2)
  const { host = null, 'accept-language': language } = request.headers
  const side = decidePage(pathname, host, serving.settings)
  const page = side === null ? undefined : (findPage(pathname) ?? undefined)
  const asked: Asked = {
    pathname,
    locale: pickLocale(new URLSearchParams(query).get('lang'), language),
    nonce: randomBytes(18).toString('base64'),
    side,
    secure: ownUrlUnder(host, serving.settings).startsWith('https:'),
  }
  const isMade = page?.cost.kind === 'made'
  const ms = page?.cost.kind === 'made' ? page.cost.ms : page?.plain === true ? plainMs : keptMs
  const isAdmitted =
    (isMade && side !== null && (await serving.hasSession(request, side))) ||
    (await admit(serving, request, response, ms, shareOf(page)))
  if (!isAdmitted) return
  if (page === undefined) return answerMissing(serving, asked, request, response)
  if (request.method !== 'GET' && request.method !== 'HEAD')
    return refuse(serving, request, response, requestError('request.method_not_allowed'))
  if (isMade) return serving.makePage(request, response)
  return answerKept(serving, page, asked, request, response)
}

/** A phone or a terminal needs a side's pages for what only its address pays for: strangers together must not keep them from it. */
function shareOf(page: Page | undefined): Share {
  return page?.cost.kind === 'kept' && page.side !== 'both' && page.plain !== true ? 'address' : 'all'
}

async function answerKept(
  serving: PageServing,
  page: Page,
  asked: Asked,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { pathname, locale, nonce } = asked
  const { development } = serving
  const framable = isFramable(pathname)
  const { origins, isCurrent } = framable ? await serving.embedOrigins() : { origins: [], isCurrent: true }
  const seconds = page.cost.kind === 'kept' && !development ? page.cost.seconds : 0
  const kept = isCurrent
    ? await serving.kept.get(pathname, locale, { seconds, plain: page.plain === true }).catch((error: unknown) => {
        logger().error({ error: String(error), path: pathname }, 'page failed')
        return null
      })
    : null
  if (kept === null) return answerUnavailable(asked, origins, request, response)
  setHeaders(response, pageHeaders({ ...asked, embedOrigins: origins, plain: page.plain === true, development }))
  await sendBody(request, response, {
    status: 200,
    contentType: kept.contentType,
    body: withNonce(kept, nonce),
    mayBeStored: page.file === true,
  })
}

/**
 * A page that cannot be made now. In the EMR's frame it must be seen: where the origins are not known at all anybody may frame it, as
 * there is nothing in it to click or to read.
 */
function answerUnavailable(
  asked: Asked,
  origins: readonly string[],
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const framable = isFramable(asked.pathname)
  const headers = pageHeaders({ ...asked, embedOrigins: origins, plain: true, development: false })
  const policy = headers['content-security-policy'] ?? ''
  const isUnknown = framable && origins.length === 0
  setHeaders(response, {
    ...headers,
    'content-security-policy': isUnknown ? policy.replace("frame-ancestors 'none'", 'frame-ancestors *') : policy,
    'retry-after': String(retrySeconds),
  })
  return sendBody(request, response, {
    status: 503,
    contentType: 'text/html; charset=utf-8',
    body: Buffer.from(unavailablePage(asked.locale, asked.nonce, { again: framable })),
  })
}

/** 404, or the way to the address without the slash at its end. */
function answerMissing(
  serving: PageServing,
  asked: Asked,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { pathname, locale, nonce } = asked
  const without = pathname.replace(/\/$/, '')
  const [, query] = (request.url ?? '').split('?', 2)
  setHeaders(response, pageHeaders({ ...asked, embedOrigins: [], development: false }))
  if (without !== '' && decidePage(without, request.headers.host ?? null, serving.settings) !== null) {
    response.writeHead(308, { location: query === undefined ? without : `${without}?${query}` }).end()
    return Promise.resolve()
  }
  return sendBody(request, response, {
    status: 404,
    contentType: 'text/html; charset=utf-8',
    body: Buffer.from(missingPage(locale, nonce)),
  })
}

function refuse(
  { settings }: Pick<PageServing, 'settings'>,
  request: IncomingMessage,
  response: ServerResponse,
  { code, retryAfterSeconds }: AppError,
): void {
  const { host, 'accept-language': acceptLanguage } = request.headers
  const wait = retryAfterSeconds === undefined ? {} : { retryAfterSeconds }
  const { status, headers, body } = refuseAtEdge(code as 'request.rate_limited', settings, {
    host,
    acceptLanguage,
    ...wait,
  })
  response
    .writeHead(status, { ...headers, connection: 'close', ...(status === 405 ? { allow: 'GET, HEAD' } : {}) })
    .end(body)
}

function setHeaders(response: ServerResponse, headers: Readonly<Record<string, string>>): void {
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value)
}
