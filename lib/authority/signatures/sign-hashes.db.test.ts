import { beforeEach, describe, expect, test } from 'vitest'
import { KeystoreInDoubt, KeystoreRefused } from '@/lib/keystore/keystore-error'
import { getMyPage } from '../holder-sessions/get-my-page'
import { listSignaturesOfHolder } from '../holder-sessions/my-signature.store'
import { newSessionOptions } from '../holder-sessions/new-session-options'
import { startHolderSession } from '../holder-sessions/start-holder-session'
import { raceOf, testOrigin } from '../testing/authority-world'
import { documentHash, isSignatureOf, signatureWorld } from '../testing/signature-world'
import { extendActivation } from './extend-activation'

const world = signatureWorld({ signaturesPerToken: 150, signaturesPerDay: 300 })
const { db, context, faults, calls } = world
const h = documentHash

beforeEach(() => {
  faults.length = 0
})

function numbers(count: number): number[] {
  return Array.from({ length: count }, (_, index) => index)
}

function hundred<Result>(work: (index: number) => Promise<Result>) {
  return Promise.allSettled(numbers(100).map(work))
}

describe('at most once for each unit', () => {
  test('a hundred at once for one authorised hash: exactly one signature', async () => {
    const signer = await world.signer()
    const sad = await world.authorize(signer, [h(1)])
    const before = calls.length
    const outcomes = await hundred(() => world.sign(signer, sad, [h(1)]))
    const { passed, refusals } = raceOf(outcomes)
    expect(passed).toBe(1)
    expect(calls.length - before).toBe(1)
    for (const code of refusals) expect(['signature.hash_not_authorized', 'signature.sad_invalid']).toContain(code)
    expect(await world.unitsOf(signer.credential)).toEqual({ consumed: 1 })
  })

  test('a hundred at once for the last unit of the token: exactly one signature', async () => {
    const signer = await world.signer()
    const first = numbers(149).map(h)
    await world.sign(signer, await world.authorize(signer, first), first)
    const sads = await Promise.all(numbers(100).map((place) => world.authorize(signer, [h(`last ${place}`)])))
    const outcomes = await hundred((place) => world.sign(signer, sads[place] ?? '', [h(`last ${place}`)]))
    expect(raceOf(outcomes)).toEqual({ passed: 1, refusals: ['signature.budget_exceeded'] })
    expect(await world.unitsOf(signer.credential)).toEqual({ consumed: 150, authorized: 99 })
    await expect(world.authorize(signer, [h(2)])).rejects.toMatchObject({ code: 'signature.budget_exceeded' })
  })

  test('a hundred at once under one Idempotency-Key: one signature, told to everybody who comes after', async () => {
    const signer = await world.signer()
    const sads = await Promise.all(numbers(100).map(() => world.authorize(signer, [h(1)])))
    const before = calls.length
    const outcomes = await hundred((place) => world.sign(signer, sads[place] ?? '', [h(1)], 'key-1'))
    expect(calls.length - before).toBe(1)
    const { passed, refusals } = raceOf(outcomes)
    expect(passed).toBeGreaterThanOrEqual(1)
    expect(refusals.filter((code) => code !== 'signature.in_progress')).toEqual([])
    const [signature] = await world.sign(signer, sads[0] ?? '', [h(1)], 'key-1')
    expect(calls.length - before).toBe(1)
    for (const outcome of outcomes) if (outcome.status === 'fulfilled') expect(outcome.value).toEqual([signature])
    expect(await world.unitsOf(signer.credential)).toEqual({ consumed: 1, authorized: 99 })
  })
})

describe('order', () => {
  test.each(['p-256', 'rsa-2048'] as const)(
    '%s: a batch of 100 comes back in the order of the request',
    async (algorithm) => {
      const signer = await world.signer({ algorithm })
      const sad = await world.authorize(signer, numbers(100).map(h))
      const mixed = numbers(100).map((place) => (place * 37) % 100)
      const signatures = await world.sign(signer, sad, mixed.map(h), 'batch')
      expect(signatures).toHaveLength(100)
      for (const [place, signature] of signatures.entries()) {
        expect(isSignatureOf(mixed[place] ?? -1, signature, signer.credential)).toBe(true)
        expect(isSignatureOf((mixed[place] ?? 0) + 1, signature, signer.credential)).toBe(false)
      }
      expect(await world.sign(signer, sad, mixed.map(h), 'batch')).toEqual(signatures)
    },
  )

  test('one document authorised twice is signed twice, not three times', async () => {
    const signer = await world.signer()
    const sad = await world.authorize(signer, [h(1), h(1), h(2)])
    await expect(world.sign(signer, sad, [h(1), h(1), h(1)])).rejects.toMatchObject({
      code: 'signature.hash_not_authorized',
    })
    expect(await world.unitsOf(signer.credential)).toEqual({ authorized: 3 })
    expect(await world.sign(signer, sad, [h(2), h(1), h(1)])).toHaveLength(3)
  })
})

