import type { Context } from 'hono'
import { authenticateBearer } from '@/lib/authority/signatures/bearer/authenticate-bearer'
import type { Bearer } from '@/lib/authority/signatures/bearer/bearer'
import { signatureError } from '@/lib/authority/signatures/signature.errors'
import { countAttempt } from '@/lib/rate-limits/count-attempt'
import { CscRefusal } from '../csc/csc-refusal'
import { cscVersionOf, cscWords } from '../csc/csc-version'
import type { ApiEnvironment } from '../router'

const refusedPerAddress = { limit: 600, windowSeconds: 60 }

/**
 * The bearer of a CSC method, judged in the standard's order: header, then token; the JSON comes afterwards.
 * @throws CscRefusal; AppError `signature.token_*`, `request.rate_limited`, `service.unavailable`
 */
export async function authenticateAccessToken(c: Context<ApiEnvironment>): Promise<Bearer & { accessToken: string }> {
  const accessToken = /^Bearer ([\w.~+/-]+=*)$/i.exec(c.req.header('authorization') ?? '')?.[1]
  if (accessToken === undefined) throw new CscRefusal(cscWords[cscVersionOf(c.req.path) ?? 2].malformedHeader)
  const { authority, origin } = c.var
  try {
    return { ...(await authenticateBearer(authority, accessToken, origin)), accessToken }
  } catch (error) {
    const isRefused = signatureError.is(error, 'signature.token_invalid', 'signature.token_ended')
    if (isRefused && origin.address !== null) {
      await countAttempt(authority.db, 'authority', { key: `csc_refused:${origin.address}`, ...refusedPerAddress })
    }
    throw error
  }
}
