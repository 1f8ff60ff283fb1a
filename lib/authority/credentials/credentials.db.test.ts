import { createHash, randomBytes, verify, X509Certificate } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { verifyAuditChain } from '@/lib/audit/verify-audit-chain'
import { matchesKeyBinding } from '@/lib/keystore/key-binding'
import { KeystoreRefused } from '@/lib/keystore/keystore-error'
import { parseCertificate } from '@/lib/pki/certificate'
import { parseCrl } from '@/lib/pki/crl'
import { decodeHcRole } from '@/lib/pki/hpki/hc-role'
import { validatePath } from '@/lib/pki/path/validate-path'
import { findCertificateAuthorityCertificate } from '../certificate-authorities/certificate-authority.store'
import { createTestHierarchy } from '../certificate-authorities/create-test-hierarchy'
import { refreshCrls } from '../certificate-authorities/crls/refresh-crls'
import { createHolder } from '../holder-changes/create-holder'
import { disableHolder } from '../holder-changes/disable-holder'
import { findSigningCredential } from '../signatures/credential/signing-credential.store'
import { fifty, raceOf, testOrigin } from '../testing/authority-world'
import { credentialWorld } from '../testing/credential-world'
import type { Credential } from './credential'
import { listCredentials } from './credential.store'
import { issueCredential } from './issue-credential'
import { keepCredentialsReady } from './keep-credentials-ready'
import { renewCredential } from './renew-credential'
import { resumeCredential } from './resume-credential'
import { revokeCredential } from './revoke-credential'
import { suspendCredential } from './suspend-credential'

const world = credentialWorld()
const { context, db, issue, newHolder, keyState, auditOf, publishedCrl } = world
const real = { ...context, settings: { ...context.settings, testHierarchy: false } }

describe('a test hierarchy that is not asked for (SHOMEI_TRUST is not test)', () => {
  test('is not made by the background work, nor by hand', async () => {
    await keepCredentialsReady(real)
    await expect(createTestHierarchy(real)).rejects.toMatchObject({ code: 'credential.no_authority' })
    expect(await db.sql`SELECT 1 FROM authority.certificate_authority`).toHaveLength(0)
  })
})

describe('the test hierarchy', () => {
  test('six processes that start at once make one, plainly marked', async () => {
    const outcomes = await Promise.all(Array.from({ length: 6 }, () => createTestHierarchy(context)))
    expect(outcomes).toHaveLength(6)
    const rows = await db.sql<{ name: string; isTest: boolean; certificate: Uint8Array }[]>`
      SELECT name, is_test, certificate FROM authority.certificate_authority ORDER BY created_at, name`
    expect(rows.map(({ name, isTest }) => [name, isTest])).toEqual(
      expect.arrayContaining([
        ['test-root', true],
        ['test-issuing', true],
      ]),
    )
    expect(rows).toHaveLength(2)
    for (const { certificate } of rows) expect(new X509Certificate(certificate).subject).toContain('TEST - not HPKI')
  })
})

describe('a test hierarchy that is there', () => {
  test('issues nothing where it is not asked for', async () => {
    await createTestHierarchy(context)
    const { id: holderId } = await newHolder()
    await expect(issueCredential(real, { holderId }, testOrigin)).rejects.toMatchObject({
      code: 'credential.no_authority',
    })
    expect(await issueCredential(context, { holderId }, testOrigin)).toMatchObject({ holderId, state: 'active' })
  })
})

