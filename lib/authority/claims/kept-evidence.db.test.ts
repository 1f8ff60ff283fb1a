import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { concatBytes } from '@/lib/kernel/bytes'
import { wrongEcdsaForms } from '@/lib/pki/testing/ecdsa-forms'
import { openScratch, runOpenssl } from '@/lib/pki/testing/run-openssl'
import { importCredentialKey } from '@/lib/webauthn/credential-key'
import { offeredAlgorithms } from '@/lib/webauthn/webauthn'
import { testOrigin } from '../testing/authority-world'
import { signInWorld } from '../testing/sign-in-world'
import { approveClaim } from './approve-claim'

const world = signInWorld()
const { context, db } = world

async function ready() {
  const person = await world.register()
  const session = await world.startShown(await world.newClient(), person.holder)
  return { ...person, session, ...(await world.claimAndMatch(session)) }
}

type Ready = Awaited<ReturnType<typeof ready>>

function answer(
  { claimSecret, authenticator, options }: Ready,
  change = (signature: Uint8Array<ArrayBuffer>) => signature,
) {
  const response = authenticator.get(options, { signature: change })
  return approveClaim(context, { claimSecret, response }, testOrigin)
}

/** Key, signature and what was signed (WebAuthn L3 §7.2 steps 22 and 23), from the row's columns and nothing else. */
function isRightForOpenssl(row: {
  publicKey: Uint8Array
  clientDataJson: Uint8Array
  authenticatorData: Uint8Array
  signature: Uint8Array
}) {
  const imported = importCredentialKey(new Uint8Array(row.publicKey), offeredAlgorithms)
  if ('code' in imported) throw new Error(imported.code)
  const scratch = openScratch()
  const key = scratch.write('key.pem', imported.key.export({ type: 'spki', format: 'pem' }))
  const signature = scratch.write('signature', row.signature)
  const hash = createHash('sha256').update(row.clientDataJson).digest()
  const signed = scratch.write('signed', concatBytes(row.authenticatorData, hash))
  return runOpenssl(['dgst', '-sha256', '-verify', key, '-signature', signature, signed]).finally(scratch.dispose)
}

test('AT-42 each kept row of evidence verifies under openssl, from the row alone', async () => {
  for (let turn = 0; turn < 5; turn += 1) await answer(await ready())
  const rows = await db.prisma.webauthnEvidence.findMany()
  expect(rows.length).toBeGreaterThanOrEqual(5)
  for (const row of rows) expect(await isRightForOpenssl(row)).toMatchObject({ status: 0 })
  const [first, second] = rows
  if (!first || !second) throw new Error('no rows')
  expect(await isRightForOpenssl({ ...first, clientDataJson: second.clientDataJson })).toMatchObject({ status: 1 })
})

test('AT-42 an answer whose signature only a lenient reader takes approves nothing and keeps nothing', async () => {
  const before = await db.prisma.signInEvidence.count()
  for (const [name, change] of wrongEcdsaForms.filter(([form]) => /behind|third|long form|indefinite/.test(form))) {
    const session = await ready()
    const refused = answer(session, (signature) => change(signature))
    await expect(refused, name).rejects.toThrow()
  }
  expect(await db.prisma.signInEvidence.count()).toBe(before)
})
