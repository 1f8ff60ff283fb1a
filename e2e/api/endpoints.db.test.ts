import { beforeAll, describe, expect, test } from 'vitest'
import { clientAssertionType } from '@/lib/wire/oauth'
import { mintKit } from '../support/api-world/mint-kit'
import { portalWorld } from '../support/api-world/portal-world'
import { presentGarbage } from '../support/api-world/present-credential'
import { snapshot } from '../support/api-world/snapshot'
import type { Owner } from './endpoint-row'
import { endpointTable } from './endpoint-table'
import { type Answer, judgeAnswer } from './judge-answer'
import { listOperations, type Operation, resolve } from './operations'
import { refusalOf } from './principal-of'
import { fillPath, ownShot, rowOf, type Shot, send } from './send'

const world = await portalWorld()
const operations = await listOperations(world)
const owners = {} as { own: Owner; other: Owner }

beforeAll(async () => {
  const { own, other } = world.people
  owners.own = { place: own, kit: await mintKit(world.contexts, own) }
  owners.other = { place: other, kit: await mintKit(world.contexts, other) }
})

test('every declared operation has its row, and every row an operation', () => {
  expect(operations.map(({ key }) => key).sort()).toEqual(Object.keys(endpointTable).sort())
})

/** Sends a request that must be refused with one of the statuses and must change nothing. */
async function refuse(operation: Operation, shot: Shot, ...statuses: number[]): Promise<Answer> {
  const answer = await send(world, operation, shot)
  judgeAnswer(operation, answer, [])
  expect(statuses, `${operation.key} ${answer.text}`).toContain(answer.status)
  return answer
}

async function changesNothing(work: () => Promise<void>, but: readonly string[] = []): Promise<void> {
  const before = await snapshot(world.db)
  await work()
  const after = await snapshot(world.db)
  for (const table of but) expect(after[table], `${table} has a trace`).not.toBe(before[table])
  const written = Object.keys(after).filter((table) => after[table] !== before[table] && !but.includes(table))
  expect(written).toEqual([])
}

/** Where a client that does not exist leaves the same trace as one that does not prove itself (AT-47). */
const authorityTrail = ['authority.audit_event', 'authority.audit_head']

const withJson = operations.filter(({ body, isCsc }) => body?.mediaType === 'application/json' && !isCsc)
const csc = operations.filter(({ isCsc, method }) => isCsc && method === 'POST')
const withForm = operations.filter(({ body }) => body?.mediaType === 'application/x-www-form-urlencoded')

describe('AT-30 a body that is not what was declared is 400 with the field, and changes nothing', () => {
  test.each(withJson)('$key', async (operation) => {
    const shot = await ownShot(world, operation, owners.own)
    const { properties = {}, required = [] } = resolve(operation.body?.schema ?? {}, operation.schemas)
    const body = { ...(shot.body as object) }
    await changesNothing(async () => {
      for (const text of ['{', '', 'null', '[]', '"text"', '1', '\u0000', '{"a":1}}', `${'['.repeat(5_000)}`]) {
        await refuse(operation, { ...shot, body: text }, 400)
      }
      const unknown = await refuse(operation, { ...shot, body: { ...body, holder_id: 'hol_x' } }, 400)
      expect(JSON.parse(unknown.text).invalid_params).not.toEqual([])
      for (const name of required) {
        const answer = await refuse(operation, { ...shot, body: { ...body, [name]: undefined } }, 400)
        expect(JSON.parse(answer.text).invalid_params, name).toContainEqual(expect.objectContaining({ name }))
      }
      for (const name of Object.keys(properties)) {
        for (const value of [null, 0, [], { a: 1 }].filter((each) => !fits(properties[name]?.type, each))) {
          await refuse(operation, { ...shot, body: { ...body, [name]: value } }, 400)
        }
      }
    })
  })
})

