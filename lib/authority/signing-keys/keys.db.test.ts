import { randomBytes } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { createSealedKeystore } from '@/lib/keystore/sealed/sealed-keystore'
import { refreshCrls } from '../certificate-authorities/crls/refresh-crls'
import { issueCredential } from '../credentials/issue-credential'
import { keepCredentialsReady } from '../credentials/keep-credentials-ready'
import { revokeCredential } from '../credentials/revoke-credential'
import { requireSigningKey } from '../signatures/credential/judge-credential'
import { findSigningCredential } from '../signatures/credential/signing-credential.store'
import { testOrigin } from '../testing/authority-world'
import { credentialWorld } from '../testing/credential-world'
import { claimKey } from './claim-key'
import { destroyAbandonedKeys } from './destroy-abandoned-keys'
import { fillKeyPool } from './fill-key-pool'
import { endLease, takeLease } from './lease.store'
import { rewrapKeys } from './rewrap-keys'
import { countFreeKeys } from './signing-key.store'

const world = credentialWorld({ keyPool: 5 })
const { context, db, issue, keyState, auditOf } = world

const [kek, nextKek] = [new Uint8Array(randomBytes(32)), new Uint8Array(randomBytes(32))]
const ring = (current: string, keys: [string, Uint8Array][]) =>
  createSealedKeystore({ ring: { current, keys: new Map(keys) }, threads: 2, keySeconds: 0 })
/** Every process knows the next key before any of them uses it. */
const both: [string, Uint8Array][] = [
  ['2026', kek],
  ['2027', nextKek],
]
const before = { ...context, signingKeystore: ring('2026', both) }
const after = { ...context, signingKeystore: ring('2027', both) }
const later = { ...context, signingKeystore: ring('2027', [['2027', nextKek]]) }

describe('pool of keys made ahead', () => {
  test('twenty processes that fill it at once never overfill it, and a key is given to one only', async () => {
    await Promise.all(Array.from({ length: 20 }, () => fillKeyPool(context)))
    await fillKeyPool(context)
    expect(await countFreeKeys(db, 'p-256')).toBe(5)
    const owners = Array.from({ length: 8 }, (_, index) => ({ credentialId: `crd_${index}`, holderId: 'hol_pool' }))
    const keys = await Promise.all(owners.map((owner) => claimKey(context, owner)))
    expect(new Set(keys.map(({ id }) => id)).size).toBe(8)
    expect(await countFreeKeys(db, 'p-256')).toBe(0)
    for (const { id } of keys) expect(await keyState(id)).toBe('assigned with blob')
    expect(await fillKeyPool(context)).toBe(5)
  })

  test('keys taken for what never came to be are destroyed after an hour, others are not', async () => {
    const { keyId } = await issue()
    const { id: lost } = await claimKey(context, { credentialId: 'crd_lost', holderId: 'hol_lost' })
    expect(await destroyAbandonedKeys(context)).toBe(0)
    await db.sql`UPDATE authority.signing_key SET assigned_at = assigned_at - interval '2 hours' WHERE state = 'assigned'`
    expect(await destroyAbandonedKeys(context)).toBeGreaterThanOrEqual(1)
    expect(await keyState(lost)).toBe('destroyed without blob')
    expect(await auditOf(lost)).toEqual(['signing_key.destroy success'])
    expect(await keyState(keyId)).toBe('assigned with blob')
  })

  test('a lease is one owner’s until it ends or is given back', async () => {
    const lease = { name: 'test', owner: 'a', seconds: 60 }
    const race = await Promise.all(
      Array.from({ length: 50 }, (_, index) => takeLease(db, { ...lease, owner: `${index}` })),
    )
    expect(race.filter(Boolean)).toHaveLength(1)
    const owner = `${race.indexOf(true)}`
    expect(await takeLease(db, { ...lease, owner })).toBe(true)
    await endLease(db, { name: 'test', owner: 'somebody' })
    expect(await takeLease(db, lease)).toBe(false)
    await db.sql`UPDATE authority.lease SET until = clock_timestamp() - interval '1 millisecond' WHERE name = 'test'`
    expect(await takeLease(db, lease)).toBe(true)
  })

  test('the background work makes everything ready and may run in several processes', async () => {
    await Promise.all([keepCredentialsReady(context), keepCredentialsReady(context)])
    expect(await countFreeKeys(db, 'p-256')).toBe(5)
    expect((await world.publishedCrl()).number).toBeGreaterThan(0n)
    expect((await world.publishedCrl('test-root')).number).toBeGreaterThan(0n)
  })
})

