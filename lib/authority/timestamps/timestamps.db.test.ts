import { createHash } from 'node:crypto'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createHttpClient } from '@/lib/egress/http-client'
import { utf8 } from '@/lib/kernel/bytes'
import { openSigningKeystore } from '@/lib/keystore/open-signing-keystore'
import { parseCertificate } from '@/lib/pki/certificate'
import { openScratch, runOpenssl } from '@/lib/pki/testing/run-openssl'
import { createTestPki, type TestIdentity, type TestPki } from '@/lib/pki/testing/test-pki'
import { toPem } from '@/lib/pki/testing/to-pem'
import { encodeTimestampRequest } from '@/lib/pki/timestamp/encode-timestamp-request'
import { issueTimestamp } from '@/lib/pki/timestamp/issue-timestamp'
import { parseTimestampRequest } from '@/lib/pki/timestamp/parse-timestamp-request'
import { parseTimestampResponse } from '@/lib/pki/timestamp/parse-timestamp-response'
import { verifyTimestampToken } from '@/lib/pki/timestamp/verify-timestamp-token'
import { createTestHierarchy } from '../certificate-authorities/create-test-hierarchy'
import { rewrapKeys } from '../signing-keys/rewrap-keys'
import { destroyAbandonedKeys } from '../signing-keys/signing-key.store'
import { authorityWorld, testOrigin } from '../testing/authority-world'
import { answerTimestampQuery } from './answer-timestamp-query'
import { createRemoteTsa } from './create-remote-tsa'
import { stampDigest } from './stamp-digest'
import { developmentTsaPolicy } from './timestamp-authority'

const { db, context } = authorityWorld()
const data = utf8('見本')
const imprint = { hashAlgorithm: 'sha256' as const, digest: new Uint8Array(createHash('sha256').update(data).digest()) }
const nonce = new Uint8Array([0x91, 2, 3])

async function certificateOf(name: string): Promise<Uint8Array> {
  const [row] = await db.sql<{ certificate: Uint8Array }[]>`
    SELECT certificate FROM authority.certificate_authority WHERE name = ${name}`
  return row?.certificate ?? new Uint8Array(0)
}

describe('the development time-stamp authority', () => {
  test('there is none without a hierarchy', async () => {
    await expect(stampDigest(context, { imprint, nonce })).rejects.toMatchObject({ code: 'service.unavailable' })
  })

  test('the first stamp makes it where a test hierarchy is asked for, once however many ask at once; every token is valid', async () => {
    await createTestHierarchy(context)
    const unasked = { ...context, settings: { ...context.settings, testHierarchy: false } }
    await expect(stampDigest(unasked, { imprint, nonce })).rejects.toMatchObject({ code: 'service.unavailable' })
    const tokens = await Promise.all(Array.from({ length: 8 }, () => stampDigest(context, { imprint, nonce })))
    const path = {
      anchors: [{ certificate: parseCertificate(await certificateOf('test-root')) }],
      intermediates: [],
      crls: [],
      revocation: 'none' as const,
    }
    const now = new Date()
    const verdicts = tokens.map((token) =>
      verifyTimestampToken(token, {
        existsAt: new Date(),
        stamped: { data },
        nonce,
        policies: [developmentTsaPolicy],
        genTime: { notBefore: now, notAfter: now, toleranceSeconds: 60 },
        path,
      }),
    )
    expect(verdicts.map(({ findings }) => findings)).toEqual(tokens.map(() => []))
    expect(new Set(verdicts.map(({ token }) => token?.serialNumber)).size).toBe(tokens.length)
    expect(new Set(verdicts.map(({ certificate }) => certificate?.serialNumber)).size).toBe(1)
    const rows = await db.sql`SELECT id FROM authority.timestamp_authority`
    const audited = await db.sql`SELECT seq FROM authority.audit_event WHERE action = 'timestamp_authority.create'`
    expect([rows.length, audited.length]).toEqual([1, 1])
  })

  test('openssl accepts the answer to its own query', async () => {
    const scratch = openScratch()
    scratch.write('data', data)
    scratch.write('root.pem', toPem(await certificateOf('test-root'), 'CERTIFICATE'))
    await runOpenssl(['ts', '-query', '-data', 'data', '-sha256', '-cert', '-out', 'query'], scratch.folder)
    scratch.write('reply', await answerTimestampQuery(context, scratch.read('query')))
    const verify = ['ts', '-verify', '-queryfile', 'query', '-in', 'reply', '-CAfile', 'root.pem']
    expect(await runOpenssl(verify, scratch.folder)).toMatchObject({ status: 0 })
    scratch.dispose()
  })

  test('a query that is none, or asks for SHA-1, gets a refusal as response', async () => {
    expect(parseTimestampResponse(await answerTimestampQuery(context, utf8('?')))).toMatchObject({
      status: 'rejection',
      failures: ['badDataFormat'],
    })
    const weak = encodeTimestampRequest({ imprint: { ...imprint, digest: new Uint8Array(20) }, nonce })
    expect(parseTimestampResponse(await answerTimestampQuery(context, weak))).toMatchObject({ token: null })
  })

  test('its key is not destroyed as one that nobody has', async () => {
    await db.sql`UPDATE authority.signing_key SET assigned_at = now() - interval '2 hours' WHERE state = 'assigned'`
    await db.transaction(async (tx) => expect(await destroyAbandonedKeys(tx)).toEqual([]))
    await expect(stampDigest(context, { imprint, nonce: null })).resolves.toBeInstanceOf(Uint8Array)
  })

  test('its key goes on under another wrapping key', async () => {
    const other = { kekId: '2027', keks: new Map([['2027', new Uint8Array(32).fill(9)]]) }
    const keystore = { kind: 'sealed', threads: 1, keySeconds: 1, ...other } as const
    const signingKeystore = openSigningKeystore(keystore, context.keyring)
    const renewed = { ...context, signingKeystore }
    expect(await rewrapKeys(renewed, {}, testOrigin)).toMatchObject({ skipped: 0, faulty: [] })
    const rows = await db.sql`
      SELECT key.id FROM authority.signing_key AS key JOIN authority.timestamp_authority AS tsa ON tsa.key_id = key.id
      WHERE key.wrapping_key_id = '2027'`
    expect(rows).toHaveLength(1)
    await expect(stampDigest(renewed, { imprint, nonce })).resolves.toBeInstanceOf(Uint8Array)
    await signingKeystore.close()
  })

  test('a key that was put in its place is not used', async () => {
    await db.transaction(async (tx) => {
      await tx.sql`UPDATE authority.signing_key SET binding_mac = ${new Uint8Array(32)}
        WHERE id = (SELECT key_id FROM authority.timestamp_authority)`
    })
    await expect(stampDigest(context, { imprint, nonce })).rejects.toMatchObject({ code: 'signature.record_altered' })
  })

  test('where another authority is set, it does not answer', async () => {
    const tsa = {
      url: 'https://tsa.example.jp',
      certificatesFile: 'x',
      crlUrls: ['http://tsa.example.jp'],
      policies: [],
    }
    const other = { ...context, settings: { ...context.settings, tsa } }
    const query = encodeTimestampRequest({ imprint, nonce })
    await expect(answerTimestampQuery(other, query)).rejects.toMatchObject({ code: 'request.not_found' })
  })
})

