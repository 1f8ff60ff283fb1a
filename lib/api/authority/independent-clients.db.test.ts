import * as oauth from 'oauth4webapi'
import * as openid from 'openid-client'
import { expect, test } from 'vitest'
import { testDetails } from '@/lib/authority/testing/sign-in-world'
import { type DeviceAuthorizationAnswer, deviceAuthorizationAnswer } from '@/lib/wire/oauth'
import { authorityServer } from '../testing/authority-server'

/** Independent programs run the whole grant against the served API (docs/protocols.md §1). */
const server = await authorityServer()
const { url } = server

async function keyOf({ privateKey }: Awaited<ReturnType<typeof server.newClient>>) {
  const pkcs8 = privateKey.export({ type: 'pkcs8', format: 'der' })
  const algorithm = { name: 'ECDSA', namedCurve: 'P-256' }
  return { key: await crypto.subtle.importKey('pkcs8', pkcs8, algorithm, false, ['sign']), kid: 'k1' }
}

function startParameters(subject: string) {
  return { login_hint: subject, scope: 'sign', authorization_details: JSON.stringify([testDetails]) }
}

/** The phone: scans, compares the number that only the EMR screen shows, confirms. */
async function confirm(answer: DeviceAuthorizationAnswer, authenticator: ReturnType<typeof server.newPhone>) {
  const phone = server.newBrowser()
  const session = { answer, terminal: testDetails.terminal }
  expect((await phone.scan(session)).status).toBe(200)
  const id = answer.device_authorization_id
  const { matchNumber } = await server.db.prisma.deviceAuthorization.findUniqueOrThrow({ where: { id } })
  const matched = await phone.call('POST', 'claims/current/number', { number: matchNumber })
  const response = authenticator.get(matched.json.options)
  expect((await phone.call('POST', 'claims/current/assertion', { response })).status).toBe(200)
}

/** Both libraries hand on what the answer has beyond RFC 8628. */
function toAnswer(response: oauth.DeviceAuthorizationResponse): DeviceAuthorizationAnswer {
  return deviceAuthorizationAnswer.strip().parse(response)
}

test('oauth4webapi: discovery, device grant, polling, introspection, revocation', async () => {
  const insecure = { [oauth.allowInsecureRequests]: true } as const
  const person = await server.register(server.newPhone())
  const hospital = await server.newClient()
  const issuer = new URL(url)
  const as = await oauth.processDiscoveryResponse(
    issuer,
    await oauth.discoveryRequest(issuer, { algorithm: 'oauth2', ...insecure }),
  )
  const client = { client_id: hospital.clientId }
  const authentication = oauth.PrivateKeyJwt(await keyOf(hospital))
  const started = await oauth.processDeviceAuthorizationResponse(
    as,
    client,
    await oauth.deviceAuthorizationRequest(
      as,
      client,
      authentication,
      startParameters(person.holder.subject),
      insecure,
    ),
  )
  const poll = async () =>
    oauth.processDeviceCodeResponse(
      as,
      client,
      await oauth.deviceCodeGrantRequest(as, client, authentication, started.device_code, insecure),
    )
  await expect(poll()).rejects.toMatchObject({ error: 'authorization_pending' })
  await confirm(toAnswer(started), person.authenticator)
  const token = await poll()
  expect(token).toMatchObject({ token_type: 'bearer', scope: 'sign', sub: person.holder.subject, method: 'fido' })
  await expect(poll()).rejects.toMatchObject({ error: 'invalid_grant' })
  const introspect = async () =>
    oauth.processIntrospectionResponse(
      as,
      client,
      await oauth.introspectionRequest(as, client, authentication, token.access_token, insecure),
    )
  await expect(introspect()).resolves.toMatchObject({ active: true, iss: url, sub: person.holder.subject })
  await oauth.processRevocationResponse(
    await oauth.revocationRequest(as, client, authentication, token.access_token, insecure),
  )
  await expect(introspect()).resolves.toEqual({ active: false })
})

test('openid-client: discovery, device grant with its own polling, introspection, revocation', async () => {
  const person = await server.register(server.newPhone())
  const hospital = await server.newClient()
  const authentication = openid.PrivateKeyJwt(await keyOf(hospital))
  const configuration = await openid.discovery(new URL(url), hospital.clientId, undefined, authentication, {
    algorithm: 'oauth2',
    execute: [openid.allowInsecureRequests],
  })
  const started = await openid.initiateDeviceAuthorization(configuration, startParameters(person.holder.subject))
  const answer = toAnswer(started)
  await server.show({ answer, terminal: testDetails.terminal, client: hospital })
  await confirm(answer, person.authenticator)
  const token = await openid.pollDeviceAuthorizationGrant(configuration, started)
  expect(token).toMatchObject({ scope: 'sign', method: 'fido' })
  expect(token.expires_in).toBeGreaterThan(64_700)
  await expect(openid.tokenIntrospection(configuration, token.access_token)).resolves.toMatchObject({ active: true })
  await openid.tokenRevocation(configuration, token.access_token)
  await expect(openid.tokenIntrospection(configuration, token.access_token)).resolves.toEqual({ active: false })
})

test('an unregistered holder and a wrong key are told in the words of the standards', async () => {
  const [hospital, other] = [await server.newClient(), await server.newClient()]
  const configuration = async (key: Awaited<ReturnType<typeof keyOf>>) =>
    openid.discovery(new URL(url), hospital.clientId, undefined, openid.PrivateKeyJwt(key), {
      algorithm: 'oauth2',
      execute: [openid.allowInsecureRequests],
    })
  await expect(
    openid.initiateDeviceAuthorization(await configuration(await keyOf(hospital)), startParameters('nobody')),
  ).rejects.toMatchObject({ error: 'unknown_user_id', status: 400 })
  await expect(
    openid.initiateDeviceAuthorization(await configuration(await keyOf(other)), startParameters('nobody')),
  ).rejects.toMatchObject({ status: 401 })
})