describe('rotation of the wrapping key', () => {
  const older = async (wrappingKeyId: string): Promise<number> => {
    const [row] = await db.sql<{ count: number }[]>`
      SELECT count(*)::int AS count FROM authority.signing_key
      WHERE state <> 'destroyed' AND wrapping_key_id = ${wrappingKeyId}`
    return row?.count ?? 0
  }

  async function sign(from: typeof context, credential: { id: string; holderId: string }): Promise<boolean> {
    const stored = await findSigningCredential(db, { credentialId: credential.id, holderId: credential.holderId })
    const key = requireSigningKey(from.keyring, stored, null)
    const signatures = await from.signingKeystore.sign(key, [new Uint8Array(randomBytes(32))])
    return signatures.length === 1
  }

  test('every key moves while signatures go on without a failure, and then the old key can go', async () => {
    await rewrapFreshWorld()
    const credentials: Awaited<ReturnType<typeof issueIn>>[] = []
    for (let index = 0; index < 30; index += 1) credentials.push(await issueIn(before))
    await fillKeyPool(before)
    const total = await older('2026')
    let signed = 0
    let isRotating = true
    const signing = (async () => {
      while (isRotating) for (const each of credentials) if (await sign(after, each)) signed += 1
    })()
    const results = await Promise.all([rewrapKeys(after, {}, testOrigin), rewrapKeys(after, {}, testOrigin)])
    isRotating = false
    await signing
    expect(signed).toBeGreaterThan(0)
    expect(results.reduce((sum, { rewrapped }) => sum + rewrapped, 0)).toBe(total)
    expect(results.flatMap(({ faulty }) => faulty)).toEqual([])
    expect(await older('2026')).toBe(0)
    for (const each of credentials) expect(await sign(later, each)).toBe(true)
    await refreshCrls(later)
    expect(await auditOf('sealed')).toContain('signing_key.rewrap success')
  })

  test('a key that was moved to another credential is not rewrapped but named', async () => {
    const [one, two] = [await issueIn(before), await issueIn(before)]
    await db.sql`UPDATE authority.signing_key SET binding_mac = (SELECT binding_mac FROM authority.signing_key
      WHERE id = ${two.keyId}) WHERE id = ${one.keyId}`
    const result = await rewrapKeys(after, {}, testOrigin)
    expect(result.faulty).toEqual([one.keyId])
    expect(await sign(later, two)).toBe(true)
    await expect(sign(after, one)).rejects.toMatchObject({ code: 'signature.record_altered' })
  })

  test('a key destroyed while it was being rewrapped stays destroyed', async () => {
    const credential = await issueIn(before)
    const slow = {
      ...after,
      signingKeystore: {
        ...after.signingKeystore,
        async rewrap(wrapped: Parameters<typeof after.signingKeystore.rewrap>[0]) {
          const moved = await after.signingKeystore.rewrap(wrapped)
          await revokeCredential(later, { credentialId: credential.id, reason: 'keyCompromise' }, testOrigin).catch(
            () => {},
          )
          return moved
        },
      },
    }
    await rewrapKeys(slow, {}, testOrigin)
    expect(await keyState(credential.keyId)).toBe('destroyed without blob')
  })

  /** The hierarchy of this world is under the master key's own wrapping key; here everything is under a ring. */
  async function rewrapFreshWorld(): Promise<void> {
    await world.issuingCertificateAuthority()
    const kekId = context.signingKeystore.wrappingKeyId
    const named = ring('2026', [
      [kekId, context.keyring.signingKek],
      ['2026', kek],
    ])
    await rewrapKeys({ ...context, signingKeystore: named }, {}, testOrigin)
    await db.sql`UPDATE authority.signing_key SET state = 'destroyed', wrapped = NULL, binding_mac = NULL,
      destroyed_at = clock_timestamp() WHERE state <> 'destroyed' AND wrapping_key_id <> '2026'`
  }

  /** With a key under the wrapping key of `from`: what was made ahead may be under another. */
  async function issueIn(from: typeof context) {
    await db.sql`UPDATE authority.signing_key SET state = 'destroyed', wrapped = NULL, destroyed_at = clock_timestamp()
      WHERE state = 'free'`
    const holder = await world.newHolder()
    return issueCredential(from, { holderId: holder.id }, testOrigin)
  }
})
