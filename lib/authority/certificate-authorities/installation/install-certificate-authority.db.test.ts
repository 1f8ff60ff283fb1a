import { afterAll, describe, expect, test } from 'vitest'
import { parseCertificate } from '@/lib/pki/certificate'
import { readPemCertificates, writePem } from '@/lib/pki/pem'
import { toPem } from '@/lib/pki/testing/to-pem'
import { getCertificateAuthorityCertificate, getCrl } from '../../credentials/get-published'
import { issueCredential } from '../../credentials/issue-credential'
import { revokeCredential } from '../../credentials/revoke-credential'
import { fifty, raceOf, testOrigin } from '../../testing/authority-world'
import { certificateAuthorityRequestWorld, subjectOf } from '../../testing/certificate-authority-request-world'
import { type IssuedBy, openUpperCertificateAuthority } from '../../testing/upper-certificate-authority'
import { findIssuingCertificateAuthority } from '../certificate-authority.store'
import { createTestHierarchy } from '../create-test-hierarchy'
import { refreshCrls } from '../crls/refresh-crls'
import { installCertificateAuthority } from './install-certificate-authority'

const world = certificateAuthorityRequestWorld()
const { context, db, request, install, live, rowsOf, idOf, auditOf, newHolder, newName } = world
const upper = await openUpperCertificateAuthority('upper')
const pathlenZero = await openUpperCertificateAuthority('zero', ['basicConstraints = critical,CA:TRUE,pathlen:0'])
const stranger = await openUpperCertificateAuthority('stranger')
afterAll(() => {
  for (const { dispose } of [upper, pathlenZero, stranger]) dispose()
})

const policy = context.settings.credentialPolicy
const refusedWith = (reason: string) => ({
  code: 'certificate_authority.certificate_refused',
  detail: expect.stringContaining(reason),
})
/** Whether openssl accepts a second certificate of this authority, and its CRL, as a strict relying party. */
async function opensslJudges(leaf: Uint8Array, ca: string, crlName: string, more: readonly string[] = []) {
  const crl = await getCrl(context, crlName)
  upper.scratch.write('leaf.pem', toPem(leaf, 'CERTIFICATE'))
  upper.scratch.write('above.pem', ca)
  upper.scratch.write('crls.pem', toPem(crl?.der ?? new Uint8Array(), 'X509 CRL') + (await upper.crl()))
  const strict = ['-x509_strict', '-crl_check', '-policy', policy, '-explicit_policy']
  const files = ['-CAfile', 'root.pem', '-untrusted', 'above.pem', '-CRLfile', 'crls.pem', 'leaf.pem']
  return upper.run('verify', ...strict, ...more, ...files).catch((error: Error) => error.message)
}

describe('a certificate authority that openssl’s root certified', () => {
  test.each(['rsa-2048', 'p-256'] as const)(
    'with %s issues second certificates that openssl accepts under policy and CRL, until they are revoked',
    async (algorithm) => {
      const name = newName()
      const ca = await upper.issue(await request(name, subjectOf(name), algorithm))
      const { id, isPublished } = await install(name, ca, upper.root)
      expect({ id, isPublished }).toEqual({ id: await idOf(name), isPublished: true })
      expect(await rowsOf(name)).toEqual(expect.arrayContaining([`${name} with key`, `${name}-root without key`]))
      const { id: holderId } = await newHolder()
      const credential = await issueCredential(context, { holderId }, testOrigin)
      expect(await opensslJudges(credential.certificate, ca, name)).toContain('leaf.pem: OK')
      const other = ['-policy', '1.2.3.4']
      expect(await opensslJudges(credential.certificate, upper.root, name, other)).not.toContain('leaf.pem: OK')
      await revokeCredential(context, { credentialId: credential.id, reason: 'keyCompromise' }, testOrigin)
      expect(await opensslJudges(credential.certificate, ca, name)).toContain('certificate revoked')
      expect(await auditOf(id)).toEqual(
        expect.arrayContaining(['certificate_authority.request success', 'certificate_authority.install success']),
      )
    },
  )

  test('is published with the certificates above it, and the CRL addresses are those of its name', async () => {
    const name = newName()
    const { path } = await live(name, upper)
    const { id: holderId } = await newHolder()
    const { certificate } = await issueCredential(context, { holderId }, testOrigin)
    const [point] = parseCertificate(certificate).crlDistributionPoints
    expect(point).toMatchObject({
      name: { names: [{ kind: 'uri', text: `${context.settings.authorityUrl}/crl/${name}.crl` }] },
    })
    const published = await Promise.all(
      [name, `${name}-root`].map((each) => getCertificateAuthorityCertificate(context, each)),
    )
    expect(published.map((der) => writePem(der ?? new Uint8Array(), 'CERTIFICATE'))).toEqual(
      path.map(({ der }) => writePem(der, 'CERTIFICATE')),
    )
    await refreshCrls(context)
    expect(await getCrl(context, `${name}-root`)).toBeNull()
  })

  test('may stand below further ones, in any order of the file after the first', async () => {
    const name = newName()
    const middle = await upper.newIntermediate('middle', { basicConstraints: 'critical,CA:TRUE,pathlen:1' })
    const inner = await upper.issue(
      await upper.newRequest('/C=JP/O=TEST Mihon/CN=TEST Upper inner', 'inner'),
      { basicConstraints: 'critical,CA:TRUE' },
      'middle',
    )
    upper.scratch.write('inner.pem', inner)
    const ca = await upper.issue(await request(name), {}, 'inner')
    await expect(install(name, inner, ca, middle, upper.root)).rejects.toMatchObject(refusedWith('other_key'))
    await expect(install(name, ca, inner, middle, upper.root)).rejects.toMatchObject(
      refusedWith('path_length_exceeded'),
    )
    const wider = await upper.newIntermediate('wider', { basicConstraints: 'critical,CA:TRUE' })
    const next = newName()
    const good = await upper.issue(await request(next), {}, 'wider')
    const { path } = await install(next, good, `explanation\n${upper.root}`, wider)
    expect((await rowsOf(next)).sort()).toEqual([
      `${next} with key`,
      `${next}-issuer-1 without key`,
      `${next}-root without key`,
    ])
    const { id: holderId } = await newHolder()
    const { certificate } = await issueCredential(context, { holderId }, testOrigin)
    expect(parseCertificate(certificate).issuer.der).toEqual(path[0]?.subject.der)
    expect(await opensslJudges(certificate, good + wider, next)).toContain('leaf.pem: OK')
  })
})

