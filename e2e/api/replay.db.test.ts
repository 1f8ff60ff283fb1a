import { generateKeyPairSync, randomUUID } from 'node:crypto'
import { SignJWT } from 'jose'
import { beforeAll, describe, expect, test } from 'vitest'
import { createEmrClient } from '@/lib/facility/emr-clients/create-emr-client'
import { clientAssertionType, deviceCodeGrant } from '@/lib/wire/oauth'
import { seedOrigin } from '@/prisma/seed/seed-hospital'
import { assertClient } from '../support/api-world/client-assertion'
import {
  authorizedHash,
  mintCard,
  mintClaim,
  mintDeviceAuthorization,
  mintLaunchTicket,
  mintSads,
} from '../support/api-world/mint-credentials'
import { mintKit, mintToken } from '../support/api-world/mint-kit'
import { type JsonAnswer, openBrowser, type PhoneBrowser, readJson } from '../support/api-world/phone-browser'
import { portalWorld } from '../support/api-world/portal-world'
import { challengeOf, creationOptionsOf, emrOrigin, newAuthenticator } from '../support/api-world/seed-people'
import type { Owner } from './endpoint-row'
import { listOperations, type Operation } from './operations'
import { fillPath, ownShot, send } from './send'

const world = await portalWorld()
const operations = await listOperations(world)
const owner = {} as Owner

/** Operations that may be repeated: they read, renew, or end what has ended. The others are replayed below. */
const repeatable = [
  'POST /api/emr/v1/launches',
  'POST /api/emr/v1/staff/{staff_id}/sign-out',
  'POST /api/emr/v1/prescriptions/sign',
  'POST /api/emr/v1/prescriptions/sign-batch',
  'POST /api/emr/v1/dispensings/sign',
  'POST /api/emr/v1/documents/verify',
  'POST /api/emr/v1/prescriptions/validate',
  'POST /api/emr/v1/test-sign-ins',
  'POST /compat/{facility}/signature/prescription/sign',
  'POST /api/facility/v1/sign-ins',
  'POST /api/facility/v1/sign-ins/{id}/cancellation',
  'POST /api/facility/v1/sign-ins/{id}/extension',
  'POST /api/facility/v1/frame-sessions/current/sign-out',
  'DELETE /api/facility/v1/frame-sessions/current',
  'POST /api/authority/v1/notification-cards/status',
  'POST /api/authority/v1/registrations/{id}/options',
  'POST /api/authority/v1/registrations/{id}/trial-options',
  'POST /api/authority/v1/claims/current/options',
  'POST /api/authority/v1/holder-sessions/options',
  'DELETE /api/authority/v1/holder-sessions/current',
  'POST /api/authority/v1/my/tokens/revocation',
  ...[1, 2].flatMap((version) =>
    ['info', 'credentials/list', 'credentials/info', 'credentials/authorize', 'signatures/timestamp'].map(
      (method) => `POST /csc/v${version}/${method}`,
    ),
  ),
  'POST /api/authority/v1/timestamps',
]
const replayed = new Set<string>()

beforeAll(async () => {
  Object.assign(owner, { place: world.people.own, kit: await mintKit(world.contexts, world.people.own) })
  await world.db.sql`DELETE FROM authority.rate_limit`
})

function browser(): PhoneBrowser {
  return openBrowser(world.call, world.settings.authorityUrl)
}

/** Ten of the same at once: how many succeeded, and the codes of the others. */
async function race(operation: string, work: () => Promise<JsonAnswer>) {
  replayed.add(operation)
  const answers = await Promise.all(Array.from({ length: 10 }, work))
  const lost = answers.filter(({ status }) => status >= 300)
  return { won: answers.length - lost.length, codes: [...new Set(lost.map(({ code }) => code))] }
}

