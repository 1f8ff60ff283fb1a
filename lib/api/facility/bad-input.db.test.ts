import { beforeAll, describe, expect, test } from 'vitest'
import { emrOrigin, type Place } from '@/lib/facility/testing/facility-world'
import { facilityApi } from '../testing/facility-api'

const api = facilityApi()
let place: Place
let emr: string
let frame: string

beforeAll(async () => {
  place = await api.newPlace()
  emr = await api.emrBearer(place.hospital)
  frame = await api.frameBearer(place)
})

const launch = (changes: object) => ({
  staff_id: place.doctor.staffCode,
  terminal_id: place.screen.terminalCode,
  parent_origin: emrOrigin,
  ...changes,
})

describe('AT-13, AT-30 malformed input is 400 with the field, and changes nothing', () => {
  test.each<[string, string, () => string | undefined, () => unknown, string]>([
    ['no body', '/api/emr/v1/launches', () => emr, () => ({}), 'staff_id'],
    ['an unknown field', '/api/emr/v1/launches', () => emr, () => launch({ role: 'administrator' }), '(body)'],
    ['a wrong type', '/api/emr/v1/launches', () => emr, () => launch({ staff_id: 1 }), 'staff_id'],
    ['a control character', '/api/emr/v1/launches', () => emr, () => launch({ staff_id: 'D\n1' }), 'staff_id'],
    ['an unknown purpose', '/api/emr/v1/launches', () => emr, () => launch({ purpose: 'admin' }), 'purpose'],
    ['an array', '/api/emr/v1/launches', () => emr, () => [], '(body)'],
    ['null', '/api/emr/v1/launches', () => emr, () => null, '(body)'],
    ['an unknown method', '/api/facility/v1/sign-ins', () => frame, () => ({ method: 'password' }), 'method'],
    ['an empty POST', '/api/facility/v1/sign-ins', () => frame, () => ({}), 'method'],
    ['no ticket', '/api/facility/v1/frame-sessions', () => undefined, () => ({ parent_origin: emrOrigin }), 'ticket'],
    [
      'a ticket that is no text',
      '/api/facility/v1/frame-sessions',
      () => undefined,
      () => ({ ticket: 5, parent_origin: 'y' }),
      'ticket',
    ],
  ])('%s at %s', async (_, path, bearer, json, field) => {
    const [launches, signIns] = [await api.db.prisma.launch.count(), await api.db.prisma.signIn.count()]
    const token = bearer()
    const answer = await api.request('POST', path, { json: json(), ...(token === undefined ? {} : { bearer: token }) })
    expect(answer.status).toBe(400)
    expect(answer.body).toMatchObject({ code: 'request.malformed' })
    const params = answer.body['invalid_params'] as { name: string }[]
    expect(params.map(({ name }) => name)).toContain(field)
    expect([await api.db.prisma.launch.count(), await api.db.prisma.signIn.count()]).toEqual([launches, signIns])
  })

  test.each([
    ['broken JSON', { json: '{"ticket":' }, 400],
    ['too large', { json: JSON.stringify({ ticket: 'x'.repeat(70_000) }) }, 413],
    ['another media type', { json: '<ticket/>', headers: { 'content-type': 'application/xml' } }, 415],
  ])('%s', async (_, call, status) => {
    const answer = await api.request('POST', '/api/facility/v1/frame-sessions', call)
    expect(answer.status).toBe(status)
    expect(answer.headers.get('content-type')).toBe('application/problem+json')
  })

  test.each(['since=x', 'since=t0', 'terminal_id=', 'unknown=1', `since=${'t'.repeat(100)}`])('?%s', async (query) => {
    const answer = await api.request('GET', `/api/emr/v1/sign-in-status?${query}`, { bearer: emr })
    expect(answer.status).toBe(400)
  })

  test('a path that is none, and a method that a path has not', async () => {
    expect((await api.request('GET', '/api/emr/v1/nothing', { bearer: emr })).status).toBe(404)
    expect((await api.request('PUT', '/api/emr/v1/launches', { bearer: emr, json: {} })).status).toBe(404)
  })
})

test('AT-12 a replayed ticket is refused over HTTP as well, and says nothing more', async () => {
  const { ticket } = await api.launch(place)
  const call = { json: { ticket, parent_origin: emrOrigin } }
  const first = await api.request('POST', '/api/facility/v1/frame-sessions', call)
  expect(first.status).toBe(200)
  const second = await api.request('POST', '/api/facility/v1/frame-sessions', call)
  expect([second.status, second.body['code']]).toEqual([401, 'launch.invalid'])
  expect(second.text).not.toContain(ticket)
})

test('a whole journey of an EMR: token, launch, frame, status, sign-out', async () => {
  const own = await api.newPlace()
  const bearer = await api.emrBearer(own.hospital)
  const body = { staff_id: own.doctor.staffCode, terminal_id: own.screen.terminalCode, parent_origin: emrOrigin }
  const launched = await api.request('POST', '/api/emr/v1/launches', { bearer, json: body })
  expect(launched.body).toMatchObject({
    expires_in: 60,
    frame_url: 'https://shomei.hospital.example.jp/embed/frame',
  })
  const opened = await api.request('POST', '/api/facility/v1/frame-sessions', {
    json: { ticket: launched.body['ticket'], parent_origin: emrOrigin },
  })
  expect(opened.body).toMatchObject({
    purpose: 'sign_in',
    parent_origin: emrOrigin,
    staff: { staff_id: own.doctor.staffCode, display_name: '見本 太郎' },
    methods: [
      { method: 'fido', available: true, reason: null },
      { method: 'hpki_card', available: false, reason: 'no_reader_at_terminal' },
      { method: 'my_number_card', available: false, reason: 'no_reader_at_terminal' },
    ],
  })
  await api.signIn(own)
  const status = await api.request(
    'GET',
    `/api/emr/v1/staff/${own.doctor.staffCode}/sign-in-status?terminal_id=${own.screen.terminalCode}`,
    { bearer },
  )
  expect(status.body).toMatchObject({ status: 'signed_in', method: 'fido', terminal_id: own.screen.terminalCode })
  const out = await api.request('POST', `/api/emr/v1/staff/${own.doctor.staffCode}/sign-out`, { bearer, json: {} })
  expect(out.body).toEqual({ signed_out: true, revoked_at_authority: true })
})
