import { createHash, randomUUID } from 'node:crypto'
import { beforeEach, describe, expect, test } from 'vitest'
import { facilityApi } from '@/lib/api/testing/facility-api'
import { samplePrescriptionCsv } from '@/lib/eprescription/testing/sample-prescription'
import type { Place } from '@/lib/facility/testing/facility-world'

const api = facilityApi()
const csv = samplePrescriptionCsv()
const document = Buffer.from(csv).toString('base64')

let place: Place
let bearer: string
beforeEach(async () => {
  place = await api.newPlace()
  bearer = await api.emrBearer(place.hospital)
})

function sign(change: object = {}, key: string = randomUUID()) {
  const who = { staff_id: place.doctor.staffCode, terminal_id: place.screen.terminalCode }
  const headers = { 'idempotency-key': key }
  const json = { ...who, document, dry_run: true, ...change }
  return api.request('POST', '/api/emr/v1/prescriptions/sign', { bearer, headers, json })
}

const signHashesCalls = () => api.authority.calls.get('signHashes') ?? 0
const requestsKept = () => api.db.prisma.signingRequest.count({ where: { facilityId: place.hospital.facilityId } })

describe('dry_run: everything up to the signature (decision 0073)', () => {
  test('answers who would sign what, asks for no signature, keeps nothing and leaves the key free', async () => {
    await api.signIn(place)
    const calls = signHashesCalls()
    const { status, body } = await sign({}, 'the-one-key')
    expect([status, body]).toEqual([
      200,
      {
        dry_run: true,
        digest: createHash('sha256').update(csv).digest('base64'),
        warnings: [],
        sign_in: { staff_id: place.doctor.staffCode, terminal_id: place.screen.terminalCode, status: 'signed_in' },
        signer: {
          subject: expect.stringContaining('CN='),
          roles: ['Medical Doctor'],
          not_before: expect.any(String),
          not_after: expect.any(String),
          period: 'valid',
          certificate: expect.stringMatching(/^MII/),
        },
      },
    ])
    expect([signHashesCalls() - calls, await requestsKept()]).toEqual([0, 0])
    const signed = await sign({ dry_run: false }, 'the-one-key')
    expect([signed.status, signHashesCalls() - calls, await requestsKept()]).toEqual([200, 1, 1])
  })

  test('nobody signed in is part of the answer, not a refusal', async () => {
    const { status, body } = await sign()
    expect([status, body['signer']]).toEqual([200, null])
    expect(body['sign_in']).toMatchObject({ status: 'sign_in_required' })
  })

  test('a token that the authority ended meanwhile shows as no sign-in', async () => {
    await api.signIn(place)
    api.authority.activeTokens.clear()
    const { status, body } = await sign()
    expect([status, body['signer']]).toEqual([200, null])
    expect(body['sign_in']).toMatchObject({ status: 'sign_in_required' })
  })

  test.each([
    ['a CSV that is not one', { document: Buffer.from('nonsense').toString('base64') }, 400, 'prescription.invalid'],
    ['an unknown person', { staff_id: 'nobody' }, 404, 'staff.unknown'],
    ['an unknown terminal', { terminal_id: 'nowhere' }, 404, 'terminal.unknown'],
    ['a word for the flag', { dry_run: 'yes' }, 400, 'request.malformed'],
  ])('%s is refused as by signing', async (_, change, status, code) => {
    const rehearsed = await sign(change)
    expect([rehearsed.status, rehearsed.body['code']]).toEqual([status, code])
  })

  test('AT-18 another client’s people look missing', async () => {
    const other = await api.newPlace()
    expect(await sign({ staff_id: other.doctor.staffCode })).toMatchObject({
      status: 404,
      body: { code: 'staff.unknown' },
    })
  })

  test('the authority away: 503 with the ways on, as by signing', async () => {
    await api.signIn(place)
    api.authority.away.add('readTrust')
    const { status, body } = await sign()
    api.authority.away.clear()
    expect([status, body['code']]).toEqual([503, 'authority.unavailable'])
    expect(body['ways_on']).not.toEqual([])
  })
})
