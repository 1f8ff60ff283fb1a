import { createServer } from 'node:http'
import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { samplePrescriptionCsv } from '@/lib/eprescription/testing/sample-prescription'
import { createService } from './service.mjs'
import { createSigner, institution, requestOf } from './testing/signed-prescriptions.mjs'
import { judgeWithXmlsec } from './xmlsec.mjs'

let signer
let trust
let good
let server
let environment

beforeAll(async () => {
  signer = await createSigner()
  trust = await signer.trustWith()
  good = (await signer.sign()).document
})

beforeEach(async () => {
  environment = { readTrust: async () => trust, judge: async () => null }
  server = createServer((request, response) => createdService()(request, response))
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve))
})

afterEach(() => stop(server))

let service = null
function createdService() {
  service ??= createService(environment)
  return service
}

async function stop(running) {
  service = null
  await new Promise((resolve) => {
    running.close(resolve)
    running.closeAllConnections()
  })
}

async function send(body, { type = 'application/xml', path = '/siPIR01', method = 'POST' } = {}) {
  const answer = await fetch(`http://127.0.0.1:${server.address().port}${path}`, {
    method,
    ...(method === 'POST' ? { headers: { 'Content-Type': type }, body } : {}),
  })
  const text = await answer.text()
  const read = (name) => [...text.matchAll(new RegExp(`<${name}>(.*?)</${name}>`, 'gs'))].map((match) => match[1])
  return { status: answer.status, text, read, one: (name) => read(name)[0] ?? null }
}

describe('a good prescription', () => {
  test.each(['rsa-2048', 'p-256'])(
    'signed with %s is registered: a PrescriptionId and an AccessCode of 16 digits',
    async (algorithm) => {
      const own = await createSigner(algorithm)
      trust = await own.trustWith()
      environment.judge = judgeWithXmlsec
      const { one, text } = await send(requestOf((await own.sign()).document))
      trust = await signer.trustWith()
      expect(text).toContain('<ProcessingResultStatus>1</ProcessingResultStatus>')
      expect(one('SegmentOfResult')).toBe('1')
      expect(one('PrescriptionId')).toMatch(/^[0-9a-f-]{36}$/)
      expect(one('AccessCode')).toMatch(/^\d{16}$/)
      expect([one('MedicalInstitutionCode'), one('ArbitraryFileIdentifier')]).toEqual([institution, 'F-1'])
      expect([one('Status'), one('SignId')]).toEqual(['1', 'PrescriptionSign'])
    },
  )

  test('sent twice, and under another file identifier, has the same numbers', async () => {
    const answers = await Promise.all(
      ['F-1', 'F-1', 'F-2'].map((fileIdentifier) => send(requestOf(good, { fileIdentifier }))),
    )
    expect(new Set(answers.map(({ one }) => one('AccessCode'))).size).toBe(1)
  })

  test('another prescription under a used file identifier is 異常終了', async () => {
    await send(requestOf(good))
    const { one } = await send(requestOf((await signer.sign()).document))
    expect([one('SegmentOfResult'), one('ErrorCode'), one('AccessCode')]).toEqual(['9', 'S-0003', null])
  })

  test('is 処理中 while answers are delayed, then its answer can be fetched', async () => {
    let time = Date.now()
    Object.assign(environment, { delayMs: 1_000, now: () => new Date(time) })
    const path = `/siPIR01/${institution}/F-1`
    expect((await send(requestOf(good))).one('SegmentOfResult')).toBe('2')
    expect((await send('', { method: 'GET', path })).one('SegmentOfResult')).toBe('2')
    time += 1_000
    expect((await send('', { method: 'GET', path })).one('AccessCode')).toMatch(/^\d{16}$/)
  })
})

