import { beforeAll, describe, expect, test } from 'vitest'
import { type Call, facilityApi } from '@/lib/api/testing/facility-api'
import { samplePrescriptionCsv } from '@/lib/eprescription/testing/sample-prescription'
import type { Place } from '@/lib/facility/testing/facility-world'

const api = facilityApi({ testHierarchy: true })
const base = '/api/emr/v1'

let place: Place
let bearer: string
let foreign: string
beforeAll(async () => {
  place = await api.newPlace()
  bearer = await api.emrBearer(place.hospital)
  foreign = await api.emrBearer(await api.newHospital())
})

async function made(method: string, path: string, call: Call = {}): Promise<string> {
  const { headers } = await api.request(method, `${base}${path}`, { bearer, ...call })
  return headers.get('x-request-id') ?? ''
}
const recordOf = (id: string, by = bearer) => api.request('GET', `${base}/requests/${id}`, { bearer: by })

describe('GET /requests/{request_id}', () => {
  test('says what became of a request: template, status, code and the fields that were refused', async () => {
    const id = await made('POST', '/prescriptions/sign', { json: { staff_id: 'D1', document: '!' } })
    expect(await recordOf(id)).toMatchObject({
      status: 200,
      body: {
        request_id: id,
        at: expect.stringMatching(/^\d{4}-/),
        method: 'POST',
        path: `${base}/prescriptions/sign`,
        status: 400,
        code: 'request.malformed',
        fields: expect.any(Array),
        duration_ms: expect.any(Number),
      },
    })
  })

  test('a success has no code; the address with its codes is not kept', async () => {
    const id = await made('GET', `/staff/${place.doctor.staffCode}/sign-in-status`)
    const { body, text } = await recordOf(id)
    expect(body).toMatchObject({ status: 200, code: null, fields: [], path: `${base}/staff/{staff_id}/sign-in-status` })
    expect(text).not.toContain(place.doctor.staffCode)
  })

  test('AT-69 another client’s record looks as one that never was', async () => {
    const id = await made('GET', '/sign-in-status')
    const other = await recordOf(id, foreign)
    const none = await recordOf('req_AAAAAAAAAAAAAAAAAAAAAA', foreign)
    expect((await recordOf(id)).status).toBe(200)
    expect([other.status, other.body['code']]).toEqual([404, 'sandbox.unknown_request'])
    expect([other.status, other.body['code']]).toEqual([none.status, none.body['code']])
  })

  test('AT-69 no credential, no name and no value of a prescription is in any row', async () => {
    const csv = new TextDecoder().decode(samplePrescriptionCsv()).replace('9999991', 'x')
    const broken = Buffer.from(csv).toString('base64')
    const headers = { 'idempotency-key': 'a-secret-key' }
    const json = { staff_id: place.doctor.staffCode, terminal_id: place.screen.terminalCode, document: broken }
    const id = await made('POST', '/prescriptions/sign', { headers, json })
    expect((await recordOf(id)).body).toMatchObject({ code: 'prescription.invalid' })
    const rows = await api.db.prisma.emrRequest.findMany()
    const kept = JSON.stringify(rows)
    const [bearerValue, key] = [bearer, 'a-secret-key']
    for (const secret of [bearerValue, key, place.doctor.staffCode, broken, '見本']) expect(kept).not.toContain(secret)
    const fields = rows.find((row) => row.id === id)?.fields ?? []
    expect(fields.length).toBeGreaterThan(0)
    for (const field of fields) expect(field).toMatch(/^document[.\w]*$/)
  })

  test('AT-69 without a live bearer nothing is recorded', async () => {
    const before = await api.db.prisma.emrRequest.count()
    await made('GET', '/sign-in-status', { bearer: 'unknown' })
    expect(await api.db.prisma.emrRequest.count()).toBe(before)
  })

  test('the newest 500 of a client are kept, for an hour, and another client’s stay', async () => {
    const { emrClientId } = place.hospital.principal
    const kept = await api.request('GET', `${base}/sign-in-status`, { bearer: foreign })
    const foreignId = kept.headers.get('x-request-id') ?? ''
    await api.db.sql`
      INSERT INTO facility.emr_request (id, emr_client_id, at, method, path, status, duration_ms)
      SELECT 'old-' || n, ${emrClientId}, clock_timestamp() - make_interval(secs => n), 'GET', '/', 200, 1
      FROM generate_series(1, 700) AS n`
    await made('GET', '/sign-in-status')
    expect(await api.db.prisma.emrRequest.count({ where: { emrClientId } })).toBe(500)
    expect((await recordOf(foreignId, foreign)).status).toBe(200)
    await api.db
      .sql`UPDATE facility.emr_request SET at = clock_timestamp() - interval '61 minutes' WHERE id = ${foreignId}`
    expect((await recordOf(foreignId, foreign)).status).toBe(404)
    await made('GET', '/sign-in-status')
    expect(await api.db.prisma.emrRequest.count({ where: { id: foreignId } })).toBe(0)
  })
})