describe('AT-30 a CSC body that is not what was declared is 400 in the standard’s form, and changes nothing', () => {
  test.each(csc)('$key', async (operation) => {
    const shot = await ownShot(world, operation, owners.own)
    const { properties = {}, required = [] } = resolve(operation.body?.schema ?? {}, operation.schemas)
    const body = { ...(shot.body as object) }
    const expected = { code: 'invalid_request', mediaType: 'application/json' }
    await changesNothingButAudit(async () => {
      for (const text of ['{', 'null', '[]', '"text"', '1', '\u0000', '{"a":1}}', `${'['.repeat(5_000)}`]) {
        expect(await refuse(operation, { ...shot, body: text }, 400)).toMatchObject(expected)
      }
      for (const name of required) {
        const missing = await refuse(operation, { ...shot, body: { ...body, [name]: undefined } }, 400)
        expect(missing, name).toMatchObject(expected)
      }
      for (const name of Object.keys(properties)) {
        const isArray = properties[name]?.type === 'array'
        const values = isArray ? [0, { a: 1 }] : [0, [], { a: 1 }]
        for (const value of values.filter((each) => !fits(properties[name]?.type, each))) {
          const wrong = await refuse(operation, { ...shot, body: { ...body, [name]: value } }, 400)
          expect(wrong, `${name} ${JSON.stringify(value)}`).toMatchObject(expected)
        }
      }
    })
  })
})

describe('AT-30 U+0000, which no column can hold, is no fault of ours in any text', () => {
  test.each(operations)('$key', async (operation) => {
    const row = rowOf(operation)
    const judge = (name: string, answer: Answer, least: number) => {
      judgeAnswer(operation, answer, [])
      expect(answer.status, `${name} ${answer.text}`).toBeGreaterThanOrEqual(least)
    }
    for (const [name, value] of Object.entries(row.body?.(owners.own) ?? {})) {
      if (typeof value !== 'string') continue
      const { body, ...shot } = await ownShot(world, operation, owners.own)
      const sent = { ...shot, body: { ...(body as object), [name]: `${value}\u0000` } }
      judge(name, await send(world, operation, sent), operation.principal === 'client' ? 200 : 400)
    }
    for (const name of operation.pathParameters) {
      judge(name, await send(world, operation, await shotAt(operation, { [name]: 'x\u0000' })), 400)
    }
    for (const { name } of operation.queryParameters) {
      const shot = await ownShot(world, operation, owners.own)
      judge(name, await send(world, operation, { ...shot, query: `?${name}=x%00` }), 400)
    }
  })

  test.each(withForm)('in an unproven assertion: $key', async (operation) => {
    const claims = Buffer.from(JSON.stringify({ iss: 'x\u0000', sub: 'x\u0000', aud: 'x' })).toString('base64url')
    const header = Buffer.from(JSON.stringify({ alg: 'ES256', kid: 'x\u0000' })).toString('base64url')
    const { body } = await ownShot(world, operation, owners.own)
    const { client_id: _id, client_secret: _secret, ...fields } = body as Record<string, string>
    const presented = {
      headers: {},
      fields: { client_assertion_type: clientAssertionType, client_assertion: `${header}.${claims}.c2ln` },
    }
    await refuse(operation, { body: fields, presented }, 400, 401)
  })
})