describe('when the keystore fails', () => {
  test('a definite refusal gives the unit, the budget and the key back', async () => {
    const signer = await world.signer()
    const sad = await world.authorize(signer, [h(1), h(2)])
    faults.push(() => {
      throw new KeystoreRefused('busy', 'test')
    })
    await expect(world.sign(signer, sad, [h(1)], 'again')).rejects.toMatchObject({ code: 'signature.keystore_refused' })
    expect(await world.unitsOf(signer.credential)).toEqual({ authorized: 2, released: 1 })
    faults.length = 0
    const [signature] = await world.sign(signer, sad, [h(1)], 'again')
    expect(isSignatureOf(1, signature ?? new Uint8Array(), signer.credential)).toBe(true)
    const budgets = await db.sql<{ spent: number }[]>`
      SELECT spent FROM authority.signature_budget WHERE key = ${`token:${signer.bearer.accessTokenId}`}`
    expect(budgets).toEqual([{ spent: 1 }])
    expect(await world.unitsOf(signer.credential)).toEqual({ authorized: 1, released: 1, consumed: 1 })
  })

  test.each([
    { name: 'in doubt', error: new KeystoreInDoubt('test') },
    { name: 'an error nobody expects', error: new Error('test') },
  ])('$name: the unit is burned and never signed again', async ({ error }) => {
    const signer = await world.signer()
    const sad = await world.authorize(signer, [h(1), h(2)])
    faults.push(() => {
      throw error
    })
    await expect(world.sign(signer, sad, [h(1)], 'doubt')).rejects.toMatchObject({ code: 'signature.in_doubt' })
    faults.length = 0
    const before = calls.length
    await expect(world.sign(signer, sad, [h(1)])).rejects.toMatchObject({ code: 'signature.hash_not_authorized' })
    await expect(world.sign(signer, sad, [h(1)], 'doubt')).rejects.toMatchObject({ code: 'signature.in_progress' })
    expect(calls.length).toBe(before)
    expect(await world.sign(signer, sad, [h(2)])).toHaveLength(1)
  })

  test('in the middle of a batch: made ones are burned, unsent ones given back, nothing leaves', async () => {
    const signer = await world.signer()
    const sad = await world.authorize(signer, numbers(100).map(h))
    const first = calls.length
    faults.push((call) => {
      if (call === first + 2) throw new KeystoreInDoubt('test')
    })
    await expect(world.sign(signer, sad, numbers(100).map(h))).rejects.toMatchObject({ code: 'signature.in_doubt' })
    expect(await world.unitsOf(signer.credential)).toEqual({ reserved: 64, released: 36, authorized: 36 })
    faults.length = 0
    const rest = numbers(36).map((place) => h(place + 64))
    expect(await world.sign(signer, sad, rest)).toHaveLength(36)
    await expect(world.sign(signer, sad, [h(0)])).rejects.toMatchObject({ code: 'signature.hash_not_authorized' })
  })
})

