import { authorityErrors } from '@/lib/facility/authority-port/authority.errors'
import { errorEntry, isErrorCode } from '@/lib/problem/error-codes'
import type { Declaration } from '../operations/declaration'
import type { Refusal } from './refusal'

/** Every code that means "the authority could not be asked". */
export const authorityRefusals = Object.keys(authorityErrors) as (keyof typeof authorityErrors)[]

/** In which body an operation refuses: RFC 9457, RFC 6749 §5.2, or the CSC API's own. */
export type RefusalForm = 'problem' | 'oauth' | 'csc'

export function refusalFormOf(path: string): RefusalForm {
  if (path.startsWith('/csc/')) return 'csc'
  return path.startsWith('/oauth2/') || path === '/api/emr/v1/token' ? 'oauth' : 'problem'
}

/**
 * Every refusal of an operation by status: what its handler declares, and what the edge in front of it adds by the caller and the
 * request that it declares. The tests of e2e/api refuse an answer whose code is not listed.
 */
export function refusalsByStatus(declaration: Declaration): ReadonlyMap<string, readonly string[]> {
  const listed = [...declaration.errors, ...edgeRefusals(declaration)]
  const pairs = listed.map((refusal): readonly [string, string] => {
    if (isErrorCode(refusal)) return [String(errorEntry(refusal).status), refusal]
    const [status = '', word = ''] = refusal.split(' ')
    return [status, word]
  })
  const statuses = [...new Set(pairs.map(([status]) => status))].sort()
  return new Map(
    statuses.map((status) => [status, [...new Set(pairs.flatMap(([own, word]) => (own === status ? [word] : [])))]]),
  )
}

/** What happens before a handler runs: authentication, limits, and the reading of the request (lib/api/api.ts). */
function edgeRefusals(declaration: Declaration): readonly Refusal[] {
  const form = refusalFormOf(declaration.path)
  if (form === 'oauth') return oauthRefusals(declaration)
  if (form === 'csc') return cscRefusals(declaration)
  return [...usual, ...ofRequest(declaration), ...ofCaller(declaration)]
}

const usual = ['request.rate_limited', 'service.internal', 'service.unavailable'] as const
const ofBody = ['request.timeout', 'request.too_large', 'request.unsupported_media_type'] as const

function ofRequest({ method, request }: Declaration): readonly Refusal[] {
  return [...(request === undefined ? [] : (['request.malformed'] as const)), ...(method === 'get' ? [] : ofBody)]
}

function ofCaller(declaration: Declaration): readonly Refusal[] {
  switch (declaration.caller) {
    case 'nobody':
      return declaration.sameOrigin === true ? ['request.forbidden'] : []
    case 'phone': {
      const isChange = declaration.method !== 'get'
      const unknown = declaration.session === 'claim' ? 'claim.invalid' : 'registration.unknown'
      return [unknown, ...(isChange ? (['request.forbidden'] as const) : [])]
    }
    case 'holder':
      return ['request.unauthorized', ...(declaration.method === 'get' ? [] : (['request.forbidden'] as const))]
    case 'emr_client':
      return ['request.unauthorized']
    case 'frame':
      return declaration.proof === 'ending' ? [] : ['frame_session.expired']
    case 'console':
      return ['console_session.expired', 'request.forbidden']
    default:
      return []
  }
}

function oauthRefusals({ method, path, request }: Declaration): readonly Refusal[] {
  const tooMany = path === '/oauth2/token' ? '429 slow_down' : '429 temporarily_unavailable'
  const reading = ['408 invalid_request', '413 invalid_request', '415 invalid_request'] as const
  const malformed = request === undefined ? [] : (['400 invalid_request'] as const)
  const common = ['401 invalid_client', tooMany, '500 server_error', '503 temporarily_unavailable'] as const
  return [...malformed, ...(method === 'get' ? [] : reading), ...common]
}

function cscRefusals({ method, caller }: Declaration): readonly Refusal[] {
  const reading = ['400 invalid_request', '413 invalid_request', '415 invalid_request'] as const
  const ofToken = ['400 invalid_request', '401 invalid_token', '401 expired_token'] as const
  const common = ['429 temporarily_unavailable', '500 server_error', '503 temporarily_unavailable'] as const
  return [...(method === 'post' ? reading : []), ...(caller === 'access_token' ? ofToken : []), ...common]
}
