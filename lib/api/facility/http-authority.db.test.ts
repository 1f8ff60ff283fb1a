import { generateKeyPairSync, type KeyObject } from 'node:crypto'
import type { AddressInfo } from 'node:net'
import { type ServerType, serve } from '@hono/node-server'
import { afterAll, beforeAll } from 'vitest'
import { approveClaim } from '@/lib/authority/claims/approve-claim'
import { claimDeviceAuthorization } from '@/lib/authority/claims/claim-device-authorization'
import { denyClaim } from '@/lib/authority/claims/deny-claim'
import { getAssertionOptions } from '@/lib/authority/claims/get-assertion-options'
import { matchNumber } from '@/lib/authority/claims/match-number'
import { type RegisteredHolder, testOrigin } from '@/lib/authority/testing/authority-world'
import { frameOf, signInWorld, type TestClient } from '@/lib/authority/testing/sign-in-world'
import { type ByteClient, createHttpClient, type HttpClient, type OutboundRequest } from '@/lib/egress/http-client'
import type { AuthorityCredentials } from '@/lib/facility/authority-port/authority-port'
import { createHttpAuthority } from '@/lib/facility/authority-port/http-authority'
import { authorityContract } from '@/lib/facility/authority-port/testing/authority-contract'
import { createFakeAuthority } from '@/lib/facility/authority-port/testing/fake-authority'
import { createApi } from '../api'
import { closeOpenStreams } from '../open-streams'

const world = signInWorld()
let server: ServerType
let http: HttpClient & ByteClient

beforeAll(() => {
  const facility = { ...world.context, authority: createFakeAuthority() }
  const api = createApi({ authority: world.context, facility })
  server = serve({ fetch: api.fetch, hostname: '127.0.0.1', port: 0 })
  http = createHttpClient()
})

afterAll(async () => {
  closeOpenStreams()
  await http.close()
  server.close()
})

authorityContract('the real authority over HTTP', async () => {
  const client = await world.newClient()
  const foreign = await world.newClient('ほかの病院')
  const { privateKey: strangerKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const holders = new Map<string, RegisteredHolder>()
  const claims = new Map<string, { claimSecret: string; number: string; subject: string }>()
  let newest = ''
  return {
    port: createHttpAuthority(world.context.settings, { of: towardsServer }),
    credentials: credentialsOf(client, client.privateKey),
    foreignCredentials: credentialsOf(foreign, foreign.privateKey),
    forgedCredentials: credentialsOf(client, strangerKey),
    async newHolder() {
      const registered = await world.register()
      newest = registered.holder.subject
      holders.set(newest, registered)
      return newest
    },
    async claim(answer, terminal) {
      const frame = frameOf({ answer, terminal })
      const { claimSecret, claim } = await claimDeviceAuthorization(
        world.context,
        { frame, claimSecret: null },
        testOrigin,
      )
      claims.set(answer.device_code, { claimSecret, number: claim.matchNumber, subject: newest })
    },
    async approve({ device_code: deviceCode }) {
      const { claimSecret, number, subject } = known(claims, deviceCode)
      await matchNumber(world.context, { claimSecret, number }, testOrigin)
      const options = await getAssertionOptions(world.context, claimSecret, testOrigin)
      const response = known(holders, subject).authenticator.get(options)
      await approveClaim(world.context, { claimSecret, response }, testOrigin)
    },
    async decline({ device_code: deviceCode }) {
      const { claimSecret } = known(claims, deviceCode)
      const denial = { claimSecret, reason: 'not_me' } as const
      await denyClaim(world.context, denial, testOrigin)
    },
  }
})

/** The authority's name leads to this test's own server. */
function towardsServer(): HttpClient & ByteClient {
  const { authorityUrl } = world.context.settings
  const redirected = <Request extends Omit<OutboundRequest, 'body'>>(request: Request): Request => ({
    ...request,
    url: request.url.replace(authorityUrl, `http://authority.localhost:${(server.address() as AddressInfo).port}`),
    headers: { ...request.headers, host: new URL(authorityUrl).host },
  })
  return {
    request: (request) => http.request(redirected(request)),
    requestBytes: (request) => http.requestBytes(redirected(request)),
    stream: (request, signal) => http.stream(redirected(request), signal),
    close: async () => {},
  }
}

function credentialsOf(client: TestClient, key: KeyObject): AuthorityCredentials {
  const privateKeyDer = new Uint8Array(key.export({ format: 'der', type: 'pkcs8' }))
  return { clientId: client.clientId, keyId: 'k1', privateKeyDer }
}

function known<Value>(map: Map<string, Value>, key: string): Value {
  const value = map.get(key)
  if (value === undefined) throw new Error(`nothing known of ${key}`)
  return value
}
