import { beforeAll, describe, expect, test } from 'vitest'
import { facilityApi } from '@/lib/api/testing/facility-api'
import { samplePrescriptionCsv } from '@/lib/eprescription/testing/sample-prescription'
import type { Place } from '@/lib/facility/testing/facility-world'

const api = facilityApi()
const document = Buffer.from(samplePrescriptionCsv()).toString('base64')

let place: Place
let bearer: string
beforeAll(async () => {
  place = await api.newPlace()
  await api.signIn(place)
  bearer = await api.emrBearer(place.hospital)
})

let keys = 0
type Change = { json?: object; headers?: Record<string, string>; bearer?: string }

function post(path: string, json: object, change: Change = {}) {
  keys += 1
  const headers = change.headers ?? { 'idempotency-key': `key-${keys}` }
  return api.request('POST', `/api/emr/v1/${path}`, {
    bearer: change.bearer ?? bearer,
    headers,
    json: { ...json, ...change.json },
  })
}

const who = () => ({ staff_id: place.doctor.staffCode, terminal_id: place.screen.terminalCode })
const sign = (change: Change = {}) => post('prescriptions/sign', { ...who(), document }, change)
const verify = (signed: string, language?: string) =>
  post(
    'documents/verify',
    { document: signed },
    language === undefined ? {} : { headers: { 'accept-language': language } },
  )

describe('POST /prescriptions/sign', () => {
  test('answers the signed document, its level, time and certificate', async () => {
    const { status, body } = await sign()
    expect(status).toBe(200)
    expect(body).toEqual({
      signed_document: expect.stringMatching(/^[\w+/=]{4000,}$/),
      signature_level: 'BES',
      signed_at: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.000Z$/),
      certificate: expect.any(String),
      warnings: [],
    })
  })

  test.each([
    ['ja', /^20行目 薬品（レコード201） 薬品コード：ダミーコードです。.+2025年8月28日以降、.+登録できません。$/],
    ['en', /^Line 20, Drug \(record 201\), Drug code: .+ refuses it from 28 August 2025\.$/],
  ])(
    'C7: a dummy code is signed, and the answer warns of it with line, field, date and text (%s)',
    async (language, text) => {
      const csv = Buffer.from(samplePrescriptionCsv()).toString().replace('7,9999001F1ZZZ', '2,666660000')
      keys += 1
      const { status, body } = await sign({
        headers: { 'idempotency-key': `key-${keys}`, 'accept-language': language },
        json: { document: Buffer.from(csv).toString('base64') },
      })
      expect(status).toBe(200)
      expect(body['warnings']).toEqual([
        {
          code: 'drug_code.dummy',
          severity: 'warning',
          line: 20,
          record: 201,
          position: 5,
          field: 'drug_code',
          refused_from: '2025-08-28',
          expected: null,
          text: expect.stringMatching(text),
        },
      ])
    },
  )

  test.each([
    ['no key', { headers: {} }],
    ['a key with a space', { headers: { 'idempotency-key': 'a b' } }],
    ['a key of 256 characters', { headers: { 'idempotency-key': 'k'.repeat(256) } }],
    ['base64url', { json: { document: 'U0ox-_8=' } }],
    ['no document', { json: { document: '' } }],
    ['an unknown member', { json: { more: 1 } }],
  ])('%s is 400', async (_, change) => {
    expect(await sign(change)).toMatchObject({ status: 400, body: { code: 'request.malformed' } })
  })

  test('an error of the CSV is told with line, record and field', async () => {
    const broken = Buffer.from('SJ1\n1,1,x').toString('base64')
    const { status, body } = await sign({ json: { document: broken } })
    expect([status, body['code']]).toEqual([400, 'prescription.invalid'])
    const params = body['invalid_params'] as object[]
    expect(params).toContainEqual({
      name: expect.stringMatching(/^document\.line\.2\.record\.1\.field\.\d$/),
      reason: expect.any(String),
      message: expect.stringMatching(/^2行目 医療機関（レコード1） .+：.+。$/),
    })
  })

  test('without a sign-in: 409, and what opens it, in the caller’s language', async () => {
    const other = await api.newPlace()
    const json = { staff_id: other.doctor.staffCode, terminal_id: other.screen.terminalCode }
    const headers = { 'idempotency-key': 'a', 'accept-language': 'ja' }
    const { status, body } = await sign({ json, headers, bearer: await api.emrBearer(other.hospital) })
    expect([status, body['code']]).toEqual([409, 'signing.authentication_required'])
    expect(body['sign_in']).toEqual({ ...json, status: 'sign_in_required', purpose: 'sign_in' })
    const ways = body['ways_on'] as { way: string; text: string }[]
    expect(ways.map(({ way }) => way)).toEqual(['fido', 'paper_registered', 'paper'])
    expect(ways[0]?.text).toContain('スマートフォン')
  })

  test('the authority away: 503, Retry-After and the ladder', async () => {
    api.authority.away.add('signHashes')
    const { status, body, headers } = await sign()
    api.authority.away.clear()
    expect([status, body['code'], headers.get('retry-after')]).toEqual([503, 'authority.unavailable', '10'])
    const ways = body['ways_on'] as { way: string }[]
    expect(ways.map(({ way }) => way)).toEqual(['retry', 'paper_registered', 'paper'])
  })

  test('the same key with another body is 422', async () => {
    const headers = { 'idempotency-key': 'once' }
    expect((await sign({ headers })).status).toBe(200)
    const more = Buffer.from(samplePrescriptionCsv({ patientCode: '0000777' })).toString('base64')
    expect(await sign({ headers, json: { document: more } })).toMatchObject({
      status: 422,
      body: { code: 'signing.key_reused' },
    })
  })

  test('AT-18 another EMR client’s key finds nothing of ours', async () => {
    const other = await api.newPlace()
    const headers = { 'idempotency-key': 'ours' }
    expect((await sign({ headers })).status).toBe(200)
    expect(await sign({ headers, bearer: await api.emrBearer(other.hospital) })).toMatchObject({
      status: 404,
      body: { code: 'staff.unknown' },
    })
  })
})