describe('RFC 6749 §3.2 a form with a parameter missing, empty or twice is 400, and changes nothing', () => {
  test.each(withForm)('$key', async (operation) => {
    const { required = [] } = resolve(operation.body?.schema ?? {}, operation.schemas)
    await changesNothing(async () => {
      for (const name of required) {
        const missing = await ownShot(world, operation, owners.own)
        const { [name]: _left, ...others } = missing.body as Record<string, string>
        expect((await refuse(operation, { ...missing, body: others }, 400)).code).toBe('invalid_request')
        const fields = { ...missing.presented?.fields, ...(missing.body as Record<string, string>) }
        const empty = new URLSearchParams({ ...fields, [name]: '' }).toString()
        expect((await refuse(operation, { ...missing, body: empty }, 400)).code).toBe('invalid_request')
        const twice = `${new URLSearchParams(fields)}&${name}=${encodeURIComponent(String(fields[name]))}`
        expect((await refuse(operation, { ...missing, body: twice }, 400)).code).toBe('invalid_request')
      }
      for (const body of ['', '=', '&&&', '%', '%00=%00', '{"grant_type":"client_credentials"}']) {
        expect((await refuse(operation, { body }, 400)).code).toBe('invalid_request')
      }
      const json = { headers: { 'content-type': 'application/json' }, body: '{}' }
      expect((await refuse(operation, json, 415)).code).toBe('invalid_request')
    })
  })

  test('an unknown parameter is ignored, as the standard says', async () => {
    const [operation] = withForm.filter(({ key }) => key === 'POST /oauth2/introspect')
    if (operation === undefined) throw new Error('no introspection')
    const shot = await ownShot(world, operation, owners.own)
    const answer = await send(world, operation, { ...shot, body: { ...(shot.body as object), holder: 'other' } })
    expect(JSON.parse(answer.text)).toMatchObject({ active: true })
  })
})

describe('AT-30 size, type and method of a request', () => {
  const bodied = operations.filter(({ method }) => method !== 'GET')

  test.each(bodied)('413 beyond 64 KiB or its own limit, announced or in pieces: $key', async (operation) => {
    const shot = await ownShot(world, operation, owners.own)
    const body = 'a'.repeat((rowOf(operation).bodyBytes ?? 65 * 1024) + 1)
    await changesNothing(async () => {
      await refuse(operation, { ...shot, body }, 413)
      await refuse(operation, { ...shot, body, headers: { 'transfer-encoding': 'chunked' } }, 413)
    })
  })

  test.each(bodied)('415 of another media type: $key', async (operation) => {
    const shot = await ownShot(world, operation, owners.own)
    await changesNothing(async () => {
      for (const type of ['text/plain', 'text/xml', 'multipart/form-data; boundary=x', 'application/jsonx', '']) {
        await refuse(operation, { ...shot, body: '{}', headers: { 'content-type': type } }, 415)
      }
    })
  })

  test.each(operations)('404 by a method that the path has not: $key', async (operation) => {
    const declared = operations.filter(({ path }) => path === operation.path).map(({ method }) => method)
    const shot = await ownShot(world, operation, owners.own)
    await changesNothing(async () => {
      for (const method of ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'PROPFIND']) {
        if (declared.includes(method)) continue
        const { body: _none, ...rest } = shot
        const refusals = ['404 request.not_found', '404 invalid_request', '405 invalid_request']
        await refuse({ ...operation, method, body: null, refusals }, rest, 404, 405)
      }
    })
  })
})

describe('AT-19 without its credential, or with what only looks like one', () => {
  test.each(operations.filter(({ principal }) => principal !== null))('$key', async (operation) => {
    const { principal } = operation
    const refusal = rowOf(operation).refusal ?? refusalOf(principal)
    const { presented: _own, ...shot } = await ownShot(world, operation, owners.own)
    if (principal === null || refusal === null) throw new Error('no refusal of this caller')
    await changesNothing(
      async () => {
        for (const presented of [{ headers: {}, fields: {} }, presentGarbage(principal)]) {
          const answer = await refuse(operation, { ...shot, presented }, refusal.status, ...badForm(operation))
          if (answer.status !== 400) expect(answer.code).toBe(refusal.code)
        }
      },
      principal.startsWith('client') ? authorityTrail : [],
    )
  })

  test('operations without one say so in the table for a reason: their body is the credential, or they tell everybody', () => {
    const open = operations.filter(({ principal }) => principal === null).map(({ key }) => key)
    expect(open).toEqual([
      'POST /api/emr/v1/token',
      'POST /api/facility/v1/frame-sessions',
      'POST /api/authority/v1/notification-cards/status',
      'POST /api/authority/v1/registrations',
      'POST /api/authority/v1/holder-sessions/options',
      'POST /api/authority/v1/holder-sessions',
      'POST /api/authority/v1/claims',
      'GET /.well-known/oauth-authorization-server',
      'GET /crl/{file}',
      'GET /ca/{file}',
      'POST /api/authority/v1/timestamps',
      'POST /csc/v2/info',
      'GET /csc/v2/info',
      'POST /csc/v1/info',
      'GET /csc/v1/info',
    ])
  })
})

