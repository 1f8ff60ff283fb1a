import { afterAll, describe, expect, test } from 'vitest'
import { createSealedKeystore } from '@/lib/keystore/sealed/sealed-keystore'
import { writePem } from '@/lib/pki/pem'
import { destroyAbandonedKeys } from '../signing-keys/destroy-abandoned-keys'
import { rewrapKeys } from '../signing-keys/rewrap-keys'
import { fifty, testOrigin } from '../testing/authority-world'
import { certificateAuthorityRequestWorld, subjectOf } from '../testing/certificate-authority-request-world'
import { openUpperCertificateAuthority } from '../testing/upper-certificate-authority'
import { requestCertificateAuthority } from './request-certificate-authority'

const world = certificateAuthorityRequestWorld()
const { context, db, request, auditOf, idOf, keyState } = world
const upper = await openUpperCertificateAuthority('request')
afterAll(upper.dispose)

async function judge(pem: string): Promise<string> {
  upper.scratch.write('asked.csr', pem)
  return upper.run('req', '-verify', '-in', 'asked.csr', '-noout', '-text', '-nameopt', 'utf8,sep_comma_plus')
}

/** The public key in a request, as openssl reads it. */
let count = 0
function keyIn(pem: string): Promise<string> {
  count += 1
  upper.scratch.write(`${count}.csr`, pem)
  return upper.run('req', '-in', `${count}.csr`, '-noout', '-pubkey')
}

const keyOf = async (name: string) => {
  const [row] = await db.sql<{ keyId: string }[]>`
    SELECT key_id FROM authority.certificate_authority_request WHERE name = ${name}`
  return row?.keyId ?? ''
}

describe('a request for a real certificate authority', () => {
  test('is one that openssl accepts, signed through the keystore, and audited', async () => {
    const pem = await request('sign-rsa', subjectOf('sign-rsa'), 'rsa-2048')
    const text = await judge(pem)
    expect(text).toMatch(/verify OK/i)
    expect(text).toContain('Subject: C=JP,O=見本認証局,CN=TEST sign-rsa')
    expect(text).toContain('Public-Key: (2048 bit)')
    expect(await auditOf(await idOf('sign-rsa'))).toEqual(['certificate_authority.request success'])
    expect(await keyState(await keyOf('sign-rsa'))).toBe('assigned with blob')
  })

  test('is made again for the same key under the same name, subject and algorithm only', async () => {
    const first = await keyIn(await request('again'))
    expect(await keyIn(await request('again'))).toBe(first)
    const asked = { name: 'again', subject: subjectOf('again') }
    const unnamed = writePem(await requestCertificateAuthority(context, asked, testOrigin), 'CERTIFICATE REQUEST')
    expect(await keyIn(unnamed)).toBe(first)
    await expect(request('again', subjectOf('other'))).rejects.toMatchObject({
      code: 'certificate_authority.name_taken',
    })
    await expect(request('again', subjectOf('again'), 'rsa-2048')).rejects.toMatchObject({
      code: 'certificate_authority.name_taken',
    })
    expect(await auditOf('again')).toEqual(
      Array(2).fill('certificate_authority.request failure certificate_authority.name_taken'),
    )
  })

  test('fifty at once make one key', async () => {
    const outcomes = await fifty(() => request('race'))
    const keys = new Set(
      await Promise.all(outcomes.flatMap((each) => (each.status === 'fulfilled' ? [keyIn(each.value)] : []))),
    )
    expect(keys.size).toBe(1)
    const rows = await db.sql`SELECT 1 FROM authority.certificate_authority_request WHERE name = 'race'`
    expect(rows).toHaveLength(1)
  })

  test('a name that a certificate authority has is refused, and a subject that another one or another request has', async () => {
    await world.live('taken', upper)
    await expect(request('taken')).rejects.toMatchObject({ code: 'certificate_authority.name_taken' })
    await expect(request('free', subjectOf('taken'))).rejects.toMatchObject({
      code: 'certificate_authority.subject_taken',
    })
    await request('pending-one')
    const likeIt = ['C=JP', 'O=見本認証局', 'CN=test  PENDING-one']
    await expect(request('pending-two', likeIt)).rejects.toMatchObject({ code: 'certificate_authority.subject_taken' })
    await expect(request('pending-two')).resolves.toContain('BEGIN CERTIFICATE REQUEST')
  })

  test('is not made where the settings ask for the test hierarchy', async () => {
    const tests = { ...context, settings: { ...context.settings, testHierarchy: true } }
    const asked = { name: 'in-tests', subject: subjectOf('in-tests') }
    await expect(requestCertificateAuthority(tests, asked, testOrigin)).rejects.toMatchObject({
      code: 'certificate_authority.test_hierarchy',
    })
    expect(await keyOf('in-tests')).toBe('')
  })
})

