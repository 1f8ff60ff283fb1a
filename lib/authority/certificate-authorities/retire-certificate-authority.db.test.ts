import { afterAll, expect, test } from 'vitest'
import { issueCredential } from '../credentials/issue-credential'
import { renewCredential } from '../credentials/renew-credential'
import { revokeCredential } from '../credentials/revoke-credential'
import { fifty, raceOf, testOrigin } from '../testing/authority-world'
import { certificateAuthorityRequestWorld } from '../testing/certificate-authority-request-world'
import { openUpperCertificateAuthority } from '../testing/upper-certificate-authority'
import { createTestHierarchy } from './create-test-hierarchy'
import { refreshCrls } from './crls/refresh-crls'
import { retireCertificateAuthority } from './retire-certificate-authority'

const world = certificateAuthorityRequestWorld()
const { context, db, live, request, auditOf, newHolder, publishedCrl } = world
const upper = await openUpperCertificateAuthority('retire')
afterAll(upper.dispose)

const retire = (name: string) => retireCertificateAuthority(context, { name }, testOrigin)
const issue = async () => issueCredential(context, { holderId: (await newHolder()).id }, testOrigin)

test('a retired authority issues nothing, its CRL goes on and names what is revoked later, and renewals go to the next', async () => {
  const older = await live('older', upper)
  const newer = await live('newer', upper)
  const [revoked, renewed] = [await issue(), await issue()]
  expect(revoked.certificateAuthorityId).toBe(newer.id)
  expect(await retire('newer')).toEqual({ issuing: 'older' })
  expect((await issue()).certificateAuthorityId).toBe(older.id)
  await revokeCredential(context, { credentialId: revoked.id, reason: 'keyCompromise' }, testOrigin)
  expect((await publishedCrl('newer')).reasonOf(revoked.serialNumber)).toBe('keyCompromise')
  const next = await renewCredential(context, { holderId: renewed.holderId }, testOrigin)
  expect(next.certificateAuthorityId).toBe(older.id)
  expect((await publishedCrl('newer')).reasonOf(renewed.serialNumber)).toBe('superseded')
  const { number } = await publishedCrl('newer')
  await db.sql`UPDATE authority.certificate_authority SET crl_wanted = crl_number + 1 WHERE name = 'newer'`
  await refreshCrls(context)
  expect((await publishedCrl('newer')).number).toBe(number + 1n)
  expect(await retire('older')).toEqual({ issuing: null })
  await expect(issue()).rejects.toMatchObject({ code: 'credential.no_authority' })
  expect(await auditOf(newer.id)).toContain('certificate_authority.retire success')
})

test('retiring happens once, also of fifty at the same time, and is never taken back', async () => {
  const { id } = await live('once', upper)
  const race = raceOf(await fifty(() => retire('once')))
  expect(race).toEqual({ passed: 1, refusals: ['certificate_authority.retired'] })
  await expect(retire('once')).rejects.toMatchObject({ code: 'certificate_authority.retired' })
  const back = db.sql`UPDATE authority.certificate_authority SET retired_at = NULL WHERE id = ${id}`
  await expect(back).rejects.toMatchObject({ code: '42501' })
})

test('a certificate that is being made while its authority is retired is not issued', async () => {
  await live('going', upper)
  await expect(issue()).resolves.toMatchObject({ state: 'active' })
  const { signingKeystore } = context
  const meanwhile = {
    ...context,
    signingKeystore: {
      ...signingKeystore,
      async sign(...given: Parameters<typeof signingKeystore.sign>) {
        const signatures = await signingKeystore.sign(...given)
        await retire('going').catch(() => {})
        return signatures
      },
    },
  }
  const { id: holderId } = await newHolder()
  await expect(issueCredential(meanwhile, { holderId }, testOrigin)).rejects.toMatchObject({
    code: 'credential.no_authority',
  })
  expect(await db.sql`SELECT 1 FROM authority.credential WHERE holder_id = ${holderId}`).toHaveLength(0)
})

test('unknown and pending names, names of certificates above and the test hierarchy are refused', async () => {
  await request('waiting')
  await live('standing', upper)
  for (const name of ['nobody', 'waiting', 'standing-root', '../credentials/x']) {
    await expect(retire(name)).rejects.toMatchObject({ code: 'certificate_authority.unknown' })
  }
  await createTestHierarchy({ ...context, settings: { ...context.settings, testHierarchy: true } })
  await expect(retire('test-issuing')).rejects.toMatchObject({ code: 'certificate_authority.test_hierarchy' })
  await expect(retire('standing')).resolves.toEqual({ issuing: null })
})