describe('AT-01, AT-12, AT-27 what may be used once is used once, also ten at a time', () => {
  test('launch ticket', async () => {
    const body = JSON.stringify({
      ticket: await mintLaunchTicket(world.contexts, owner.place),
      parent_origin: emrOrigin,
    })
    const headers = { 'content-type': 'application/json' }
    const path = '/api/facility/v1/frame-sessions'
    const exchange = async () => readJson(await world.call({ method: 'POST', path, headers, body }))
    expect(await race(`POST ${path}`, exchange)).toEqual({ won: 1, codes: ['launch.invalid'] })
    expect(await exchange()).toMatchObject({ status: 401, code: 'launch.invalid' })
  })

  test('attestation, trial, and the card they use up', async () => {
    const card = await mintCard(world.contexts)
    const phone = browser()
    const authenticator = newAuthenticator(world.contexts)
    const { json } = await phone.post('registrations', { code: card.code, password: card.password })
    const base = `registrations/${json['registration_id']}`
    const created = { response: authenticator.create(creationOptionsOf(json['options'])) }
    const bound: JsonAnswer[] = []
    const binding = await race('POST /api/authority/v1/registrations/{id}/attestation', async () => {
      const answer = await phone.post(`${base}/attestation`, created)
      if (answer.status === 200) bound.push(answer)
      return answer
    })
    expect(binding.won).toBe(1)
    for (const code of binding.codes) expect(['registration.done', 'phone.rejected']).toContain(code)

    const assertion = { response: authenticator.get(challengeOf(bound[0]?.json['options'])) }
    const trial = () => phone.post(`${base}/trial`, assertion)
    const tried = await race('POST /api/authority/v1/registrations/{id}/trial', trial)
    expect(tried.won).toBe(1)
    expect(await trial()).toMatchObject({ status: 409, code: 'registration.done' })

    const again = () => browser().post('registrations', { code: card.code, password: card.password })
    const used = await race('POST /api/authority/v1/registrations', again)
    expect(used).toEqual({ won: 0, codes: ['notification_card.consumed'] })
    expect(await world.db.prisma.phone.count({ where: { holderId: card.holderId } })).toBe(1)
  })

  test('claim, number and assertion of one sign-in; its device code', async () => {
    const { answer, frame } = await mintDeviceAuthorization(world.contexts, owner.place)
    const phones = Array.from({ length: 10 }, browser)
    const scan = await race('POST /api/authority/v1/claims', async () => {
      const phone = phones.pop() ?? browser()
      const claimed = await phone.post('claims', { frame })
      if (claimed.status === 200) phones.unshift(phone)
      return claimed
    })
    expect(scan.won).toBe(1)
    for (const code of scan.codes) expect(['claim.taken', 'claim.ended']).toContain(code)
    expect(answer.device_code).not.toBe('')
  })

  test('number, assertion, device code', async () => {
    const { answer, claimSecret, matchNumber } = await mintClaim(world.contexts, owner.place)
    const phone = browser()
    phone.cookies.set('__Host-shomei-claim', claimSecret)
    const numbered: JsonAnswer[] = []
    const number = await race('POST /api/authority/v1/claims/current/number', async () => {
      const given = await phone.post('claims/current/number', { number: matchNumber })
      if (given.status === 200) numbered.push(given)
      return given
    })
    expect(number).toEqual({ won: 1, codes: ['claim.out_of_order'] })

    const response = owner.place.doctor.authenticator.get(challengeOf(numbered[0]?.json['options']))
    const approve = () => phone.post('claims/current/assertion', { response })
    const approved = await race('POST /api/authority/v1/claims/current/assertion', approve)
    expect(approved.won).toBe(1)
    expect(await approve()).toMatchObject({ status: 410, code: 'claim.ended' })

    const tokens: string[] = []
    const redeem = async () => {
      const issued = await formCall('/oauth2/token', {
        grant_type: deviceCodeGrant,
        device_code: answer.device_code,
        ...(await clientFields()),
      })
      if (issued.status === 200) tokens.push(String(issued.json['access_token']))
      return issued
    }
    expect(await race('POST /oauth2/token', redeem)).toEqual({ won: 1, codes: ['invalid_grant'] })
    const [token = ''] = tokens
    const alive = await formCall('/oauth2/introspect', { token, ...(await clientFields()) })
    expect(alive.json, 'the first token stays').toMatchObject({ active: true })
  })

  test('「心当たりがない」', async () => {
    const phone = browser()
    const { claimSecret } = await mintClaim(world.contexts, owner.place)
    phone.cookies.set('__Host-shomei-claim', claimSecret)
    const deny = () => phone.post('claims/current/denial', { reason: 'cancelled' })
    const denied = await race('POST /api/authority/v1/claims/current/denial', deny)
    expect(denied).toEqual({ won: 1, codes: ['device_authorization.cancelled'] })
  })

  test.each([1, 2] as const)('SAD, its hash and the token, by CSC v%i', async (version) => {
    const { accessToken } = await mintToken(world.contexts, world.people.other)
    const { credentialId: credentialID } = await mintSads(world.contexts, accessToken)
    const hashes = { [version === 1 ? 'hash' : 'hashes']: [Buffer.from(authorizedHash).toString('base64')] }
    const call = async (method: string, body: object) => {
      const headers = { 'content-type': 'application/json', authorization: `Bearer ${accessToken}` }
      const path = `/csc/v${version}/${method}`
      return readJson(await world.call({ method: 'POST', path, headers, body: JSON.stringify(body) }))
    }
    const one = { credentialID, numSignatures: 2, ...hashes }
    const { json } = await call('credentials/authorize', one)
    const signing = { credentialID, SAD: json['SAD'], signAlgo: '1.2.840.113549.1.1.11', ...hashes }
    const signed = await race(`POST /csc/v${version}/signatures/signHash`, () => call('signatures/signHash', signing))
    expect(signed).toEqual({ won: 1, codes: ['invalid_request'] })
    const extending = { credentialID, SAD: json['SAD'], ...hashes }
    const extend = () => call('credentials/extendTransaction', extending)
    const extended = await race(`POST /csc/v${version}/credentials/extendTransaction`, extend)
    expect(extended).toEqual({ won: 1, codes: ['invalid_request'] })
    const revoked = await race(`POST /csc/v${version}/auth/revoke`, () => call('auth/revoke', { token: accessToken }))
    expect(revoked.won).toBeGreaterThanOrEqual(1)
    for (const code of revoked.codes) expect(code).toBe('expired_token')
    expect(await call('credentials/list', {})).toMatchObject({ status: 401, code: 'expired_token' })
  })

  test('passkey sign-in to one’s own page; ending a token', async () => {
    const { json } = await browser().post('holder-sessions/options', {})
    const response = owner.place.doctor.authenticator.get(challengeOf(json['options']))
    const pages: PhoneBrowser[] = []
    const open = await race('POST /api/authority/v1/holder-sessions', async () => {
      const phone = browser()
      const opened = await phone.post('holder-sessions', { response })
      if (opened.status === 200) pages.push(phone)
      return opened
    })
    expect(open).toEqual({ won: 1, codes: ['assertion.rejected'] })
    const [page] = pages
    if (page === undefined) throw new Error('no page was opened')
    const end = () => page.post(`my/tokens/${owner.kit.accessTokenId}/revocation`)
    const ended = await race('POST /api/authority/v1/my/tokens/{id}/revocation', end)
    expect(ended).toEqual({ won: 1, codes: ['access_token.unknown'] })
  })

  test.each([
    ['POST /api/authority/v1/my/phones/{id}/revocation', 'my/phones/{id}/revocation'],
    ['POST /api/authority/v1/my/loss-report', 'my/loss-report'],
  ])('removing a phone: %s', async (operation, path) => {
    const { other } = world.people
    const page = browser()
    const { json } = await page.post('holder-sessions/options', {})
    const target = operation.includes('loss') ? world.people.own.doctor : other.doctor
    const opened = await page.post('holder-sessions', {
      response: target.authenticator.get(challengeOf(json['options'])),
    })
    expect(opened.status).toBe(200)
    const body = operation.includes('loss') ? { phone_id: target.phoneId } : undefined
    const secret = page.cookies.get('__Host-shomei-holder') ?? ''
    const removed = await race(operation, () => {
      page.cookies.set('__Host-shomei-holder', secret)
      return page.post(path.replace('{id}', target.phoneId), body)
    })
    expect(removed).toEqual({ won: 1, codes: ['request.unauthorized'] })
  })
})

