import { EgressError } from '@/lib/egress/egress-error'
import type { FacilityClients } from '@/lib/egress/facility-clients'
import type { OutboundAnswer } from '@/lib/egress/http-client'
import { clientAssertionType } from '@/lib/wire/oauth'
import { clockFailure, isClientRefusal, isClockRefusal } from './authority-answers'
import type { AuthorityCredentials } from './authority-port'
import { createAssertionSigner } from './client-assertion'
import type { CscPost } from './csc-client'
import { createAuthorityClock } from './reachability/authority-clock'
import { toAuthorityFailure } from './reachability/authority-failure'
import { createHealthRecord, notedSkewSeconds } from './reachability/authority-health'

type Fields = Record<string, string>

/** Calls to one authority: signed with its client's key, timed by the authority's clock, and noted in the health record. */
export function createAuthorityCalls(issuer: string, clients: Pick<FacilityClients, 'of'>) {
  /** For what is public: no facility shows itself. */
  const http = clients.of(null)
  const clock = createAuthorityClock()
  const health = createHealthRecord()
  const reach = createReach(clock, health)
  const signer = createAssertionSigner(clock.now)

  function assertClock(): void {
    if (clock.isBeyondCorrection()) throw clockFailure(clock.skewSeconds() ?? 0)
  }

  async function sign(credentials: AuthorityCredentials, audience: string): Promise<string> {
    assertClock()
    return signer(credentials, audience)
  }

  async function postOnce(credentials: AuthorityCredentials, path: string, fields: Fields): Promise<OutboundAnswer> {
    const form = new URLSearchParams({
      ...fields,
      client_id: credentials.clientId,
      client_assertion_type: clientAssertionType,
      client_assertion: await sign(credentials, issuer),
    })
    const headers = { 'content-type': 'application/x-www-form-urlencoded', accept: 'application/json' }
    const request = { method: 'POST', url: `${issuer}${path}`, headers, body: form.toString() } as const
    return reach(() => clients.of(credentials.clientId).request(request))
  }

  /**
   * A refusal did nothing there, and its Date has corrected our clock: the same once more. An authority that gives no reason is
   * believed to mean the clock where that was found to be wrong just now.
   */
  async function post(credentials: AuthorityCredentials, path: string, fields: Fields): Promise<OutboundAnswer> {
    const before = clock.skewSeconds() ?? 0
    const answer = await postOnce(credentials, path, fields)
    const isNews = Math.abs((clock.skewSeconds() ?? 0) - before) > notedSkewSeconds
    const isOfClock = isClockRefusal(answer) || (isClientRefusal(answer) && (isNews || clock.isBeyondCorrection()))
    return isOfClock ? postOnce(credentials, path, fields) : answer
  }

  const postToCsc: CscPost = async (method, { clientId, accessToken }, body, more = {}) => {
    // The token would be taken; but the document would say a wrong time.
    assertClock()
    const authorization = `Bearer ${accessToken}`
    const headers = { ...more, authorization, 'content-type': 'application/json', accept: 'application/json' }
    const url = `${issuer}/csc/v2/${method}`
    return reach(() => clients.of(clientId).request({ method: 'POST', url, headers, body: JSON.stringify(body) }))
  }

  const readHealth = () => ({ ...health.read(), clockSkewSeconds: clock.skewSeconds() })
  return { http, sign, reach, post, postToCsc, readHealth }
}

/** A call without an answer reports the reason; every answer reports the authority's time. */
function createReach(
  clock: ReturnType<typeof createAuthorityClock>,
  health: ReturnType<typeof createHealthRecord>,
): <Answer extends Pick<OutboundAnswer, 'headers'>>(call: () => Promise<Answer>) => Promise<Answer> {
  return async (call) => {
    const sentAtMs = performance.now()
    try {
      const answer = await call()
      clock.observe(answer.headers, sentAtMs)
      health.reached()
      return answer
    } catch (error) {
      const failure = toAuthorityFailure(error)
      if (!(error instanceof EgressError && error.failure === 'aborted')) health.failed(failure)
      throw failure
    }
  }
}
