import { beforeAll, describe, expect, test } from 'vitest'
import { clientAssertionType } from '@/lib/wire/oauth'
import { assertClient } from '../support/api-world/client-assertion'
import { mintKit } from '../support/api-world/mint-kit'
import { portalWorld } from '../support/api-world/portal-world'
import type { Principal } from '../support/api-world/present-credential'
import { snapshot } from '../support/api-world/snapshot'
import type { Owner } from './endpoint-row'
import { type Answer, judgeAnswer } from './judge-answer'
import { listOperations, type Operation } from './operations'
import { ownShot, rowOf, type Shot, send } from './send'

const world = await portalWorld()
const operations = await listOperations(world)
const owner = {} as Owner

beforeAll(async () => {
  Object.assign(owner, { place: world.people.own, kit: await mintKit(world.contexts, world.people.own) })
})

/** Every kind of secret, each live; an assertion is made for each use because it is good once. */
const secrets: Readonly<Record<string, (operation: Operation) => string | Promise<string>>> = {
  'card code': () => owner.kit.card.code,
  'card password': () => owner.kit.card.password,
  'registration cookie': () => owner.kit.registration.ticket,
  'claim cookie': () => owner.kit.claim.claimSecret,
  'holder cookie': () => owner.kit.holderSession,
  'launch ticket': () => owner.kit.launchTicket,
  'frame bearer': () => owner.kit.frame.bearer,
  'EMR bearer': () => owner.kit.emrBearer,
  'compat handle': () => owner.kit.compatHandle,
  'EMR client secret': () => owner.place.hospital.emrClient.clientSecret,
  'console cookie': () => owner.kit.consoleCookie.replace(/^[^=]+=/, ''),
  'device code': () => owner.kit.claim.answer.device_code,
  'QR token': () => owner.kit.claim.answer.qr_token,
  'QR frame': () => owner.kit.claim.frame,
  'access token': () => owner.kit.accessToken,
  SAD: () => owner.kit.sads.sign2,
  'assertion for the authority': () => assertFor(world.settings.authorityUrl),
  'assertion for another endpoint': ({ path }) => assertFor(`${world.settings.authorityUrl}${elsewhere(path)}`),
  'assertion for the facility': () => assertFor(`${world.settings.facilityUrl}/api/emr/v1/token`),
}

/** A place where an operation takes a secret, and the kinds that are at home there. */
type Slot = { name: string; operation: Operation; home: readonly string[]; put: (secret: string) => Promise<Shot> }

const cookieNames: Partial<Record<Principal, string>> = {
  registration: '__Host-shomei-registration',
  claim: '__Host-shomei-claim',
  holder: '__Host-shomei-holder',
  console: 'shomei-console',
}
const homes: Readonly<Record<Principal, readonly string[]>> = {
  emr: ['EMR bearer'],
  frame: ['frame bearer'],
  console: ['console cookie'],
  registration: ['registration cookie'],
  claim: ['claim cookie'],
  holder: ['holder cookie'],
  client: ['assertion for the authority'],
  clientBearer: ['assertion for the authority'],
  accessToken: ['access token'],
}

/** Fields of bodies that are secrets themselves. */
const fields: readonly (readonly [key: string, field: string, home: readonly string[]])[] = [
  ['POST /api/emr/v1/token', 'client_secret', ['EMR client secret']],
  ['POST /api/emr/v1/token', 'client_assertion', []],
  ['POST /api/facility/v1/frame-sessions', 'ticket', ['launch ticket']],
  ['POST /api/authority/v1/notification-cards/status', 'code', ['card code']],
  ['POST /api/authority/v1/registrations', 'code', ['card code']],
  ['POST /api/authority/v1/claims', 'frame', ['QR frame']],
  ['POST /compat/{facility}/signature/prescription/sign', 'token', ['compat handle']],
  ['POST /oauth2/token', 'device_code', ['device code']],
  ['POST /csc/v1/signatures/signHash', 'SAD', ['SAD']],
  ['POST /csc/v2/signatures/signHash', 'SAD', ['SAD']],
  ['POST /csc/v1/credentials/extendTransaction', 'SAD', ['SAD']],
  ['POST /csc/v2/credentials/extendTransaction', 'SAD', ['SAD']],
  ['POST /oauth2/introspect', 'token', ['access token']],
  ['POST /csc/v1/auth/revoke', 'token', ['access token']],
  ['POST /csc/v2/auth/revoke', 'token', ['access token']],
  ['POST /oauth2/revoke', 'token', ['access token']],
]

function slots(): Slot[] {
  const principals = operations.flatMap((operation): Slot[] => {
    const { principal } = operation
    if (principal === null) return []
    const put = async (secret: string) => {
      const own = await ownShot(world, operation, owner)
      return { ...own, presented: present(principal, secret) }
    }
    return [{ name: `${operation.key} (${principal})`, operation, home: homes[principal], put }]
  })
  const bodies = fields.map(([key, field, home]): Slot => {
    const operation = operations.find((each) => each.key === key)
    if (operation === undefined) throw new Error(`no operation ${key}`)
    return { name: `${key} (${field})`, operation, home, put: (secret) => putField(operation, field, secret) }
  })
  return [...principals, ...bodies]
}

