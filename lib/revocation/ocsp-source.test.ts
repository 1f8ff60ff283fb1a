import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { createHttpClient } from '@/lib/egress/http-client'
import { type Certificate, parseCertificate } from '@/lib/pki/certificate'
import type { OpensslIndexEntry } from '@/lib/pki/testing/openssl-ocsp'
import { createTestPki, type TestPki } from '@/lib/pki/testing/test-pki'
import { createOcspSource } from './ocsp-source'
import { naming, type ResponderState, runOpensslResponder } from './testing/openssl-responder'

let pki: TestPki
let server: Awaited<ReturnType<typeof runOpensslResponder>>
let responder: ResponderState
let issuer: Certificate
const http = createHttpClient()

beforeAll(async () => {
  pki = await createTestPki({ algorithm: 'p-256' })
  issuer = parseCertificate(pki.issuingCa.certificate)
  server = await runOpensslResponder(pki)
  responder = server.state
}, 60_000)

afterEach(() => {
  Object.assign(responder, { mode: 'openssl', entries: [], asked: 0 })
})

afterAll(async () => {
  await http.close()
  await server.stop()
})

let issued = 0
async function newCertificate(uris: readonly string[] = [server.url]): Promise<Certificate> {
  issued += 1
  const { certificate } = await pki.issueHolder(naming(uris, (0x5000 + issued).toString(16)))
  return parseCertificate(certificate)
}

/** A source whose clock is in the test's hands, and one judgement after the other. */
function newSource(waitMs?: number) {
  const world = { now: new Date() }
  const source = createOcspSource({ http, now: () => world.now, ...(waitMs === undefined ? {} : { waitMs }) })
  return {
    later: (seconds: number) => {
      world.now = new Date(world.now.getTime() + seconds * 1_000)
    },
    async judge(certificate: Certificate) {
      const session = source.open([])
      const ask = () => session.find({ certificate, issuer, at: world.now })
      const first = ask()
      const isNews = await session.settle()
      return { first, isNews, second: ask() }
    },
  }
}

const good = ({ serialNumber }: Certificate): OpensslIndexEntry => ({ serialNumber })
const revoked = ({ serialNumber }: Certificate): OpensslIndexEntry => ({
  serialNumber,
  revokedAt: new Date('2026-01-02T03:04:05Z'),
  reason: 'keyCompromise',
})

describe('an OCSP responder of openssl', () => {
  test('is asked once for many that judge at once, and the second pass knows its answer', async () => {
    const certificate = await newCertificate()
    responder.entries = [good(certificate)]
    const source = newSource()
    const all = await Promise.all(Array.from({ length: 20 }, () => source.judge(certificate)))
    for (const one of all) expect(one).toMatchObject({ first: null, isNews: true, second: { status: 'good' } })
    expect(responder.asked).toBe(1)
    expect(await source.judge(certificate)).toMatchObject({ first: { status: 'good' }, isNews: false })
    expect(responder.asked).toBe(1)
  })

  test('is asked again after five minutes; away, its answer holds until nextUpdate and no longer', async () => {
    const certificate = await newCertificate()
    responder.entries = [good(certificate)]
    const source = newSource()
    await source.judge(certificate)
    source.later(301)
    responder.mode = 'refuses'
    expect(await source.judge(certificate)).toMatchObject({ first: { status: 'good' }, isNews: false })
    expect(responder.asked).toBe(2)
    source.later(86_400)
    expect(await source.judge(certificate)).toEqual({ first: null, isNews: false, second: null })
  })

  test('says "revoked" once and for ever, past its nextUpdate too', async () => {
    const certificate = await newCertificate()
    responder.entries = [good(certificate)]
    const source = newSource()
    await source.judge(certificate)
    source.later(301)
    responder.entries = [revoked(certificate)]
    expect(await source.judge(certificate)).toMatchObject({ isNews: true, second: { status: 'revoked' } })
    source.later(200_000)
    expect(await source.judge(certificate)).toMatchObject({ first: { status: 'revoked' }, isNews: false })
    expect(responder.asked).toBe(2)
  })

  test('an answer to another question, played again, is not taken', async () => {
    const [certificate, other] = [await newCertificate(), await newCertificate()]
    responder.entries = [good(certificate), good(other)]
    const source = newSource()
    await source.judge(other)
    responder.mode = 'replays'
    expect(await source.judge(certificate)).toEqual({ first: null, isNews: false, second: null })
  })
})

describe('a responder that does not help', () => {
  test.each(['refuses', 'garbage'] as const)(
    '%s: nothing is known, and it is left alone for half a minute',
    async (mode) => {
      const certificate = await newCertificate()
      responder.mode = mode
      const source = newSource()
      expect(await source.judge(certificate)).toEqual({ first: null, isNews: false, second: null })
      await source.judge(certificate)
      expect(responder.asked).toBe(1)
      source.later(31)
      responder.mode = 'openssl'
      responder.entries = [good(certificate)]
      expect(await source.judge(certificate)).toMatchObject({ isNews: true, second: { status: 'good' } })
    },
  )

  test('stays silent: the judgement goes on without it', async () => {
    const certificate = await newCertificate()
    responder.mode = 'silent'
    expect(await newSource(50).judge(certificate)).toEqual({ first: null, isNews: false, second: null })
  })

  test.each(['ldap://127.0.0.1/x', 'file:///etc/passwd', 'http://user:secret@127.0.0.1/ocsp', 'not an address'])(
    'an address such as %s is not asked',
    async (uri) => {
      const certificate = await newCertificate([uri])
      expect(await newSource().judge(certificate)).toEqual({ first: null, isNews: false, second: null })
      expect(responder.asked).toBe(0)
    },
  )

  test('one judgement asks about twelve certificates at most', async () => {
    const certificates = await Promise.all(Array.from({ length: 14 }, () => newCertificate()))
    responder.mode = 'garbage'
    const source = createOcspSource({ http, waitMs: 5_000 }).open([])
    for (const certificate of certificates) source.find({ certificate, issuer, at: new Date() })
    await source.settle()
    expect(responder.asked).toBeLessThanOrEqual(12)
    expect(responder.asked).toBeGreaterThan(0)
  })
})
