import { describe, expect, test } from 'vitest'
import { samplePrescriptionCsv } from '@/lib/eprescription/testing/sample-prescription'
import { signPrescription } from '../signing/sign-prescription'
import { facilityWorld, type Place, testOrigin } from '../testing/facility-world'
import { forgetPast } from './forget-past'

const world = facilityWorld()
const { authority, context, db } = world

test('a token past its end loses its octets; a live one keeps them', async () => {
  const [past, live] = [await world.newPlace(), await world.newPlace()]
  await world.signIn(past)
  await world.signIn(live)
  await db.sql`UPDATE facility.vault_token SET expires_at = clock_timestamp() - interval '61 minutes'
    WHERE staff_id = ${past.doctor.staffKey}`
  await forgetPast(context)
  expect((await world.tokensOf(past.doctor.staffKey))[0]?.sealedToken).toHaveLength(0)
  expect((await world.tokensOf(live.doctor.staffKey))[0]?.sealedToken.length).toBeGreaterThan(0)
  expect((await world.statusOf(live)).status).toBe('signed_in')
})

test('a sign-in that nobody follows any more is ended with its audit row, once, and its secrets are gone', async () => {
  const place = await world.newPlace()
  const { signInId } = await world.startIn(place)
  await db.sql`UPDATE facility.sign_in SET expires_at = clock_timestamp() - interval '11 minutes' WHERE id = ${signInId}`
  await Promise.all(Array.from({ length: 50 }, () => forgetPast(context)))
  expect(await world.rowOf(signInId)).toMatchObject({
    state: 'expired',
    endReason: 'sign_in.expired',
    sealedDeviceCode: null,
    sealedQrSecret: null,
  })
  const ends = (await world.auditOf(signInId)).filter((line) => line.startsWith('sign_in.end'))
  expect(ends).toEqual(['sign_in.end failure sign_in.expired'])
})

test('a sign-in under way is left alone', async () => {
  const place = await world.newPlace()
  const { signInId } = await world.startIn(place)
  await forgetPast(context)
  expect((await world.rowOf(signInId)).state).toBe('shown')
})

test('frames of last week are forgotten unless somebody signed in from them', async () => {
  const place = await world.newPlace()
  await world.launch(place)
  await world.signIn(place)
  await db.sql`UPDATE facility.launch SET ticket_expires_at = clock_timestamp() - interval '8 days'`
  await forgetPast(context)
  const left = await db.prisma.launch.findMany({
    where: { staffKey: place.doctor.staffKey },
    include: { signIns: true },
  })
  expect(left.map(({ signIns }) => signIns.length)).toEqual([1])
})

describe('signed documents', () => {
  const sign = ({ hospital, doctor, screen }: Place, idempotencyKey: string) =>
    signPrescription(
      context,
      {
        principal: hospital.principal,
        staffCode: doctor.staffCode,
        terminalCode: screen.terminalCode,
        idempotencyKey,
        csv: samplePrescriptionCsv(),
      },
      testOrigin,
    )
  const sealedOf = async (place: Place) => {
    const rows = await db.prisma.signingDocument.findMany({ where: { request: { staffKey: place.doctor.staffKey } } })
    return rows.map(({ sealedPreparation, sealedSignature }) => (sealedPreparation ?? sealedSignature) !== null)
  }

  test('past their time are wiped, the facts stay; those within it are kept', async () => {
    const [past, live] = [await world.newPlace(), await world.newPlace()]
    for (const place of [past, live]) {
      await world.signIn(place)
      await sign(place, 'a')
    }
    await db.sql`UPDATE facility.signing_request SET documents_until = clock_timestamp() - interval '1 millisecond' WHERE staff_id = ${past.doctor.staffKey}`
    await forgetPast(context)
    expect([await sealedOf(past), await sealedOf(live)]).toEqual([[false], [true]])
    const row = await db.prisma.signingDocument.findFirstOrThrow({
      where: { request: { staffKey: past.doctor.staffKey } },
    })
    expect(row.documentHash).toHaveLength(32)
  })

  test('that were prepared and never asked for again are wiped after a week, and their key signs nothing any more', async () => {
    const place = await world.newPlace()
    await world.signIn(place)
    authority.away.add('signHashes')
    await expect(sign(place, 'b')).rejects.toMatchObject({ code: 'authority.unavailable' })
    authority.away.clear()
    await forgetPast(context)
    expect(await sealedOf(place)).toEqual([true])
    await db.sql`UPDATE facility.signing_request SET turn_until = clock_timestamp() - interval '8 days'
      WHERE staff_id = ${place.doctor.staffKey}`
    await forgetPast(context)
    expect(await sealedOf(place)).toEqual([false])
    await expect(sign(place, 'b')).rejects.toMatchObject({ code: 'signing.document_wiped' })
  })
})