async function putField(operation: Operation, field: string, secret: string): Promise<Shot> {
  const own = await ownShot(world, operation, owner)
  if (field !== 'client_assertion') return { ...own, body: { ...(own.body as object), [field]: secret } }
  const assertion = { client_assertion_type: clientAssertionType, client_assertion: secret }
  return { ...own, body: { grant_type: 'client_credentials', ...assertion } }
}

function present(principal: Principal, secret: string) {
  const cookie = cookieNames[principal]
  if (cookie !== undefined) return { headers: { cookie: `${cookie}=${secret}` }, fields: {} }
  if (principal === 'client') {
    return { headers: {}, fields: { client_assertion_type: clientAssertionType, client_assertion: secret } }
  }
  return { headers: { authorization: `Bearer ${secret}` }, fields: {} }
}

describe('AT-04 a secret of one kind is nothing at any other place', () => {
  test.each(slots())('$name', async ({ operation, home, put }) => {
    await world.db.sql`DELETE FROM authority.rate_limit`
    await world.db.sql`DELETE FROM facility.rate_limit`
    const known = await everySecret()
    const before = await tables()
    for (const [kind, make] of Object.entries(secrets)) {
      if (home.includes(kind)) continue
      const secret = await make(operation)
      const answer = await send(world, operation, await put(secret))
      judgeAnswer(operation, answer, [...known, secret])
      const garbage = await send(world, operation, await put(garbled(secret)))
      expect(outcome(answer), `${kind} ${answer.text}`).toEqual(outcome(garbage))
      expect(isRefused(answer), `${kind} ${answer.text}`).toBe(true)
    }
    expect(await tables()).toEqual(before)
  })
})

test('AT-04 afterwards each is still good where it belongs', async () => {
  const { kit, place } = owner
  const reads = operations.filter(({ method, principal }) => method === 'GET' && principal !== null)
  for (const operation of reads) {
    const answer = await send(world, operation, await ownShot(world, operation, owner))
    expect(answer.status, operation.key).toBe(200)
  }
  const bodies = fields.filter(([, field, home]) => home.length > 0 && !['claims', 'frame'].includes(field))
  for (const [key] of bodies.filter(([each]) => !each.endsWith('/auth/revoke'))) {
    const operation = operations.find((each) => each.key === key)
    if (operation === undefined) throw new Error(key)
    const answer = await send(world, operation, await ownShot(world, operation, owner))
    const expected = key === 'POST /oauth2/token' ? 'authorization_pending' : ''
    expect(answer.code, `${key} ${answer.text}`).toBe(expected)
  }
  expect([kit.claim.answer.device_code, place.doctor.phoneId]).not.toContain('')
})

test('every field of a body that is a secret is in the matrix', () => {
  const secretNames = /^(code|ticket|frame|token|device_code|client_secret|client_assertion|SAD)$/
  for (const operation of operations) {
    const body = rowOf(operation).body?.(owner) ?? {}
    for (const name of Object.keys(body).filter((each) => secretNames.test(each))) {
      expect(fields.some(([key, field]) => key === operation.key && field === name)).toBe(true)
    }
  }
})

function assertFor(audience: string): Promise<string> {
  return assertClient(world.contexts, world.people.own, audience)
}

/** An endpoint of the authority whose URL is no audience here (RFC 7523 §3 allows the issuer and the token endpoint anywhere). */
function elsewhere(path: string): string {
  return path === '/oauth2/introspect' ? '/oauth2/revoke' : '/oauth2/introspect'
}

/** The same length and alphabet, never issued. */
function garbled(secret: string): string {
  const last = secret.at(-1)
  return `${secret.slice(0, -8)}AAAAAAA${last === 'A' ? 'B' : 'A'}`
}

/** The parts of an answer that a caller can distinguish. */
function outcome({ status, code, text }: Answer) {
  return { status, code, ...(status === 200 ? { text } : {}) }
}

/** Refused, or answered that it is unknown (RFC 7662 §2.2, RFC 7009 §2.2, ending what has ended). */
function isRefused({ status, text }: Answer): boolean {
  return status >= 400 || status === 204 || text === '' || text === '{"active":false}'
}

async function everySecret(): Promise<string[]> {
  const { kit, place } = owner
  return [
    kit.card.code,
    kit.card.password,
    kit.registration.ticket,
    kit.claim.claimSecret,
    kit.claim.answer.qr_secret,
    kit.claim.answer.device_code,
    kit.holderSession,
    kit.launchTicket,
    kit.frame.bearer,
    kit.emrBearer,
    kit.compatHandle,
    kit.accessToken,
    ...Object.values(kit.sads),
    place.hospital.emrClient.clientSecret,
    place.administrator.password,
  ]
}

async function tables() {
  const all = await snapshot(world.db)
  return Object.fromEntries(Object.entries(all).filter(([table]) => !table.includes('.audit_')))
}