describe('AT-18, AT-21, AT-29 what another has is as if it were not there', () => {
  const scoped = operations.filter((operation) => rowOf(operation).foreign !== undefined)

  test.each(scoped)('$key', async (operation) => {
    const { foreign, path, query, body } = rowOf(operation)
    const { own, other } = owners
    if (foreign === undefined) throw new Error('no answer in the table')
    await changesNothingButAudit(async () => {
      const theirs = await shotAt(operation, path?.(other), query?.(other), body?.(other))
      const missing = await shotAt(operation, ...missingOf(path?.(own), query?.(own), body?.(own)))
      const answers = [
        await refuse(operation, theirs, foreign.status),
        await refuse(operation, missing, foreign.status),
      ]
      expect(answers.map(({ code }) => code)).toEqual([foreign.code, foreign.code])
      const [known, unknown] = answers.map(withoutIds)
      expect(known).toEqual(unknown)
    })
  })

  test('every operation that names a record in its path has an answer for a foreign one', () => {
    for (const operation of operations) {
      const { foreign, isPublic } = rowOf(operation)
      if (operation.pathParameters.length > 0 && isPublic !== true) expect(foreign, operation.key).toBeDefined()
    }
  })
})

/** Refusals of foreign device codes and the like are audited; nothing else may be written. */
async function changesNothingButAudit(work: () => Promise<void>): Promise<void> {
  const rest = async () =>
    Object.fromEntries(Object.entries(await snapshot(world.db)).filter(([table]) => !table.includes('.audit_')))
  const before = await rest()
  await work()
  expect(await rest()).toEqual(before)
}

/** A request under one's own credential with ids of somebody's choice. */
async function shotAt(
  operation: Operation,
  path: Record<string, string> = {},
  query: Record<string, string> = {},
  body?: Record<string, unknown>,
): Promise<Shot> {
  const { principal } = operation
  const owner = await ownShot(world, operation, owners.own)
  const url = fillPath(operation.path, path)
  const presented =
    principal === 'clientBearer' ? (await ownShot(world, { ...operation, path: url }, owners.own)).presented : undefined
  const search = Object.keys(query).length === 0 ? '' : `?${new URLSearchParams(query)}`
  return { ...owner, ...(presented ? { presented } : {}), path, query: search, ...(body ? { body } : {}) }
}

/** The same with ids that do not exist. */
function missingOf(
  path: Record<string, string> = {},
  query: Record<string, string> = {},
  body?: Record<string, unknown>,
) {
  const nobodys = <Value>(values: Record<string, Value>) =>
    Object.fromEntries(
      Object.entries(values).map(([name, value]) => [
        name,
        /_id$|^id$|device_code|^facility$|credentialID|SAD/.test(name) ? 'nobodys' : value,
      ]),
    )
  return [nobodys(path), nobodys(query), body === undefined ? undefined : nobodys(body)] as const
}

function withoutIds({ status, text }: Answer) {
  const { request_id: _id, ...rest } = JSON.parse(text)
  return { status, ...rest }
}

function badForm(operation: Operation): number[] {
  return operation.isCsc || operation.body?.mediaType === 'application/x-www-form-urlencoded' ? [400] : []
}

function fits(type: string | string[] | undefined, value: unknown): boolean {
  if (type === undefined) return typeof value === 'object' && value !== null && !Array.isArray(value)
  const is = { object: typeof value === 'object' && value !== null && !Array.isArray(value), null: value === null }
  return [type].flat().some((each) => is[each as keyof typeof is] ?? false)
}