describe('a pending key', () => {
  test('outlives the hour after which keys of nobody are destroyed', async () => {
    await request('waits')
    await db.sql`UPDATE authority.signing_key SET assigned_at = assigned_at - interval '30 days' WHERE state = 'assigned'`
    await destroyAbandonedKeys(context)
    expect(await keyState(await keyOf('waits'))).toBe('assigned with blob')
    await expect(request('waits')).resolves.toContain('BEGIN')
  })

  test('goes under a new wrapping key as its owner’s', async () => {
    const first = await request('rewrapped')
    const keys = new Map([
      [context.signingKeystore.wrappingKeyId, context.keyring.signingKek],
      ['next', new Uint8Array(32).fill(1)],
    ])
    const next = createSealedKeystore({ ring: { current: 'next', keys }, threads: 1, keySeconds: 0 })
    const after = { ...context, signingKeystore: next }
    expect(await rewrapKeys(after, {}, testOrigin)).toMatchObject({ skipped: 0, faulty: [] })
    const asked = { name: 'rewrapped', subject: subjectOf('rewrapped') }
    const second = writePem(await requestCertificateAuthority(after, asked, testOrigin), 'CERTIFICATE REQUEST')
    expect(await keyIn(second)).toBe(await keyIn(first))
    await expect(requestCertificateAuthority(context, asked, testOrigin)).rejects.toMatchObject({
      refusal: 'unknown_wrapping_key',
    })
    await next.close()
  })

  test('whose binding was altered in the database signs nothing', async () => {
    await request('altered')
    const keyId = await keyOf('altered')
    await expect(request('altered')).resolves.toContain('BEGIN')
    await db.sql`UPDATE authority.signing_key SET binding_mac = ${new Uint8Array(32)} WHERE id = ${keyId}`
    await expect(request('altered')).rejects.toMatchObject({ code: 'signature.record_altered' })
  })

  test('cannot be moved to another name, and signs nothing where it was', async () => {
    await request('from')
    await request('to')
    const [fromKey, toKey] = [await keyOf('from'), await keyOf('to')]
    for (const statement of [
      `UPDATE authority.certificate_authority_request SET key_id = '${fromKey}' WHERE name = 'to'`,
      `UPDATE authority.certificate_authority_request SET name = 'elsewhere' WHERE name = 'from'`,
      `UPDATE authority.certificate_authority_request SET subject = '\\x3000'::bytea || subject WHERE name = 'from'`,
      `DELETE FROM authority.certificate_authority_request WHERE name = 'from'`,
      'TRUNCATE authority.certificate_authority_request',
    ]) {
      await expect(db.sql.unsafe(statement)).rejects.toMatchObject({ code: '42501' })
    }
    await db.sql.unsafe('ALTER TABLE authority.certificate_authority_request DISABLE TRIGGER USER')
    await db.sql`DELETE FROM authority.certificate_authority_request WHERE name = 'from'`
    await db.sql`UPDATE authority.certificate_authority_request SET key_id = ${fromKey} WHERE name = 'to'`
    await db.sql.unsafe('ALTER TABLE authority.certificate_authority_request ENABLE TRIGGER USER')
    expect(await keyOf('to')).not.toBe(toKey)
    await expect(request('to')).rejects.toMatchObject({ code: 'signature.record_altered' })
  })
})

test.each([
  ['', 'name_invalid'],
  ['Sign', 'name_invalid'],
  ['a_b', 'name_invalid'],
  ['../credentials/x', 'name_invalid'],
  ['a'.repeat(55), 'name_invalid'],
  ['test', 'name_invalid'],
  ['test-issuing', 'name_invalid'],
  ['hpki-root', 'name_invalid'],
  ['hpki-issuer-1', 'name_invalid'],
])('the name %j is refused', async (name, code) => {
  await expect(request(name)).rejects.toMatchObject({ code: `certificate_authority.${code}` })
})

test('the longest name is taken', async () => {
  await expect(request('a'.repeat(54))).resolves.toContain('BEGIN')
})

test.each([
  [[]],
  [['C=JP']],
  [['CN']],
  [['CN=']],
  [['C=Japan', 'CN=x']],
  [['C=jp', 'CN=x']],
  [['CN=a\nb']],
  [['CN=a\u202eb']],
  [['CN= x']],
  [['CN=\u3164']],
  [['CN=a\u034fb']],
  [['CN=a\u2028b']],
  [[...Array.from({ length: 15 }, () => `L=${'薬'.repeat(127)}`), 'CN=x']],
  [[`CN=${'x'.repeat(65)}`]],
  [['emailAddress=a@b.c', 'CN=x']],
  [['CN=x', 'serialNumber=番号']],
  [['constructor=x']],
])('the subject %j is refused', async (subject) => {
  await expect(request('subject', subject)).rejects.toMatchObject({ code: 'certificate_authority.subject_invalid' })
})

test('values with an equals sign and every attribute are taken', async () => {
  const all = ['C=JP', 'ST=東京都', 'L=見本市', 'O=A=B', 'OU=部', 'CN=TEST', 'serialNumber=1']
  expect(await judge(await request('every', all))).toContain(
    'C=JP,ST=東京都,L=見本市,O=A=B,OU=部,CN=TEST,serialNumber=1',
  )
})