describe('issue', () => {
  test('the certificate is the holder’s, in HPKI’s profile, and its path is valid', async () => {
    const person = { nameKanji: '見本　花子', nameKana: 'ミホン ハナコ', nameRomaji: 'Hanako Mihon' }
    const registered = { ...person, qualification: 'pharmacist', registryNumber: '123456' } as const
    const holder = await createHolder(context, registered, testOrigin)
    const credential = await issue(holder)
    const certificate = parseCertificate(credential.certificate)
    expect(certificate.serialNumber).toBe(credential.serialNumber)
    expect(credential.role).toBe('Pharmacist')
    expect(decodeHcRole(certificate.subjectDirectoryAttributes ?? new Uint8Array())).toEqual(['Pharmacist'])
    expect(new X509Certificate(credential.certificate).subject).toBe('C=JP\nCN=Hanako Mihon\nserialNumber=123456')
    await refreshCrls(context)
    const der = async (name: string) => (await findCertificateAuthorityCertificate(db, name)) ?? new Uint8Array()
    const crls = [(await publishedCrl('test-root')).crl, (await publishedCrl()).crl]
    const verdict = validatePath({
      certificate,
      intermediates: [parseCertificate(await der('test-issuing'))],
      anchors: [{ certificate: parseCertificate(await der('test-root')) }],
      crls,
      at: new Date(),
      initialPolicies: [context.settings.credentialPolicy],
      explicitPolicy: true,
      revocation: 'required',
    })
    expect(verdict).toMatchObject({ result: 'VALID', findings: [] })
    expect(await auditOf(credential.id)).toEqual(['credential.issue success'])
  })

  test('is good at once for clocks that are up to five minutes behind, and for its days from now', async () => {
    const before = Date.now()
    const { certificate: der } = await issue()
    const { notBefore, notAfter } = parseCertificate(der)
    expect(notBefore.getTime()).toBeLessThanOrEqual(Date.now() - 300_000)
    expect(notBefore.getTime()).toBeGreaterThan(before - 302_000)
    expect(notAfter.getTime()).toBeGreaterThan(before - 1_001 + context.settings.credentialDays * 86_400_000)
  })

  test('its key signs, belongs to the certificate and is bound to the credential', async () => {
    const { id, holder, certificate } = await issue()
    const stored = await findSigningCredential(db, { credentialId: id, holderId: holder.id })
    if (stored?.wrapped == null || stored.bindingMac === null) throw new Error('no key')
    const binding = { ...stored, wrapped: stored.wrapped, credentialId: id }
    expect(matchesKeyBinding(context.keyring, binding, stored.bindingMac)).toBe(true)
    expect(matchesKeyBinding(context.keyring, { ...binding, holderId: 'hol_other' }, stored.bindingMac)).toBe(false)
    const message = randomBytes(20)
    const digest = new Uint8Array(createHash('sha256').update(message).digest())
    const key = { ...stored, wrapped: stored.wrapped }
    const [signature] = await context.signingKeystore.sign(key, [digest])
    const { publicKey } = new X509Certificate(certificate)
    expect(verify('sha256', message, publicKey, signature ?? new Uint8Array())).toBe(true)
  })

  test('50 issues for one holder make one certificate and use one key', async () => {
    await createTestHierarchy(context)
    const holder = await newHolder()
    const before = await keyCount()
    const race = raceOf(await fifty(() => issueCredential(context, { holderId: holder.id }, testOrigin)))
    expect(race.passed).toBe(1)
    for (const code of race.refusals) expect(['credential.exists', 'credential.in_progress']).toContain(code)
    expect(await listCredentials(db, { holderId: holder.id, limit: 99 })).toHaveLength(1)
    expect((await keyCount()) - before).toBe(1)
    await expect(issueCredential(context, { holderId: holder.id }, testOrigin)).rejects.toMatchObject({
      code: 'credential.exists',
    })
  })

  test('a disabled or unknown holder gets none', async () => {
    const { id: holderId } = await newHolder()
    await disableHolder(context, { holderId, reason: 'test' }, testOrigin)
    for (const each of [holderId, 'hol_unknown']) {
      await expect(issueCredential(context, { holderId: each }, testOrigin)).rejects.toMatchObject({
        code: 'holder.disabled',
      })
    }
  })

  test('a keystore that is away issues nothing and leaves nothing behind', async () => {
    await createTestHierarchy(context)
    const holder = await newHolder()
    const generate = () => Promise.reject(new KeystoreRefused('unavailable', 'test'))
    const broken = { ...context, signingKeystore: { ...context.signingKeystore, generate } }
    await expect(issueCredential(broken, { holderId: holder.id }, testOrigin)).rejects.toMatchObject({
      code: 'credential.keystore_refused',
    })
    await expect(issueCredential(context, { holderId: holder.id }, testOrigin)).resolves.toMatchObject({
      state: 'active',
    })
  })
})

describe('revoke', () => {
  test('50 revocations are one, the key is destroyed, the CRL names it', async () => {
    const { id, keyId, serialNumber, holder } = await issue()
    expect(await keyState(keyId)).toBe('assigned with blob')
    const input = { credentialId: id, reason: 'keyCompromise' } as const
    const race = raceOf(await fifty(() => revokeCredential(context, input, testOrigin)))
    expect(race).toEqual({ passed: 1, refusals: ['credential.revoked'] })
    expect(await keyState(keyId)).toBe('destroyed without blob')
    expect((await publishedCrl()).reasonOf(serialNumber)).toBe('keyCompromise')
    expect(await findSigningCredential(db, { credentialId: id, holderId: holder.id })).toMatchObject({
      status: 'revoked',
      wrapped: null,
    })
    expect(await auditOf(id)).toEqual(['credential.issue success', 'credential.revoke success'])
    await expect(suspendCredential(context, { credentialId: id }, testOrigin)).rejects.toMatchObject({
      code: 'credential.not_active',
    })
    await expect(resumeCredential(context, { credentialId: id }, testOrigin)).rejects.toMatchObject({
      code: 'credential.not_suspended',
    })
    await expect(issue(holder)).resolves.toMatchObject({ state: 'active' })
  })

  test('what is not there cannot be changed', async () => {
    const credentialId = 'crd_unknown'
    for (const work of [
      () => revokeCredential(context, { credentialId, reason: 'superseded' }, testOrigin),
      () => suspendCredential(context, { credentialId }, testOrigin),
      () => resumeCredential(context, { credentialId }, testOrigin),
    ]) {
      await expect(work()).rejects.toMatchObject({ code: 'credential.unknown' })
    }
  })
})