test('below one that may sign no CRLs nothing is installed: nobody could tell whether it is revoked', async () => {
  const name = newName()
  const mute = await upper.newIntermediate('mute', {
    basicConstraints: 'critical,CA:TRUE',
    keyUsage: 'critical,keyCertSign',
  })
  const ca = await upper.issue(await request(name), {}, 'mute')
  await expect(install(name, ca, mute, upper.root)).rejects.toMatchObject(
    refusedWith('crl_sign_missing (CN=TEST Upper mute,O=TEST Mihon,C=JP)'),
  )
})

describe('a certificate that is not what was asked for, or under which nothing could be issued', () => {
  test.each<[string, IssuedBy, string]>([
    ['of CA:FALSE', { basicConstraints: 'critical,CA:FALSE' }, 'not_a_ca'],
    ['without basicConstraints', { basicConstraints: '' }, 'not_a_ca'],
    ['without keyCertSign', { keyUsage: 'critical,cRLSign' }, 'key_cert_sign_missing'],
    ['without cRLSign', { keyUsage: 'critical,keyCertSign' }, 'crl_sign_missing'],
    ['without keyUsage', { keyUsage: '' }, 'key_cert_sign_missing'],
    ['without subjectKeyIdentifier', { subjectKeyIdentifier: 'none' }, 'subject_key_identifier_missing'],
    ['that has expired', { days: -1 }, 'certificate_expired'],
    ['that ends within 30 days', { days: 29 }, 'ends_too_soon'],
    ['of another policy', { policies: '1.2.392.100495.1.5.1.1.3.1' }, 'policy_missing'],
    ['of no policy', { policies: '' }, 'policy_missing'],
    ['of another subject', { subject: '/C=JP/O=TEST Mihon/CN=TEST Somebody' }, 'other_subject'],
    ['in its issuer’s name', { subject: '/C=JP/O=TEST Mihon/CN=TEST Upper Root upper' }, 'subject_of_issuer'],
    ['with an extension nobody knows', { more: ['1.2.3.4.5 = critical,ASN1:NULL'] }, 'critical_extension_unknown'],
    [
      'whose names exclude every holder',
      { more: ['nameConstraints = critical,permitted;dirName:only', '[only]', 'O = TEST Elsewhere'] },
      'name_not_permitted',
    ],
    [
      'that maps the policy away',
      { policies: `${policy}`, more: [`policyMappings = ${policy}:1.2.3.4`] },
      'policy_missing',
    ],
  ])('%s is refused and audited; the sound one for the same request is installed', async (_, wanted, reason) => {
    const name = newName()
    const asked = await request(name)
    const refused = await upper.issue(asked, wanted)
    await expect(install(name, refused, upper.root)).rejects.toMatchObject(refusedWith(reason))
    expect(await rowsOf(name)).toEqual([])
    const [, failure] = await auditOf(await idOf(name))
    expect(failure).toMatch(/^certificate_authority.install failure certificate_authority.certificate_refused /)
    expect(failure).toContain(reason)
    await expect(install(name, await upper.issue(asked), upper.root)).resolves.toMatchObject({ name })
  })

  test.each<[string, IssuedBy]>([
    ['under anyPolicy', { policies: 'anyPolicy' }],
    ['under several policies', { policies: `1.2.3.4,${policy}` }],
    ['without a path length', { basicConstraints: 'critical,CA:TRUE' }],
    ['ending after 31 days', { days: 31 }],
    ['with digitalSignature as well', { keyUsage: 'critical,keyCertSign,cRLSign,digitalSignature' }],
    ['in its subject with other capitals', { subject: '/C=JP/O=見本認証局/CN=test same' }],
  ])('one %s is installed', async (title, wanted) => {
    const name = title.includes('capitals') ? 'same' : newName()
    await expect(live(name, upper, wanted)).resolves.toMatchObject({ name })
  })

  test('a root whose path length forbids an issuing authority below it is found out', async () => {
    const name = newName()
    const asked = await request(name)
    const below = await pathlenZero.newIntermediate('below', { basicConstraints: 'critical,CA:TRUE' })
    const tooDeep = await pathlenZero.issue(asked, {}, 'below')
    await expect(install(name, tooDeep, below, pathlenZero.root)).rejects.toMatchObject(
      refusedWith('path_length_exceeded'),
    )
    const direct = await pathlenZero.issue(asked)
    await expect(install(name, direct, pathlenZero.root)).rejects.toMatchObject(refusedWith('path_length_exceeded'))
    await expect(install(name, await upper.issue(asked), upper.root)).resolves.toMatchObject({ name })
  })

  test('for another key, in the right name, is refused', async () => {
    const name = newName()
    await request(name)
    const subject = `/C=JP/O=見本認証局/CN=TEST ${name}`
    const theirs = await upper.issue(await upper.newRequest(subject, 'theirs'))
    await expect(install(name, theirs, upper.root)).rejects.toMatchObject(refusedWith('other_key'))
    const another = newName()
    const ofAnother = await upper.issue(await request(another))
    await expect(install(name, ofAnother, upper.root)).rejects.toMatchObject(refusedWith('other_key'))
    await expect(install(another, ofAnother, upper.root)).resolves.toMatchObject({ name: another })
  })

  test('with an altered signature, another root, no root or an unrelated certificate is refused', async () => {
    const name = newName()
    const ca = await upper.issue(await request(name))
    const der = new Uint8Array(parseCertificate(fromPem(ca)).der)
    der[der.length - 1] = (der[der.length - 1] ?? 0) ^ 1
    const altered = writePem(der, 'CERTIFICATE')
    await expect(install(name, altered, upper.root)).rejects.toMatchObject(refusedWith('signature_invalid'))
    await expect(install(name, ca, stranger.root)).rejects.toMatchObject(refusedWith('path_not_found'))
    await expect(install(name, ca)).rejects.toMatchObject(refusedWith('root_missing'))
    await upper.run('x509', '-in', 'root.pem', '-signkey', 'root.key', '-sha1', '-out', 'weak.pem')
    const weak = Buffer.from(upper.scratch.read('weak.pem')).toString('utf8')
    await expect(install(name, ca, weak)).rejects.toMatchObject(refusedWith('root_missing'))
    await expect(install(name, ca, upper.root, stranger.root)).rejects.toMatchObject(refusedWith('not_in_path'))
    await expect(install(name, ca, upper.root, upper.root)).rejects.toMatchObject(refusedWith('not_in_path'))
    await expect(install(name, ca, ca, upper.root)).rejects.toMatchObject(refusedWith('subject_of_issuer'))
    expect(await rowsOf(name)).toEqual([])
    await expect(install(name, ca, upper.root)).resolves.toMatchObject({ name })
  })

  test.each([
    ['nothing', ''],
    ['garbage', 'garbage'],
    ['a PEM block of garbage', '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n'],
    ['ten certificates', upper.root.repeat(10)],
    ['a private key', '-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n'],
  ])('%s is refused', async (_, pem) => {
    const name = newName()
    await request(name)
    await expect(install(name, pem)).rejects.toMatchObject({ code: 'certificate_authority.certificate_refused' })
  })
})

