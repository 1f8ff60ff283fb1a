import { beforeEach, describe, expect, test } from 'vitest'
import { KeystoreRefused } from '@/lib/keystore/keystore-error'
import { revokeCredential } from '../credentials/revoke-credential'
import { suspendCredential } from '../credentials/suspend-credential'
import { raceOf, testOrigin } from '../testing/authority-world'
import { documentHash, type Signer, signatureWorld } from '../testing/signature-world'
import { extendActivation } from './extend-activation'

const world = signatureWorld({ credentialAlgorithm: 'p-256' })
const { db, context, signing, faults } = world
const h = documentHash
const { sign } = signing.signingKeystore

beforeEach(() => {
  faults.length = 0
  signing.signingKeystore.sign = sign
})

/** Does something when the keystore has signed and before anybody hears of it. */
function afterSigning(work: () => Promise<unknown>): void {
  signing.signingKeystore.sign = async (key, digests) => {
    const made = await sign(key, digests)
    await work()
    return made
  }
}

describe('no signature leaves once its certificate', () => {
  const ways: [string, (signer: Signer) => Promise<unknown>][] = [
    [
      'is revoked',
      ({ credential: { id: credentialId } }) =>
        revokeCredential(context, { credentialId, reason: 'keyCompromise' }, testOrigin),
    ],
    ['is suspended', ({ credential: { id } }) => suspendCredential(context, { credentialId: id }, testOrigin)],
  ]

  test.each(ways)('%s: the unit is burned', async (_, change) => {
    const signer = await world.signer()
    const sad = await world.authorize(signer, [h(1), h(2)])
    expect(await world.sign(signer, sad, [h(1)])).toHaveLength(1)
    afterSigning(() => change(signer))
    await expect(world.sign(signer, sad, [h(2)], 'key')).rejects.toMatchObject({ code: 'signature.in_doubt' })
    expect(await world.unitsOf(signer.credential)).toEqual({ consumed: 1, reserved: 1 })
  })
})

describe('what the keystore is busy with', () => {
  test('counts when the authorisation is extended, and stays at its old place', async () => {
    const signer = await world.signer()
    const old = await world.authorize(signer, [h(1)], { numSignatures: 2 })
    const extend = (hashes: Uint8Array[]) =>
      extendActivation(context, signer.bearer, { credentialId: signer.credential.id, sad: old, hashes }, testOrigin)
    afterSigning(async () => {
      await expect(extend([h(2), h(3)])).rejects.toMatchObject({ code: 'signature.budget_exceeded' })
      await extend([h(2)])
    })
    expect(await world.sign(signer, old, [h(1)])).toHaveLength(1)
    signing.signingKeystore.sign = sign
    await expect(world.sign(signer, old, [h(1)])).rejects.toMatchObject({ code: 'signature.sad_invalid' })
  })

  test('is given back to the budget of its token only, while others of the token sign', async () => {
    const signer = await world.signer()
    const hashes = Array.from({ length: 40 }, (_, place) => h(place))
    const sads = await Promise.all(hashes.map((hash) => world.authorize(signer, [hash])))
    faults.push((call) => {
      if (call % 2 === 0) throw new KeystoreRefused('busy', 'test')
    })
    const outcomes = await Promise.allSettled(
      sads.map((sad, place) => world.sign(signer, sad, hashes.slice(place, place + 1))),
    )
    expect(raceOf(outcomes)).toEqual({ passed: 20, refusals: ['signature.keystore_refused'] })
    expect(await world.unitsOf(signer.credential)).toEqual({ consumed: 20, released: 20, authorized: 20 })
    const budgets = await db.sql<{ spent: number }[]>`
      SELECT spent FROM authority.signature_budget WHERE key = ${`token:${signer.bearer.accessTokenId}`}`
    expect(budgets).toEqual([{ spent: 20 }])
  })
})
