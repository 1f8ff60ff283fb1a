import { beforeAll, describe, expect, test } from 'vitest'
import { createTestHierarchy } from '@/lib/authority/certificate-authorities/create-test-hierarchy'
import { authorityUrl, authorityWorld, testSettings } from '@/lib/authority/testing/authority-world'
import { createHttpAuthority } from '@/lib/facility/authority-port/http-authority'
import { logger } from '@/lib/log/logger'
import { openScratch, runOpenssl } from '@/lib/pki/testing/run-openssl'
import { toPem } from '@/lib/pki/testing/to-pem'
import { parseTimestampResponse } from '@/lib/pki/timestamp/parse-timestamp-response'
import { createApi } from '../api'
import { timestampPath } from './timestamp.operations'

logger('silent')

const { db, context } = authorityWorld()

function apiWith(settings: Partial<typeof context.settings> = {}) {
  return createApi({
    authority: { ...context, settings: { ...context.settings, ...settings } },
    facility: { ...context, authority: createHttpAuthority(testSettings) },
    socketAddress: () => '192.0.2.7',
  })
}

async function post(
  api: ReturnType<typeof apiWith>,
  body: Uint8Array<ArrayBuffer>,
  type = 'application/timestamp-query',
) {
  const headers = {
    host: new URL(authorityUrl).host,
    'content-type': type,
    'content-length': String(body.length),
  }
  const response = await api.request(`${authorityUrl}${timestampPath}`, { method: 'POST', headers, body })
  const octets = new Uint8Array(await response.arrayBuffer())
  return { status: response.status, type: response.headers.get('content-type'), octets }
}

describe('RFC 3161 §3.4 over HTTP', () => {
  const api = apiWith()
  const scratch = openScratch()
  let query: Uint8Array<ArrayBuffer>

  beforeAll(async () => {
    scratch.write('data', 'document')
    await runOpenssl(['ts', '-query', '-data', 'data', '-sha256', '-cert', '-out', 'query'], scratch.folder)
    query = scratch.read('query')
  })

  test('503 while there is no hierarchy to certify the authority', async () => {
    expect(await post(api, query)).toMatchObject({ status: 503, type: 'application/problem+json' })
  })

  test('openssl’s query is answered with a token that openssl accepts', async () => {
    await createTestHierarchy(context)
    const { status, type, octets } = await post(api, query)
    expect({ status, type }).toEqual({ status: 200, type: 'application/timestamp-reply' })
    const [root] = await db.sql<{ certificate: Uint8Array }[]>`
      SELECT certificate FROM authority.certificate_authority WHERE issuer_id IS NULL`
    scratch.write('reply', octets)
    scratch.write('root.pem', toPem(root?.certificate ?? new Uint8Array(0), 'CERTIFICATE'))
    const verify = ['ts', '-verify', '-queryfile', 'query', '-in', 'reply', '-CAfile', 'root.pem']
    expect(await runOpenssl(verify, scratch.folder)).toMatchObject({ status: 0 })
    scratch.dispose()
  })

  test('what is no query gets a response that says so', async () => {
    const { status, octets } = await post(api, new TextEncoder().encode('{}'))
    expect(status).toBe(200)
    expect(parseTimestampResponse(octets)).toMatchObject({ status: 'rejection', failures: ['badDataFormat'] })
  })

  test('415 of any other media type, 413 of more than 64 KiB', async () => {
    for (const type of ['application/json', 'application/x-www-form-urlencoded', 'text/plain']) {
      expect(await post(api, query, type)).toMatchObject({ status: 415 })
    }
    expect(await post(api, new Uint8Array(65 * 1024 + 1))).toMatchObject({ status: 413 })
  })

  test('404 where another authority is set, where the test hierarchy was not asked for, and on the facility', async () => {
    const tsa = {
      url: 'https://tsa.example.jp',
      certificatesFile: 'x',
      crlUrls: ['http://tsa.example.jp/crl'],
      policies: [],
    }
    expect(await post(apiWith({ tsa }), query)).toMatchObject({ status: 404 })
    expect(await post(apiWith({ testHierarchy: false }), query)).toMatchObject({ status: 404 })
    expect(await post(apiWith({ role: 'facility' }), query)).toMatchObject({ status: 404 })
  })
})
