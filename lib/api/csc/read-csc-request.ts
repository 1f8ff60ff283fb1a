import type { Context } from 'hono'
import { authenticateBearer } from '@/lib/authority/signatures/bearer/authenticate-bearer'
import type { Bearer } from '@/lib/authority/signatures/bearer/bearer'
import { AppError } from '@/lib/kernel/app-error'
import { countAttempt } from '@/lib/rate-limits/count-attempt'
import type { ApiEnvironment } from '../router'
import { type CscBody, optionalString } from './csc-arguments'
import { CscRefusal } from './csc-refusal'
import { type CscVersion, cscWords } from './csc-version'

const refusedPerAddress = { limit: 600, windowSeconds: 60 }

export type CscRequest = { bearer: Bearer; accessToken: string; body: CscBody }

/**
 * A request of a CSC method, judged in the standard's order: header, token, JSON.
 * @throws CscRefusal; AppError `signature.token_*`, `request.rate_limited`, `service.unavailable`
 */
export async function readCscRequest(c: Context<ApiEnvironment>, version: CscVersion): Promise<CscRequest> {
  const accessToken = /^Bearer ([\w.~+/-]+=*)$/i.exec(c.req.header('authorization') ?? '')?.[1]
  if (accessToken === undefined) throw new CscRefusal(cscWords[version].malformedHeader)
  const bearer = await authenticate(c, accessToken)
  const body = await readCscBody(c)
  optionalString(body, 'clientData', Number.POSITIVE_INFINITY)
  optionalString(body, 'lang')
  return { bearer, accessToken, body }
}

/** @throws CscRefusal when the body is no JSON object */
export async function readCscBody(c: Context<ApiEnvironment>): Promise<CscBody> {
  try {
    const body: unknown = JSON.parse((await c.req.text()) || '{}')
    if (typeof body === 'object' && body !== null && !Array.isArray(body)) return body as CscBody
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
  }
  throw new CscRefusal(cscWords[1].malformedHeader)
}

async function authenticate(c: Context<ApiEnvironment>, accessToken: string): Promise<Bearer> {
  const { authority, origin } = c.var
  try {
    return await authenticateBearer(authority, accessToken, origin)
  } catch (error) {
    const isRefused = error instanceof AppError && error.code.startsWith('signature.token_')
    if (isRefused && origin.address !== null) {
      await countAttempt(authority.db, 'authority', { key: `csc_refused:${origin.address}`, ...refusedPerAddress })
    }
    throw error
  }
}