describe('extending', () => {
  const extend = (signer: Awaited<ReturnType<typeof world.signer>>, sad: string, hashes: Uint8Array[]) =>
    extendActivation(context, signer.bearer, { credentialId: signer.credential.id, sad, hashes }, testOrigin)

  test('moves what is left to other hashes, and the old SAD is dead', async () => {
    const signer = await world.signer()
    const old = await world.authorize(signer, [h(1)], { numSignatures: 3 })
    await world.sign(signer, old, [h(1)])
    await expect(extend(signer, old, [h(1), h(2), h(3)])).rejects.toMatchObject({ code: 'signature.budget_exceeded' })
    const { sad } = await extend(signer, old, [h(2)])
    await expect(world.sign(signer, old, [h(1)])).rejects.toMatchObject({ code: 'signature.sad_invalid' })
    expect(await world.sign(signer, sad, [h(2)])).toHaveLength(1)
    const last = await extend(signer, sad, [h(3)])
    expect(await world.sign(signer, last.sad, [h(3)])).toHaveLength(1)
    await expect(extend(signer, last.sad, [h(4)])).rejects.toMatchObject({ code: 'signature.sad_invalid' })
  })

  test('fifty at once: one wins', async () => {
    const signer = await world.signer()
    const old = await world.authorize(signer, [h(1)], { numSignatures: 100 })
    const outcomes = await Promise.allSettled(numbers(50).map((place) => extend(signer, old, [h(place)])))
    expect(raceOf(outcomes)).toEqual({ passed: 1, refusals: ['signature.sad_invalid'] })
  })
})

test('every step is in the audit trail, under one request', async () => {
  const signer = await world.signer()
  const sad = await world.authorize(signer, [h(1)])
  await world.sign(signer, sad, [h(1)])
  const [row] = await db.sql<{ id: string; activation: string }[]>`
    SELECT request.id, sad.activation_id AS activation FROM authority.signature_request AS request
    JOIN authority.sad_unit AS unit ON unit.request_id = request.id JOIN authority.sad AS sad ON sad.id = unit.sad_id
    WHERE request.credential_id = ${signer.credential.id}`
  expect(await world.auditOf(row?.id ?? '')).toEqual(['signature.reserve success', 'signature.complete success'])
  expect(await world.auditOf(row?.activation ?? '')).toEqual(['activation.authorize success'])
})

describe('the database itself refuses', () => {
  test.each([
    `UPDATE authority.sad_unit SET state = 'authorized', request_id = NULL, request_place = NULL, reserved_at = NULL,
      settled_at = NULL, signature = NULL, signature_hash = NULL WHERE state = 'consumed'`,
    `UPDATE authority.sad_unit SET state = 'released' WHERE state = 'consumed'`,
    `UPDATE authority.sad_unit SET hash = sha256('x') WHERE state = 'consumed'`,
    `UPDATE authority.sad_unit SET signature = 'x' WHERE state = 'consumed'`,
    `UPDATE authority.sad_unit SET request_place = 7 WHERE state = 'consumed'`,
    `DELETE FROM authority.sad_unit`,
    `TRUNCATE authority.sad_unit`,
    `DELETE FROM authority.sad`,
    `UPDATE authority.sad SET state = 'active'`,
    `UPDATE authority.activation SET num_signatures = 9`,
    `DELETE FROM authority.activation`,
    `UPDATE authority.signature_request SET state = 'reserved', settled_at = NULL`,
    `INSERT INTO authority.sad_unit (sad_id, ordinal, hash, replaces)
      SELECT sad_id, 9, hash, ordinal FROM authority.sad_unit WHERE state = 'consumed' LIMIT 1`,
    `UPDATE authority.credential SET role = 'Pharmacist'`,
    `UPDATE authority.signing_key SET state = 'free', binding_mac = NULL, assigned_at = NULL`,
  ])('%s', async (statement) => {
    const signer = await world.signer()
    await world.sign(signer, await world.authorize(signer, [h(1)]), [h(1)])
    await expect(db.sql.unsafe(statement)).rejects.toMatchObject({ code: '42501' })
  })
})

test('the holder sees each signing on the own page: when, where, what and how many; others see nothing', async () => {
  const [signer, other] = [await world.signer(), await world.signer()]
  await world.sign(signer, await world.authorize(signer, [h(1)]), [h(1)])
  const sad = await world.authorize(signer, [h(2), h(3)], { documentKind: 'prescription' })
  await world.sign(signer, sad, [h(2), h(3)])
  await world.authorize(signer, [h(4)])
  const { token } = await startHolderSession(
    context,
    { response: signer.person.authenticator.get(await newSessionOptions(context)) },
    testOrigin,
  )
  const { signatures } = await getMyPage(context, token)
  const place = { facilityName: 'テスト病院', terminalName: '診察室1', place: '本館1階' }
  expect(signatures).toMatchObject([
    { ...place, documentKind: 'prescription', count: 2, signedAt: expect.any(Date) },
    { ...place, documentKind: null, count: 1 },
  ])
  expect(await listSignaturesOfHolder(db, other.credential.holderId)).toEqual([])
})