describe('RFC 7523 §3 an assertion is good once', () => {
  const asking = operations.filter((operation) => /client/.test(operation.principal ?? ''))

  test.each(asking)('$key', async (operation: Operation) => {
    replayed.add(operation.key)
    const shot = await ownShot(world, operation, owner)
    const first = await send(world, operation, shot)
    expect(first.code).not.toBe('invalid_client')
    expect(await send(world, operation, shot)).toMatchObject({ status: 401, code: 'invalid_client' })
    expect(fillPath(operation.path, shot.path ?? {})).not.toContain('none')
  })

  test('of an EMR', async () => {
    replayed.add('POST /api/emr/v1/token')
    const fields = await emrAssertion()
    expect((await formCall('/api/emr/v1/token', fields)).status).toBe(200)
    const again = await race('POST /api/emr/v1/token', () => formCall('/api/emr/v1/token', fields))
    expect(again).toEqual({ won: 0, codes: ['invalid_client'] })
  })
})

test('every operation that writes is either replayed here or may be repeated', () => {
  const writing = operations.filter(({ method }) => method !== 'GET').map(({ key }) => key)
  const reading = operations.filter(({ key, method }) => method === 'GET' && replayed.has(key)).map(({ key }) => key)
  expect([...replayed, ...repeatable].sort()).toEqual([...writing, ...reading].sort())
})

async function formCall(path: string, fields: Record<string, string>): Promise<JsonAnswer> {
  const headers = { 'content-type': 'application/x-www-form-urlencoded' }
  return readJson(await world.call({ method: 'POST', path, headers, body: new URLSearchParams(fields).toString() }))
}

async function clientFields(): Promise<Record<string, string>> {
  const assertion = await assertClient(world.contexts, world.people.own, world.settings.authorityUrl)
  return { client_assertion_type: clientAssertionType, client_assertion: assertion }
}

/** A token request of an EMR client with a key of its own. */
async function emrAssertion(): Promise<Record<string, string>> {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const clientId = 'emr-with-keys'
  const jwks = { keys: [{ ...publicKey.export({ format: 'jwk' }), kid: 'k1' }] }
  const { facilityId } = owner.place.hospital
  const client = { facilityId, clientId, name: 'テスト電子カルテ', origins: [emrOrigin], jwks, actor: 'system' }
  await createEmrClient(world.contexts.facility, client, seedOrigin)
  const now = Math.floor(Date.now() / 1000)
  const assertion = await new SignJWT({
    iss: clientId,
    sub: clientId,
    aud: world.settings.facilityUrl,
    jti: randomUUID(),
    iat: now,
    exp: now + 60,
  })
    .setProtectedHeader({ alg: 'ES256', kid: 'k1' })
    .sign(privateKey)
  return {
    grant_type: 'client_credentials',
    client_assertion_type: clientAssertionType,
    client_assertion: assertion,
  }
}