describe('suspend and resume', () => {
  test('50 at once are one each way; on hold the CRL names it, afterwards no more', async () => {
    const { id, keyId, serialNumber } = await issue()
    const input = { credentialId: id }
    expect(raceOf(await fifty(() => suspendCredential(context, input, testOrigin)))).toEqual({
      passed: 1,
      refusals: ['credential.not_active'],
    })
    expect((await publishedCrl()).reasonOf(serialNumber)).toBe('certificateHold')
    expect(await keyState(keyId)).toBe('assigned with blob')
    expect(raceOf(await fifty(() => resumeCredential(context, input, testOrigin)))).toEqual({
      passed: 1,
      refusals: ['credential.not_suspended'],
    })
    expect((await publishedCrl()).reasonOf(serialNumber)).toBeNull()
    expect(await auditOf(id)).toEqual([
      'credential.issue success',
      'credential.suspend success',
      'credential.resume success',
    ])
  })
})

describe('renew', () => {
  test('50 renewals at once: one certificate lives, each older one is superseded and its key destroyed', async () => {
    const { holder, ...first } = await issue()
    const race = raceOf(await fifty(() => renewCredential(context, { holderId: holder.id }, testOrigin)))
    expect(race.passed).toBeGreaterThanOrEqual(1)
    for (const code of race.refusals) expect(code).toBe('credential.in_progress')
    const all = await listCredentials(db, { holderId: holder.id, limit: 99 })
    expect(all).toHaveLength(1 + race.passed)
    const live = all.filter(({ state }) => state === 'active')
    expect(live).toHaveLength(1)
    for (const old of all.filter(({ state }) => state !== 'active')) {
      expect(old.revocationReason).toBe('superseded')
      expect(await keyState(old.keyId)).toBe('destroyed without blob')
    }
    expect(await keyState(live[0]?.keyId ?? '')).toBe('assigned with blob')
    expect((await publishedCrl()).reasonOf(first.serialNumber)).toBe('superseded')
    expect(await auditOf(first.id)).toEqual(['credential.issue success', 'credential.revoke success'])
    expect(await auditOf(live[0]?.id ?? '')).toEqual(['credential.renew success'])
  })

  test('nothing to renew, and a suspended one is not renewed', async () => {
    await createTestHierarchy(context)
    const { id: holderId } = await newHolder()
    await expect(renewCredential(context, { holderId }, testOrigin)).rejects.toMatchObject({ code: 'credential.none' })
    const credential = await issue()
    await suspendCredential(context, { credentialId: credential.id }, testOrigin)
    await expect(renewCredential(context, { holderId: credential.holderId }, testOrigin)).rejects.toMatchObject({
      code: 'credential.not_active',
    })
  })
})

describe('CRLs', () => {
  test('50 revocations of 50 certificates: all are named, numbers only go up, and the audit chain is whole', async () => {
    const issued: Credential[] = []
    for (let index = 0; index < 50; index += 1) issued.push(await issue())
    const before = (await publishedCrl()).number
    const outcomes = await fifty((index) =>
      revokeCredential(context, { credentialId: issued[index]?.id ?? '', reason: 'cessationOfOperation' }, testOrigin),
    )
    expect(raceOf(outcomes).passed).toBe(50)
    const { crl, number, reasonOf } = await publishedCrl()
    expect(number).toBeGreaterThan(before)
    expect(crl.crlNumber).toBe(number)
    for (const { serialNumber } of issued) expect(reasonOf(serialNumber)).toBe('cessationOfOperation')
    const rows = await db.sql<{ number: bigint; der: Uint8Array<ArrayBuffer> }[]>`
      SELECT crl.number, crl.der FROM authority.crl AS crl
      JOIN authority.certificate_authority AS authority ON authority.id = crl.certificate_authority_id
      WHERE authority.name = 'test-issuing' ORDER BY crl.number`
    expect(new Set(rows.map((row) => row.number)).size).toBe(rows.length)
    for (const row of rows) expect(parseCrl(row.der).crlNumber).toBe(row.number)
    await expect(db.sql`UPDATE authority.certificate_authority SET crl_number = crl_number - 1`).rejects.toThrow(
      'CRL numbers go up',
    )
    expect(await verifyAuditChain(db, context.keyring, 'authority', 'authority')).toMatchObject({ faults: [] })
  })

  test('a CRL without news is issued again only when a quarter of its window is gone', async () => {
    await issue()
    await refreshCrls(context)
    const { number, thisUpdate, nextUpdate } = await publishedCrl()
    expect(nextUpdate.getTime() - thisUpdate.getTime()).toBe(context.settings.crlSeconds * 1000)
    await refreshCrls(context)
    expect((await publishedCrl()).number).toBe(number)
    await db.sql`UPDATE authority.crl SET this_update = this_update - interval '1 day', next_update = next_update - interval '1 day'`
    await refreshCrls(context)
    expect((await publishedCrl()).number).toBeGreaterThan(number)
  })
})

async function keyCount(): Promise<number> {
  const [row] = await db.sql<{ count: number }[]>`SELECT count(*)::int AS count FROM authority.signing_key`
  return row?.count ?? 0
}
