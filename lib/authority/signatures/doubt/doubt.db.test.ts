import { expect, test } from 'vitest'
import { KeystoreInDoubt } from '@/lib/keystore/keystore-error'
import { forgetPast } from '../../retention/forget-past'
import { testOrigin } from '../../testing/authority-world'
import { documentHash, signatureWorld } from '../../testing/signature-world'
import { listDoubtfulRequests } from './doubtful.store'
import { reportDoubtfulSignatures } from './report-doubtful-signatures'

const world = signatureWorld()
const { db, context, faults } = world

/** Moves what lies in the past further back; the rows of the ledger are otherwise fixed. */
async function age(seconds: number): Promise<void> {
  for (const table of ['sad_unit', 'signature_request']) {
    await db.sql.unsafe(`ALTER TABLE authority.${table} DISABLE TRIGGER USER`)
  }
  await db.sql`
    UPDATE authority.sad_unit SET reserved_at = reserved_at - make_interval(secs => ${seconds}),
      settled_at = settled_at - make_interval(secs => ${seconds})`
  await db.sql`UPDATE authority.signature_request SET created_at = created_at - make_interval(secs => ${seconds})`
  for (const table of ['sad_unit', 'signature_request']) {
    await db.sql.unsafe(`ALTER TABLE authority.${table} ENABLE TRIGGER USER`)
  }
}

test('units reserved for more than a minute are reported once, audited, and never signed', async () => {
  const signer = await world.signer()
  const sad = await world.authorize(signer, [documentHash(1), documentHash(2)])
  faults.push(() => {
    throw new KeystoreInDoubt('test')
  })
  await expect(world.sign(signer, sad, [documentHash(1)], 'key')).rejects.toMatchObject({ code: 'signature.in_doubt' })
  faults.length = 0
  await world.sign(signer, sad, [documentHash(2)])
  expect(await reportDoubtfulSignatures(context, testOrigin)).toEqual([])
  await age(61)
  const [report, ...others] = await reportDoubtfulSignatures(context, testOrigin)
  expect(others).toEqual([])
  expect(report).toMatchObject({ units: 1, credentialId: signer.credential.id, holderId: signer.credential.holderId })
  expect(await world.auditOf(report?.requestId ?? '')).toEqual([
    'signature.reserve success',
    'signature.release success outcome unknown',
    'signature.report_doubt failure signature.in_doubt',
  ])
  expect(await reportDoubtfulSignatures(context, testOrigin)).toEqual([])
  expect(await listDoubtfulRequests(db, { unreportedOnly: false })).toMatchObject([{ isReported: true }])
  await expect(world.sign(signer, sad, [documentHash(1)], 'key')).rejects.toMatchObject({ code: 'signature.in_doubt' })
})

test('a stored signature is forgotten after a week; its hash and the ledger stay, and a repeat signs nothing', async () => {
  const signer = await world.signer()
  const sad = await world.authorize(signer, [documentHash(3)])
  const first = await world.sign(signer, sad, [documentHash(3)], 'week')
  await age(6 * 86_400)
  await forgetPast(context)
  expect(await world.sign(signer, sad, [documentHash(3)], 'week')).toEqual(first)
  await age(2 * 86_400)
  await forgetPast(context)
  await expect(world.sign(signer, sad, [documentHash(3)], 'week')).rejects.toMatchObject({ code: 'signature.in_doubt' })
  const units = await db.sql<{ signature: unknown; isHashKept: boolean }[]>`
    SELECT unit.signature, unit.signature_hash = sha256(${first[0] ?? new Uint8Array()}) AS is_hash_kept
    FROM authority.sad_unit AS unit JOIN authority.signature_request AS request ON request.id = unit.request_id
    WHERE request.credential_id = ${signer.credential.id}`
  expect(units).toEqual([{ signature: null, isHashKept: true }])
})