describe('POST /prescriptions/sign-batch', () => {
  test('keeps the order and tells each outcome', async () => {
    const documents = [document, Buffer.from('nonsense').toString('base64'), document]
    const { status, body } = await post('prescriptions/sign-batch', { ...who(), documents })
    const results = body['results'] as { outcome: string; findings?: { code: string }[] }[]
    expect([status, results.map(({ outcome }) => outcome)]).toEqual([200, ['signed', 'refused', 'signed']])
    expect(results[1]?.findings?.[0]?.code).toBe('header.unsupported')
  })

  test.each([[0], [101]])('%i documents are 400', async (count) => {
    const documents = Array.from({ length: count }, () => document)
    expect((await post('prescriptions/sign-batch', { ...who(), documents })).status).toBe(400)
  })
})

describe('POST /documents/verify', () => {
  test('what was signed is VALID, with the signer’s facts and the CSV that was signed', async () => {
    const { status, body } = await verify(String((await sign()).body['signed_document']))
    expect(status).toBe(200)
    expect(body).toMatchObject({
      result: 'VALID',
      findings: [],
      kind: 'prescription',
      signed_content: { prescription: document, dispensing: null },
      signatures: [{ kind: 'prescription', result: 'VALID', level: 'BES', signer: { roles: ['Medical Doctor'] } }],
    })
  })

  test('a changed octet anywhere in the signed part is INVALID with its finding', async () => {
    const xml = Buffer.from(String((await sign()).body['signed_document']), 'base64').toString()
    const changed = xml.replace(
      '<PrescriptionDocument id="PrescriptionDocument">U0',
      '<PrescriptionDocument id="PrescriptionDocument">V0',
    )
    const { body } = await verify(Buffer.from(changed).toString('base64'))
    expect(body).toMatchObject({ result: 'INVALID', signed_content: { prescription: null } })
    expect((body['findings'] as { code: string }[]).map(({ code }) => code)).toContain('digest_mismatch')
  })

  test.each([
    ['ja', 'ja', '電子署名は無効です', '署名後に内容が変更されています', 'この文書での調剤は行わず'],
    ['en-GB, ja;q=0.5', 'en', 'The signature is not valid', 'The content was changed after signing', 'Do not dispense'],
    ['fr', 'ja', '電子署名は無効です', '署名後に内容が変更されています', 'この文書での調剤は行わず'],
    ['*;q=x, ;;', 'ja', '電子署名は無効です', '署名後に内容が変更されています', 'この文書での調剤は行わず'],
  ])('Accept-Language %s: a changed document is explained in %s', async (language, locale, title, finding, step) => {
    const xml = Buffer.from(String((await sign()).body['signed_document']), 'base64').toString()
    const changed = Buffer.from(xml.replace('Document">U0', 'Document">V0')).toString('base64')
    const { body, headers } = await verify(changed, language)
    expect(headers.get('content-language')).toBe(locale)
    expect(body).toMatchObject({
      result: 'INVALID',
      title,
      next_step: expect.stringContaining(step),
      type: expect.stringMatching(/^https:.+\/docs\/findings#INVALID$/),
      findings_left_off: 0,
    })
    expect(body['findings']).toContainEqual({
      code: 'digest_mismatch',
      rule: 'V8',
      result: 'INVALID',
      indication: 'HASH_FAILURE',
      clause: 'W3C XML Signature 1.1 §3.2.1',
      signature: 'prescription',
      place: expect.any(String),
      type: expect.stringMatching(/\/docs\/findings#digest_mismatch$/),
      title: finding,
      detail: expect.any(String),
      next_step: expect.stringContaining(step),
    })
  })

  test('allowed twin: VALID is explained too, and sends to the national service for what a signature does not say', async () => {
    const { body } = await verify(String((await sign()).body['signed_document']), 'ja')
    expect(body).toMatchObject({
      result: 'VALID',
      title: '電子署名は有効です',
      next_step: expect.stringContaining('電子処方箋管理サービスで確認してください'),
      findings: [],
    })
  })

  test('what is no document at all has a verdict too', async () => {
    const { status, body } = await verify(Buffer.from('nonsense').toString('base64'))
    expect([status, body['result']]).toEqual([200, 'INVALID'])
  })

  test('without trust material there is no verdict', async () => {
    const signed = String((await sign()).body['signed_document'])
    api.authority.away.add('readTrust')
    const answer = await verify(signed)
    api.authority.away.clear()
    expect(answer).toMatchObject({ status: 503, body: { code: 'authority.unavailable' } })
  })
})