describe('what is refused, with the reason', () => {
  const flip = (document, name) => {
    const text = document.toString('utf8')
    const place = text.indexOf(`<${name}`)
    const at = text.indexOf('>', place) + 3
    const other = text[at] === 'A' ? 'B' : 'A'
    return Buffer.from(text.slice(0, at) + other + text.slice(at + 1))
  }
  const cases = [
    {
      name: 'a changed CSV',
      make: () => flip(good, 'PrescriptionDocument'),
      list: 'MessageKey',
      value: 'signature.digest',
    },
    {
      name: 'a changed signature value',
      make: () => flip(good, 'xs:SignatureValue'),
      list: 'MessageKey',
      value: 'signature.value',
    },
    {
      name: 'a changed signing time',
      make: () => Buffer.from(good.toString().replace(/(<xa:SigningTime>\d\d)\d\d/, '$100')),
      list: 'MessageKey',
      value: 'signature.digest',
    },
    {
      name: 'a pharmacist',
      make: async () => (await signer.sign({ role: 'Pharmacist' })).document,
      list: 'MessageKey',
      value: 'certificate.role',
    },
    {
      name: 'a certificate that has ended',
      make: async () => (await signer.sign({ notAfter: new Date(Date.now() - 1_000) })).document,
      list: 'MessageKey',
      value: 'certificate.validity',
    },
    {
      name: 'a signature of tomorrow',
      make: async () => (await signer.sign({}, undefined, new Date(Date.now() + 86_400_000))).document,
      list: 'MessageKey',
      value: 'signature.time',
    },
    {
      name: 'no signature',
      make: () =>
        Buffer.from(
          good.toString().replace(/<PrescriptionSign>.*<\/PrescriptionSign>/s, '<PrescriptionSign></PrescriptionSign>'),
        ),
      list: 'ResultCode',
      value: 'X-104',
    },
    {
      name: 'a second signature beside it',
      make: () =>
        Buffer.from(
          good
            .toString()
            .replace(
              '</Prescription>',
              '<a><Signature xmlns="http://www.w3.org/2000/09/xmldsig#"/></a></Prescription>',
            ),
        ),
      list: 'ResultCode',
      value: 'X-105',
    },
    {
      name: 'an id used twice',
      make: () => Buffer.from(good.toString().replace('<Version ', '<Version id="PrescriptionDocument" ')),
      list: 'ResultCode',
      value: 'X-106',
    },
    {
      name: 'a DTD',
      make: () => Buffer.from(good.toString().replace('<Document', '<!DOCTYPE Document [<!ENTITY a "b">]><Document')),
      list: 'ResultCode',
      value: 'X-100',
    },
    {
      name: 'another institution',
      make: () => good,
      options: { code: '1319999990' },
      list: 'ResultCode',
      value: 'C-104',
    },
  ]

  test.each(cases)('$name: $value', async ({ make, options, list, value }) => {
    const { status, one, read } = await send(requestOf(await make(), options))
    expect([status, one('SegmentOfResult'), one('ProcessingResultStatus'), one('AccessCode')]).toEqual([
      200,
      '1',
      '2',
      null,
    ])
    expect(read(list)).toContain(value)
  })

  const withCode = (from, to) => Buffer.from(Buffer.from(samplePrescriptionCsv()).toString().replace(from, to))
  const dummy = withCode('7,9999001F1ZZZ', '2,666660000')
  const withdrawn = withCode('1013044400000000', 'XX50110000000000')

  test.each([
    ['a dummy drug code', dummy, '2025-08-27T14:59:59Z', []],
    ['a dummy drug code', dummy, '2025-08-27T15:00:00Z', ['C-105']],
    ['a withdrawn usage code', withdrawn, '2026-07-31T14:59:59Z', []],
    ['a withdrawn usage code', withdrawn, '2026-07-31T15:00:00Z', ['C-106']],
  ])('%s is refused from its day in Japan on: %s, at %s', async (_, csv, at, expected) => {
    environment.now = () => new Date(at)
    const { read } = await send(requestOf((await signer.sign({}, csv, new Date(at))).document))
    expect(read('ResultCode').filter((code) => code.startsWith('C-'))).toEqual(expected)
  })

  test('a good signature does not help a dummy drug code', async () => {
    const { read, one, text } = await send(requestOf((await signer.sign({}, dummy)).document))
    expect([read('ResultCode'), read('Status'), one('AccessCode')]).toEqual([['C-105'], ['1'], null])
    expect(text).toContain('20行目の薬品コードはダミーコードのため、登録できません。')
  })

  test('a revoked certificate, and a CRL that is too old', async () => {
    const { document, serialNumber } = await signer.sign()
    const entries = [
      { serialNumber, revokedAt: new Date(Date.now() - 1_000), revocationDate: new Date(Date.now() - 1_000) },
    ]
    trust = await signer.trustWith({ entries })
    expect((await send(requestOf(document))).read('MessageKey')).toEqual(['certificate.revoked'])
    trust = await signer.trustWith({ nextUpdate: new Date(Date.now() - 1_000) })
    const second = await send(requestOf(document, { fileIdentifier: 'F-2' }))
    expect(second.read('MessageKey')).toEqual(['certificate.revocation'])
    trust = await signer.trustWith()
  })

  test('a certificate of somebody else’s authority', async () => {
    const own = await createSigner('p-256')
    const { document } = await own.sign()
    expect((await send(requestOf(document))).read('MessageKey')).toContain('certificate.path')
  })

  test('what the second opinion does not accept', async () => {
    environment.judge = async () => 'no'
    expect((await send(requestOf(good))).read('MessageKey')).toEqual(['signature.second_opinion'])
  })

  test('authorities that cannot be reached are no verdict: 異常終了, and the next try is judged', async () => {
    let isAway = true
    environment.readTrust = async () => {
      if (isAway) throw new Error('away')
      return trust
    }
    const { one } = await send(requestOf(good))
    expect([one('SegmentOfResult'), one('ErrorCode')]).toEqual(['9', 'S-0020'])
    isAway = false
    expect((await send(requestOf(good))).one('AccessCode')).toMatch(/^\d{16}$/)
  })
})

describe('messages that are not processed', () => {
  test.each([
    { name: 'no XML', body: 'x', status: 400, code: 'S-0010' },
    { name: 'an entity', body: '<!DOCTYPE a [<!ENTITY b "c">]><XmlMsg/>', status: 400, code: 'S-0010' },
    { name: 'another type', body: '{}', options: { type: 'application/json' }, status: 415, code: 'S-0005' },
    { name: 'too much', body: `<a>${'x'.repeat(4_000_001)}</a>`, status: 413, code: 'S-0006' },
    { name: 'a wrong institution', body: requestOf(Buffer.from('x'), { code: '1' }), status: 400, code: 'S-0011' },
    { name: 'paper', body: requestOf(Buffer.from('x'), { issueType: '2' }), status: 400, code: 'S-0013' },
    { name: 'an unknown path', body: '', options: { path: '/other' }, status: 404, code: 'S-0002' },
    {
      name: 'an unknown result',
      options: { path: `/siPIR01/${institution}/F-9`, method: 'GET' },
      status: 404,
      code: 'S-0004',
    },
  ])('$name: $code', async ({ body, options, status, code }) => {
    const answer = await send(body, options)
    expect([answer.status, answer.one('SegmentOfResult'), answer.one('ErrorCode')]).toEqual([status, '9', code])
  })
})
