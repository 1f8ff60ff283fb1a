import type { Settings } from '@/lib/config/settings'
import { createFacilityClients, type FacilityClients } from '@/lib/egress/facility-clients'
import type { OutboundAnswer } from '@/lib/egress/http-client'
import type { AppError } from '@/lib/kernel/app-error'
import { requestError } from '@/lib/kernel/request.errors'
import { createOcspSource } from '@/lib/revocation/ocsp-source'
import {
  deviceAuthorizationAnswer,
  deviceAuthorizationExtension,
  deviceCodeGrant,
  introspectionAnswer,
  tokenAnswer,
} from '@/lib/wire/oauth'
import { signInError } from '../sign-ins/sign-in.errors'
import { readAnswer, readErrorCode, retryAfterSeconds, unexpectedAnswer } from './authority-answers'
import { createAuthorityCalls } from './authority-calls'
import type { AuthorityCredentials, AuthorityPort, RedeemOutcome } from './authority-port'
import { createCscClient } from './csc-client'
import { fetchBytes } from './fetch-bytes'
import { readTrustSettings } from './trust-settings'
import { createTrustSource } from './trust-source'
import { watchEvents } from './watch-events'

/** Outcomes of the token endpoint that are no fault (RFC 8628 §3.5, RFC 6749 §5.2). */
const redeemOutcomes: Readonly<Record<string, Exclude<RedeemOutcome, { outcome: 'issued' }>>> = {
  authorization_pending: { outcome: 'pending' },
  slow_down: { outcome: 'pending' },
  access_denied: { outcome: 'denied' },
  expired_token: { outcome: 'expired' },
  invalid_grant: { outcome: 'invalid' },
}

/** RFC 8414 §3. What it says is not needed; that it answers, and when. */
const metadataPath = '/.well-known/oauth-authorization-server'

/** Members that these schemas do not know are ignored. */
const tolerant = {
  deviceAuthorization: deviceAuthorizationAnswer.strip(),
  token: tokenAnswer.strip(),
  extension: deviceAuthorizationExtension.strip(),
  introspection: introspectionAnswer.pick({ active: true }),
}

/** The AuthorityPort over HTTP for an authority that speaks docs/protocols.md §1; clients identify by `private_key_jwt`. */
export function createHttpAuthority(
  settings: Pick<Settings, 'authorityUrl' | 'trustAnchorsFile' | 'testHierarchy' | 'egress' | 'clientTls'>,
  clients: Pick<FacilityClients, 'of'> = createFacilityClients(settings.egress, settings.clientTls),
): AuthorityPort {
  const issuer = settings.authorityUrl
  const calls = createAuthorityCalls(issuer, clients)
  const { http, sign, reach, post } = calls
  const trust = createTrustSource({
    settings: () => readTrustSettings(settings),
    fetchBytes: (url) => fetchBytes(http, url),
    ocsp: createOcspSource({ http }),
  })
  const ask = bodilessCall(calls, clients)
  return {
    ...createCscClient(calls.postToCsc),
    readTrust: trust.read,
    async probe() {
      // Whether the authority answers now, not whether a cache on the way still knows what it said (RFC 9111 §5.2.1.4).
      const headers = { accept: 'application/json', 'cache-control': 'no-cache' }
      await reach(() => http.request({ method: 'GET', url: `${issuer}${metadataPath}`, headers }))
    },
    readHealth: calls.readHealth,
    async startDeviceAuthorization(credentials, { holderSubject, details }) {
      const answer = await post(credentials, '/oauth2/device_authorization', {
        scope: 'sign',
        login_hint: holderSubject,
        authorization_details: JSON.stringify([details]),
      })
      if (answer.status !== 200) throw startRefusal(answer)
      return readAnswer(answer, tolerant.deviceAuthorization)
    },
    async *watchDeviceAuthorization(credentials, id, signal, { once = false, onHeard } = {}) {
      const url = authorizationUrl(issuer, `${id}/events`)
      const headers = { authorization: `Bearer ${await sign(credentials, url)}`, accept: 'text/event-stream' }
      const stream = await reach(() =>
        clients.of(credentials.clientId).stream({ method: 'GET', url: once ? `${url}?once=1` : url, headers }, signal),
      )
      if (stream.status !== 200) throw unexpectedAnswer(stream)
      yield* watchEvents(stream.chunks, onHeard)
    },
    async redeem(credentials, deviceCode) {
      const answer = await post(credentials, '/oauth2/token', { grant_type: deviceCodeGrant, device_code: deviceCode })
      const code = readErrorCode(answer)
      const outcome = code === null ? undefined : redeemOutcomes[code]
      return outcome ?? { outcome: 'issued', token: readAnswer(answer, tolerant.token) }
    },
    async cancelDeviceAuthorization(credentials, id) {
      const answer = await ask(credentials, 'DELETE', authorizationUrl(issuer, id))
      if (answer.status >= 300 && answer.status !== 404 && answer.status !== 410) throw unexpectedAnswer(answer)
    },
    async extendDeviceAuthorization(credentials, id) {
      const answer = await ask(credentials, 'POST', authorizationUrl(issuer, `${id}/extension`))
      return { secondsLeft: readAnswer(answer, tolerant.extension).expires_in }
    },
    async revoke(credentials, accessToken) {
      const answer = await post(credentials, '/oauth2/revoke', { token: accessToken, token_type_hint: 'access_token' })
      if (answer.status !== 200) throw unexpectedAnswer(answer)
    },
    async introspect(credentials, accessToken) {
      const answer = await post(credentials, '/oauth2/introspect', {
        token: accessToken,
        token_type_hint: 'access_token',
      })
      const { active } = readAnswer(answer, tolerant.introspection)
      return { active }
    },
  }
}

/** Makes calls without a body: the client's assertion is the bearer. */
function bodilessCall(
  { sign, reach }: Pick<ReturnType<typeof createAuthorityCalls>, 'sign' | 'reach'>,
  clients: Pick<FacilityClients, 'of'>,
) {
  return async (credentials: AuthorityCredentials, method: 'POST' | 'DELETE', url: string) => {
    const headers = { authorization: `Bearer ${await sign(credentials, url)}` }
    return reach(() => clients.of(credentials.clientId).request({ method, url, headers }))
  }
}

function authorizationUrl(issuer: string, path: string): string {
  return `${issuer}/oauth2/device_authorization/${path}`
}

/** Why the authority would not start; anything unforeseen counts as the authority being away. */
function startRefusal(answer: OutboundAnswer): AppError {
  const code = readErrorCode(answer)
  if (code === 'unknown_user_id') return signInError('sign_in.no_phone')
  if (answer.status !== 429) return unexpectedAnswer(answer)
  const seconds = retryAfterSeconds(answer)
  return requestError('request.rate_limited', { retryAfterSeconds: seconds, params: { seconds } })
}