describe('a time-stamp authority of somebody else', () => {
  const scratch = openScratch()
  const http = createHttpClient({}, { answerMs: 2_000 })
  let pki: TestPki
  let tsa: TestIdentity
  let server: Server
  let answer: (query: Uint8Array) => Promise<{ type?: string; status?: number; body: Uint8Array }>
  let fetched: string[] = []

  beforeAll(async () => {
    pki = await createTestPki({ algorithm: 'p-256' })
    tsa = await pki.issueTsa()
    const chain = [pki.root, pki.issuingCa].map(({ certificate }) => toPem(certificate, 'CERTIFICATE')).join('')
    scratch.write('tsa.pem', chain)
    server = createServer(async (request, response) => {
      fetched.push(request.url ?? '')
      if (request.url === '/root.crl') return response.end(await pki.crl({ issuer: pki.root }))
      if (request.url === '/ca.crl') return response.end(await pki.crl())
      const chunks: Buffer[] = []
      for await (const chunk of request) chunks.push(chunk as Buffer)
      const {
        type = 'application/timestamp-reply',
        status = 200,
        body,
      } = await answer(new Uint8Array(Buffer.concat(chunks)))
      return response.writeHead(status, { 'content-type': type }).end(body)
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  })
  afterAll(async () => {
    scratch.dispose()
    await http.close()
    server.close()
  })

  function remote(policies: string[] = []) {
    const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    const crlUrls = [`${base}/root.crl`, `${base}/ca.crl`]
    fetched = []
    return createRemoteTsa(
      { url: `${base}/tsa`, certificatesFile: `${scratch.folder}/tsa.pem`, crlUrls, policies },
      http,
    )
  }

  async function stamp(query: Uint8Array, genTime = new Date()) {
    const certificate = parseCertificate(tsa.certificate)
    const authority = { certificate, chain: [], policy: '1.2.3', serialNumber: '01', genTime, accuracySeconds: 1 }
    const given = await issueTimestamp(parseTimestampRequest(query), authority, tsa.key.sign)
    return { body: given.response }
  }

  test('gives a token that was verified; its CRLs are fetched once for many stamps', async () => {
    answer = (query) => stamp(query)
    const asked = remote(['1.2.3'])
    const tokens = await Promise.all(Array.from({ length: 5 }, () => asked.stamp(imprint)))
    expect(tokens).toHaveLength(5)
    await asked.stamp(imprint, nonce)
    expect(fetched.filter((path) => path.endsWith('.crl')).sort()).toEqual(['/ca.crl', '/root.crl'])
  })

  test.each<[string, (query: Uint8Array) => ReturnType<typeof answer>]>([
    ['another media type', async (query) => ({ ...(await stamp(query)), type: 'text/html' })],
    ['an error', async (query) => ({ ...(await stamp(query)), status: 500 })],
    ['nonsense', async () => ({ body: utf8('<html>') })],
    ['more than the limit', async () => ({ body: new Uint8Array(300_000) })],
    ['a token of last week', (query) => stamp(query, new Date(Date.now() - 7 * 864e5))],
    ['the token of another query', () => stamp(encodeTimestampRequest({ imprint, nonce: utf8('other') }))],
  ])('that gives %s is not believed', async (_, given) => {
    answer = given
    await expect(remote().stamp(imprint)).rejects.toMatchObject({ code: 'service.unavailable' })
  })

  test('under a policy that the settings do not name is not believed', async () => {
    answer = (query) => stamp(query)
    await expect(remote(['1.2.4']).stamp(imprint)).rejects.toMatchObject({ detail: expect.stringContaining('policy') })
  })
})
