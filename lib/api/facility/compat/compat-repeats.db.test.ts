import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { type CompatPlace, compatCsvData, compatPage, compatPlaces } from '@/lib/api/testing/compat-places'
import { facilityApi } from '@/lib/api/testing/facility-api'
import { samplePrescriptionCsv } from '@/lib/eprescription/testing/sample-prescription'
import { facilitySettings } from '@/lib/facility/testing/facility-world'

const api = facilityApi()
const { authority } = api
const { newPlace, switchOn, sign, handleOf } = compatPlaces(api)
const csvData = compatCsvData
const page = compatPage

describe('the same prescription without a key', () => {
  const signTimes = async (place: CompatPlace, times: number, json = {}) => {
    const handle = await handleOf(place)
    const before = authority.signing.made()
    const answers = await Promise.all(
      Array.from({ length: times }, () =>
        api.request('POST', `${place.base}/signature/prescription/sign`, { json: { token: handle, csvData, ...json } }),
      ),
    )
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200))
    const documents = new Set(answers.map(({ body }) => body['signedXmlData'])).size
    return { documents, signatures: authority.signing.made() - before }
  }
  const other = Buffer.from(samplePrescriptionCsv({ patientName: '見本　別人' })).toString('base64')

  async function newRepeatPlace(repeatSeconds: number): Promise<CompatPlace> {
    const place = await newPlace('none')
    await switchOn(place, 'none', place.name, repeatSeconds)
    await api.signIn(place)
    return place
  }

  test('is a request of its own each time unless the facility sets otherwise', async () => {
    expect(await signTimes(await newRepeatPlace(0), 3)).toEqual({ documents: 3, signatures: 3 })
  })

  test('is one request within the time that the facility has set, 50 at once too; another prescription is another', async () => {
    const place = await newRepeatPlace(300)
    expect(await signTimes(place, 50)).toEqual({ documents: 1, signatures: 1 })
    expect(await signTimes(place, 2)).toEqual({ documents: 1, signatures: 0 })
    expect(await signTimes(place, 2, { csvData: other })).toEqual({ documents: 1, signatures: 1 })
  })

  test('of another person or another facility is another request', async () => {
    const place = await newRepeatPlace(300)
    await signTimes(place, 1)
    const colleague = { ...place, doctor: await api.newDoctor(place.hospital), name: `${place.name}b` }
    await switchOn(colleague, 'none', colleague.name, 300)
    await api.signIn(colleague)
    expect(await signTimes(colleague, 1)).toEqual({ documents: 1, signatures: 1 })
    expect(await signTimes(await newRepeatPlace(300), 1)).toEqual({ documents: 1, signatures: 1 })
  })

  test('is a new request when the time is over', async () => {
    const place = await newRepeatPlace(300)
    await signTimes(place, 1)
    await api.db.sql`UPDATE facility.compat_repeat SET expires_at = clock_timestamp() - interval '1 millisecond'
      WHERE facility_id = ${place.hospital.facilityId}`
    expect(await signTimes(place, 50)).toEqual({ documents: 1, signatures: 1 })
  })

  test('with a key of the caller the key decides', async () => {
    const place = await newRepeatPlace(300)
    const handle = await handleOf(place)
    const before = authority.signing.made()
    for (const key of ['a', 'b', 'a']) await sign(place, handle, { 'idempotency-key': key })
    expect(authority.signing.made()).toBe(before + 2)
  })

  test('what was sent cannot be read from the row that remembers it', async () => {
    const place = await newRepeatPlace(300)
    await signTimes(place, 1)
    const [row] = await api.db.sql<{ mac: Uint8Array }[]>`
      SELECT content_mac AS mac FROM facility.compat_repeat WHERE facility_id = ${place.hospital.facilityId}`
    const plain = createHash('sha256').update(samplePrescriptionCsv()).digest()
    expect(row?.mac).toHaveLength(32)
    expect(Buffer.from(row?.mac ?? []).equals(plain)).toBe(false)
  })

  test.each([-1, 3_601, 1.5])('%d seconds are no setting', async (repeatSeconds) => {
    const place = await newPlace('none')
    await expect(switchOn(place, 'none', place.name, repeatSeconds)).rejects.toMatchObject({
      code: 'compat.invalid_settings',
    })
  })
})

describe('refusals', () => {
  const refused = [
    { name: 'not signed in', status: 401, path: '/token?secondarycert-id=nobody', init: {} },
    { name: 'a wrong query', status: 400, path: '/token?other=1', init: {} },
    { name: 'an unknown path', status: 404, path: '/nothing', init: {} },
    { name: 'not JSON', status: 400, path: '/signature/prescription/sign', init: { body: '{' } },
    { name: 'another media type', status: 415, path: '/signature/prescription/sign', init: { type: 'text/plain' } },
    { name: 'too large', status: 413, path: '/signature/prescription/sign', init: { body: 'x'.repeat(600_000) } },
  ]

  test.each(refused)('$status $name: a registered page can read it, a foreign one cannot', async (row) => {
    const place = await newPlace('none')
    const { body, type } = { body: undefined, type: 'application/json', ...row.init }
    const isPost = row.path.startsWith('/signature')
    const ask = (origin: string) =>
      api.api.request(`${facilitySettings.facilityUrl}${place.base}${row.path}`, {
        method: isPost ? 'POST' : 'GET',
        headers: {
          host: new URL(facilitySettings.facilityUrl).host,
          origin,
          ...(isPost ? { 'content-type': type, 'content-length': String((body ?? '{}').length) } : {}),
        },
        ...(isPost ? { body: body ?? '{}' } : {}),
      })
    const own = await ask(page)
    expect(own.status).toBe(row.status)
    expect(own.headers.get('access-control-allow-origin')).toBe(page)
    expect(own.headers.get('access-control-expose-headers')).toContain('retry-after')
    expect(own.headers.get('vary')).toContain('origin')
    expect(own.headers.get('cache-control')).toBe('no-store')
    expect(own.headers.get('x-content-type-options')).toBe('nosniff')
    expect((await own.json())['request_id']).toBe(own.headers.get('x-request-id'))
    const foreign = await ask('https://foreign.example')
    expect(foreign.headers.get('access-control-allow-origin')).toBeNull()
    expect(foreign.headers.get('vary')).toContain('origin')
  })
})
