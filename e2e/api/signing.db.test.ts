import { beforeAll, describe, expect, test } from 'vitest'
import { revokeCredential } from '@/lib/authority/credentials/revoke-credential'
import { samplePrescriptionCsv } from '@/lib/eprescription/testing/sample-prescription'
import { seedOrigin } from '@/prisma/seed/seed-hospital'
import { mintEmrBearer } from '../support/api-world/mint-credentials'
import { signInAtScreen } from '../support/api-world/mint-kit'
import { portalWorld } from '../support/api-world/portal-world'
import type { Place } from '../support/api-world/seed-people'
import { type JudgesTrust, judgeWithXmlsec } from '../support/signing/judge-with-xmlsec'

/** The two sides together: what the facility hands out is signed by the authority's CSC API and judged by its CRLs. */
const world = await portalWorld()
let bearer = ''
let keys = 0

beforeAll(async () => {
  const { own } = world.people
  await signInAtScreen(world.contexts, own)
  bearer = await mintEmrBearer(world.contexts, own)
})

async function post(path: string, body: object, key?: string) {
  keys += 1
  const response = await world.call({
    method: 'POST',
    path: `/api/emr/v1/${path}`,
    headers: {
      authorization: `Bearer ${bearer}`,
      'content-type': 'application/json',
      'idempotency-key': key ?? `signing-${keys}`,
    },
    body: JSON.stringify(body),
  })
  return { status: response.status, body: (await response.json()) as Record<string, unknown> }
}

const toBase64 = (octets: Uint8Array) => Buffer.from(octets).toString('base64')
const who = ({ doctor, terminal }: Place) => ({ staff_id: doctor.staffCode, terminal_id: terminal.terminalCode })
const sign = (csv = samplePrescriptionCsv(), key?: string) =>
  post('prescriptions/sign', { ...who(world.people.own), document: toBase64(csv) }, key)

async function consumedUnits(): Promise<number> {
  const [row] = await world.db.sql<{ count: number }[]>`
    SELECT count(*)::int AS count FROM authority.sad_unit WHERE state IN ('reserved', 'consumed')`
  return row?.count ?? 0
}

describe('a prescription, from the EMR to the authority and back', () => {
  test('is VALID by the CRLs that the authority publishes, and xmlsec1 agrees about the value', async () => {
    const { status, body } = await sign()
    expect(status, JSON.stringify(body)).toBe(200)
    const verdict = await post('documents/verify', { document: body['signed_document'] })
    expect(verdict.body).toMatchObject({ result: 'VALID', findings: [] })
    const document = Buffer.from(String(body['signed_document']), 'base64')
    expect(judgeWithXmlsec(document, await publishedTrust())).toBe('OK')
  })

  test('once for a key, by the authority’s ledger, also when 50 ask at once', async () => {
    const before = await consumedUnits()
    const all = await Promise.all(Array.from({ length: 50 }, () => sign(undefined, 'fifty')))
    const documents = all.flatMap(({ status, body }) => (status === 200 ? [body['signed_document']] : []))
    expect(all.map(({ status }) => status).filter((status) => status !== 200 && status !== 409)).toEqual([])
    expect(new Set(documents).size).toBe(1)
    expect(await consumedUnits()).toBe(before + 1)
  })

  test('a batch of 20 in order under one authorisation', async () => {
    const csvs = Array.from({ length: 20 }, (_, index) => samplePrescriptionCsv({ patientCode: `${1000 + index}` }))
    const { status, body } = await post('prescriptions/sign-batch', {
      ...who(world.people.own),
      documents: csvs.map(toBase64),
    })
    expect(status, JSON.stringify(body)).toBe(200)
    const results = body['results'] as { outcome: string; signed_document: string }[]
    for (const [position, csv] of csvs.entries()) {
      const verdict = await post('documents/verify', { document: results[position]?.signed_document })
      expect(verdict.body).toMatchObject({ result: 'VALID', signed_content: { prescription: toBase64(csv) } })
    }
  })

  test('by a staff member of another hospital is as by nobody', async () => {
    const { other } = world.people
    const before = await consumedUnits()
    const answer = await post('prescriptions/sign', { ...who(other), document: toBase64(samplePrescriptionCsv()) })
    expect(answer).toMatchObject({ status: 404, body: { code: 'staff.unknown' } })
    expect(await consumedUnits()).toBe(before)
  })
})

describe('what ends at the authority', () => {
  test('a token: 409 with the sign-in to open; after it the same key goes through', async () => {
    await world.db
      .sql`UPDATE authority.access_token SET revoked_at = clock_timestamp(), revoked_reason = 'test' WHERE revoked_at IS NULL`
    const key = 'after-the-sign-in'
    expect(await sign(undefined, key)).toMatchObject({
      status: 409,
      body: { code: 'signing.authentication_required', sign_in: who(world.people.own) },
    })
    await signInAtScreen(world.contexts, world.people.own)
    expect((await sign(undefined, key)).status).toBe(200)
  })

  test('a certificate: nothing is signed any more', async () => {
    const [credential] = await world.db.sql<{ id: string }[]>`
      SELECT credential.id FROM authority.credential AS credential JOIN authority.holder AS holder ON holder.id = credential.holder_id
      WHERE holder.subject = ${world.people.own.doctor.holder.subject}`
    const before = await consumedUnits()
    await revokeCredential(
      world.contexts.authority,
      { credentialId: credential?.id ?? '', reason: 'superseded' },
      seedOrigin,
    )
    const answer = await sign()
    expect(answer.status, JSON.stringify(answer.body)).toBe(409)
    expect(['signing.refused', 'signing.no_credential']).toContain(answer.body['code'])
    expect(await consumedUnits()).toBe(before)
  })
})

/** The certificates as the authority publishes them. */
async function publishedTrust(): Promise<JudgesTrust> {
  const fetchCertificate = async (name: string) => {
    const response = await world.call({ method: 'GET', path: `/ca/${name}.crt` })
    return new Uint8Array(await response.arrayBuffer())
  }
  return { trusted: [await fetchCertificate('test-root')], untrusted: [await fetchCertificate('test-issuing')] }
}