describe('installing', () => {
  test('happens once', async () => {
    const name = newName()
    const ca = await upper.issue(await request(name))
    await install(name, ca, upper.root)
    await expect(install(name, ca, upper.root)).rejects.toMatchObject({ code: 'certificate_authority.installed' })
    await expect(request(name)).rejects.toMatchObject({ code: 'certificate_authority.name_taken' })
    const again = db.sql`UPDATE authority.certificate_authority_request SET installed_at = NULL WHERE name = ${name}`
    await expect(again).rejects.toMatchObject({ code: '42501' })
  })

  test('happens once of fifty at the same time', async () => {
    const name = newName()
    const ca = await upper.issue(await request(name))
    const race = raceOf(await fifty(() => install(name, ca, upper.root)))
    expect(race).toEqual({ passed: 1, refusals: ['certificate_authority.installed'] })
    expect((await rowsOf(name)).sort()).toEqual([`${name} with key`, `${name}-root without key`])
    const audit = await auditOf(await idOf(name))
    expect(audit.filter((each) => each === 'certificate_authority.install success')).toHaveLength(1)
  })

  test('needs a request, and a name that nothing else has meanwhile', async () => {
    const name = newName()
    const ca = await upper.issue(await request(name))
    await expect(install('nobody', ca, upper.root)).rejects.toMatchObject({ code: 'certificate_authority.unknown' })
    await db.sql`
      INSERT INTO authority.certificate_authority (id, name, certificate, is_test)
      VALUES ('cau_squatter', ${`${name}-root`}, ${readPemCertificates(stranger.root)[0] ?? new Uint8Array()}, false)`
    await expect(install(name, ca, upper.root)).rejects.toMatchObject({ code: 'certificate_authority.name_taken' })
    expect(await rowsOf(name)).toEqual([`${name}-root without key`])
    await expect(request(name)).resolves.toContain('BEGIN')
  })

  test('stops at a key binding that was altered in the database, or a key of another request', async () => {
    const [name, other] = [newName(), newName()]
    const ca = await upper.issue(await request(name))
    await request(other)
    const keys = await db.sql<{ keyId: string; mac: Uint8Array }[]>`
      SELECT key.id AS key_id, key.binding_mac AS mac FROM authority.signing_key AS key
      JOIN authority.certificate_authority_request AS request ON request.key_id = key.id
      WHERE request.name IN (${name}, ${other}) ORDER BY request.name = ${other}`
    const [own, foreign] = keys
    if (own === undefined || foreign === undefined) throw new Error('no keys')
    const bind = (mac: Uint8Array) =>
      db.sql`UPDATE authority.signing_key SET binding_mac = ${mac} WHERE id = ${own.keyId}`
    await bind(foreign.mac)
    await expect(install(name, ca, upper.root)).rejects.toMatchObject({ code: 'signature.record_altered' })
    expect(await auditOf(await idOf(name))).toContainEqual(
      expect.stringContaining('certificate_authority.install failure signature.record_altered'),
    )
    await bind(own.mac)
    await expect(install(name, ca, upper.root)).resolves.toMatchObject({ name })
    await bind(foreign.mac)
    const { id: holderId } = await newHolder()
    await expect(issueCredential(context, { holderId }, testOrigin)).rejects.toMatchObject({
      code: 'signature.record_altered',
    })
    await bind(own.mac)
    await expect(issueCredential(context, { holderId }, testOrigin)).resolves.toMatchObject({ holderId })
  })

  test('is not done where the settings ask for the test hierarchy, which never issues in its place nor it for them', async () => {
    const tests = { ...context, settings: { ...context.settings, testHierarchy: true } }
    const name = newName()
    const ca = await upper.issue(await request(name))
    await expect(installCertificateAuthority(tests, { name, pem: ca + upper.root }, testOrigin)).rejects.toMatchObject({
      code: 'certificate_authority.test_hierarchy',
    })
    await install(name, ca, upper.root)
    await createTestHierarchy(tests)
    const issuerOf = async (settings: typeof context) => {
      const { id: holderId } = await newHolder()
      const { certificateAuthorityId } = await issueCredential(settings, { holderId }, testOrigin)
      return certificateAuthorityId
    }
    const testIssuing = await findIssuingCertificateAuthority(db, { isTest: true })
    expect(await issuerOf(tests)).toBe(testIssuing?.id)
    expect(await issuerOf(context)).toBe(await idOf(name))
  })
})

test('what is stored of a certificate authority does not change and stays', async () => {
  const name = newName()
  const { id } = await live(name, upper)
  for (const change of [
    'name = name || $$x$$',
    'issuer_id = NULL',
    'key_id = NULL',
    'is_test = true',
    "certificate = '\\x00'",
  ]) {
    const statement = `UPDATE authority.certificate_authority SET ${change} WHERE id = '${id}'`
    await expect(db.sql.unsafe(statement)).rejects.toMatchObject({ code: '42501' })
  }
  await expect(db.sql`DELETE FROM authority.certificate_authority WHERE id = ${id}`).rejects.toMatchObject({
    code: '42501',
  })
})

function fromPem(pem: string): Uint8Array {
  return new Uint8Array(Buffer.from(pem.replace(/-----[^-]+-----/g, ''), 'base64'))
}
