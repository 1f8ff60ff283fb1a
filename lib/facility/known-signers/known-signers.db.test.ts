import { beforeEach, describe, expect, test, vi } from 'vitest'
import { samplePrescriptionCsv } from '@/lib/eprescription/testing/sample-prescription'
import { signPrescription } from '../signing/sign-prescription'
import { linkStaff } from '../staff-changes/link-staff'
import { facilityWorld, type Place, testOrigin } from '../testing/facility-world'
import { forgetKnownSigner } from './forget-known-signer'
import { listKnownSigners } from './known-signer.store'

const world = facilityWorld()
const { context, db, authority } = world
const { signing } = authority

beforeEach(() => authority.before.clear())

let keys = 0
function newKey(): string {
  keys += 1
  return `key-${keys}`
}

async function sign({ hospital, doctor, screen }: Place, idempotencyKey = newKey()) {
  const { staffCode } = doctor
  const { terminalCode } = screen
  const input = { principal: hospital.principal, staffCode, terminalCode, idempotencyKey }
  const { result } = await signPrescription(context, { ...input, csv: samplePrescriptionCsv() }, testOrigin)
  return result.items.map(({ outcome }) => outcome)
}

async function signedInPlace(): Promise<Place> {
  const place = await world.newPlace()
  await world.signIn(place)
  return place
}

/** Another doctor of the same hospital, on a screen of their own, signed in. */
async function colleagueOf({ hospital }: Place, holderSubject?: string): Promise<Place> {
  const doctor = await world.newDoctor(hospital, holderSubject === undefined ? {} : { holderSubject })
  const place = { hospital, doctor, screen: await world.newScreen(hospital) }
  await world.signIn(place)
  return place
}

/** From now on the authority shows certificates in another name; what was found before is asked for again after a sign-in. */
async function rename(place: Place, name: string): Promise<void> {
  signing.names.set(place.doctor.holderSubject, name)
  await world.signIn(place)
}

const forget = ({ hospital, doctor }: Place) =>
  forgetKnownSigner(
    context,
    { facilityCode: hospital.code, staffCode: doctor.staffCode, actor: 'operator' },
    testOrigin,
  )

const refused = { code: 'signing.signer_changed' }

describe('a staff member signs in the name of their first certificate', () => {
  test('a renewed certificate in the same name goes on', async () => {
    const place = await signedInPlace()
    expect(await sign(place)).toEqual(['signed'])
    signing.renewAll()
    await world.signIn(place)
    expect(await sign(place)).toEqual(['signed'])
  })

  test('another name is refused before the authority is asked to sign, audited, and the known one stays', async () => {
    const place = await signedInPlace()
    await sign(place)
    const made = signing.made()
    await rename(place, 'TEST another doctor')
    await expect(sign(place)).rejects.toMatchObject(refused)
    expect(signing.made()).toBe(made)
    expect(
      await db.sql`SELECT record::jsonb->>'code' AS code, record::jsonb->>'reason' AS reason,
          record::jsonb->'details'->>'staff' AS staff FROM facility.audit_event
        WHERE partition = ${place.hospital.facilityId} AND action = 'prescription.sign' AND outcome = 'failure'`,
    ).toEqual([
      {
        code: 'signing.signer_changed',
        reason: expect.stringMatching(/^shown [\w-]{43}, known [\w-]{43}$/),
        staff: place.doctor.staffKey,
      },
    ])
    signing.names.delete(place.doctor.holderSubject)
    await world.signIn(place)
    expect(await sign(place)).toEqual(['signed'])
  })

  test('the name of a colleague is refused from the first signature on', async () => {
    const place = await signedInPlace()
    await sign(place)
    const colleague = await colleagueOf(place)
    await rename(colleague, `TEST ${place.doctor.holderSubject}`)
    await expect(sign(colleague)).rejects.toMatchObject(refused)
    const elsewhere = await signedInPlace()
    await rename(elsewhere, `TEST ${place.doctor.holderSubject}`)
    expect(await sign(elsewhere)).toEqual(['signed'])
  })

  test('one doctor with two staff codes signs under both, in one name', async () => {
    const place = await signedInPlace()
    await sign(place)
    const second = await colleagueOf(place, place.doctor.holderSubject)
    expect(await sign(second)).toEqual(['signed'])
    const third = await colleagueOf(place, place.doctor.holderSubject)
    await rename(third, 'TEST yet another')
    await expect(sign(third)).rejects.toMatchObject(refused)
  })

  test('control characters in a name are neither stored nor printed', async () => {
    const place = await signedInPlace()
    await rename(place, 'TEST \u0000\r\n\u001b[8m\u202edoctor')
    expect(await sign(place)).toEqual(['signed'])
    const [known] = await listKnownSigners(db, place.hospital.code)
    expect(known?.subject).toContain('TEST ')
    expect(known?.subject).not.toMatch(/\p{C}/u)
  })

  test('first signatures and sign-ins of the same people at once get into nobody’s way', async () => {
    const places = await Promise.all(Array.from({ length: 8 }, signedInPlace))
    const outcomes = await Promise.allSettled(
      places.flatMap((place) => [sign(place), world.startIn(place), sign(place)]),
    )
    expect(outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason.code] : []))).toEqual([])
  })

  test('a name that became known while the authority signed lets no document out', async () => {
    const place = await signedInPlace()
    const { staffKey } = place.doctor
    authority.before.set('signHashes', async () => {
      await db.sql`INSERT INTO facility.known_signer (staff_id, facility_id, subject_hash, subject)
        VALUES (${staffKey}, ${place.hospital.facilityId}, ${Buffer.alloc(32)}, 'else')`
    })
    await expect(sign(place)).rejects.toMatchObject(refused)
    expect(await db.sql`SELECT subject FROM facility.known_signer WHERE staff_id = ${staffKey}`).toEqual([
      { subject: 'else' },
    ])
  })

  test('of two colleagues with one name, both for the first time and 25 times at once, one signs', async () => {
    const one = await signedInPlace()
    const other = await colleagueOf(one)
    await rename(one, 'TEST the same')
    await rename(other, 'TEST the same')
    const outcomes = await Promise.allSettled(
      Array.from({ length: 50 }, async (_, index) => {
        const place = index % 2 === 0 ? one : other
        await sign(place)
        return place.doctor.staffKey
      }),
    )
    const signed = outcomes.flatMap((outcome) => (outcome.status === 'fulfilled' ? [outcome.value] : []))
    const codes = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason.code] : []))
    expect(new Set(signed).size).toBe(1)
    expect(signed).toHaveLength(25)
    expect(new Set(codes)).toEqual(new Set(['signing.signer_changed']))
  })
})

describe('a request that is under way while the name changes hands', () => {
  const link = ({ hospital, doctor }: Place, holderSubject: string) => {
    authority.holders.add(holderSubject)
    const { facilityId } = hospital
    return linkStaff(context, { facilityId, staffKey: doctor.staffKey, holderSubject, actor: 'system' }, testOrigin)
  }
  const known = ({ doctor }: Place) => db.sql`
    SELECT subject FROM facility.known_signer WHERE staff_id = ${doctor.staffKey}`

  test('linked to another holder after the authority signed: nothing leaves, and no name is taken over', async () => {
    const place = await signedInPlace()
    const key = newKey()
    const own = signing.sign
    signing.sign = async (...call) => {
      const outcome = await own(...call)
      await link(place, `right-${place.doctor.staffKey}`)
      return outcome
    }
    await expect(sign(place, key)).rejects.toMatchObject({ code: 'signing.in_progress' })
    signing.sign = own
    expect(await known(place)).toEqual([])
    await expect(sign(place, key)).rejects.toMatchObject(refused)
    await world.signIn(place)
    expect(await sign(place)).toEqual(['signed'])
  })

  test.each([
    ['linked to another holder', (place: Place) => link(place, `right-${place.doctor.staffKey}`)],
    ['forgotten', (place: Place) => forget(place)],
  ])('its answer lost, then %s: the same key gives nothing, a new one the right name', async (_, change) => {
    const place = await signedInPlace()
    await sign(place)
    const key = newKey()
    signing.losesAnswers = 1
    await expect(sign(place, key)).rejects.toMatchObject({ code: 'authority.unavailable' })
    await change(place)
    await rename(place, 'TEST the right one')
    const made = signing.made()
    await expect(sign(place, key)).rejects.toMatchObject(refused)
    expect(signing.made()).toBe(made)
    signing.names.set(`right-${place.doctor.staffKey}`, 'TEST the right one')
    signing.renewAll()
    await world.signIn(place)
    expect(await sign(place)).toEqual(['signed'])
    expect(await known(place)).toEqual([{ subject: expect.stringContaining('TEST the right one') }])
  })

  test('its answer lost before any name was known, then another is shown: the same key gives nothing', async () => {
    const place = await signedInPlace()
    const key = newKey()
    signing.losesAnswers = 1
    await expect(sign(place, key)).rejects.toMatchObject({ code: 'authority.unavailable' })
    await rename(place, 'TEST the right one')
    await expect(sign(place, key)).rejects.toMatchObject(refused)
    expect(await sign(place)).toEqual(['signed'])
  })

  test('its answer lost before any name was known: the same key gives the document', async () => {
    const place = await signedInPlace()
    const key = newKey()
    signing.losesAnswers = 1
    await expect(sign(place, key)).rejects.toMatchObject({ code: 'authority.unavailable' })
    expect(await sign(place, key)).toEqual(['signed'])
  })

  test('one that only waits for a sign-in goes on under its key, and what ended is in the audit trail', async () => {
    const place = await signedInPlace()
    const [waiting, prepared] = [newKey(), newKey()]
    signing.losesAnswers = 1
    await expect(sign(place, prepared)).rejects.toMatchObject({ code: 'authority.unavailable' })
    authority.before.set('signHashes', async () => authority.activeTokens.clear())
    await expect(sign(place, waiting)).rejects.toMatchObject({ code: 'signing.authentication_required' })
    authority.before.clear()
    await link(place, `right-${place.doctor.staffKey}`)
    await world.signIn(place)
    expect(await sign(place, waiting)).toEqual(['signed'])
    const [row] = await db.sql<{ ended: string[] }[]>`
      SELECT record::jsonb->'details'->'ended_requests' AS ended FROM facility.audit_event
      WHERE action = 'staff.change' AND subject = ${place.doctor.staffKey}`
    expect(row?.ended).toEqual([expect.stringMatching(/^\w/)])
    await expect(sign(place, prepared)).rejects.toMatchObject(refused)
  })

  test('forgotten, and the name taken by a colleague, while the authority signs: nothing leaves', async () => {
    const place = await signedInPlace()
    await sign(place)
    const colleague = await colleagueOf(place)
    await rename(colleague, `TEST ${place.doctor.holderSubject}`)
    let isFirst = true
    authority.before.set('signHashes', async () => {
      if (!isFirst) return
      isFirst = false
      await forget(place)
      await sign(colleague)
    })
    await expect(sign(place)).rejects.toMatchObject({ code: 'signing.in_progress' })
    expect(await known(place)).toEqual([])
  })
})

describe('who makes sure of a new name lets it sign', () => {
  test('by having the known one forgotten, audited', async () => {
    const place = await signedInPlace()
    await sign(place)
    await rename(place, 'TEST married')
    await expect(sign(place)).rejects.toMatchObject(refused)
    await forget(place)
    expect(await sign(place)).toEqual(['signed'])
    const [known] = await listKnownSigners(db, place.hospital.code)
    expect(known?.subject).toContain('TEST married')
    expect(
      await db.sql`SELECT actor, subject FROM facility.audit_event
        WHERE partition = ${place.hospital.facilityId} AND action = 'known_signer.forget'`,
    ).toEqual([{ actor: 'operator', subject: place.doctor.staffKey }])
  })

  test('links that change between the look and the locks stop it, and nothing is forgotten', async () => {
    const place = await signedInPlace()
    await sign(place)
    const { staffKey } = (await colleagueOf(place, place.doctor.holderSubject)).doctor
    let forgetting: Promise<unknown> = Promise.resolve()
    await db.transaction(async (tx) => {
      await tx.sql`UPDATE facility.staff SET holder_subject = 'somebody else' WHERE id = ${staffKey}`
      forgetting = forget(place)
      forgetting.catch(() => {})
      await vi.waitUntil(async () => {
        const waiting = await db.sql`SELECT 1 FROM pg_stat_activity
          WHERE datname = current_database() AND wait_event_type = 'Lock' AND query LIKE '%FOR NO KEY UPDATE%'`
        return waiting.length > 0
      })
    })
    await expect(forgetting).rejects.toMatchObject({ code: 'service.unavailable' })
    expect(await listKnownSigners(db, place.hospital.code)).toHaveLength(1)
    await forget(place)
    expect(await listKnownSigners(db, place.hospital.code)).toEqual([])
  })

  test('linking to another holder forgets the name of the former one', async () => {
    const place = await signedInPlace()
    await sign(place)
    const { facilityId } = place.hospital
    const { staffKey } = place.doctor
    const holderSubject = `holder-of-${staffKey}`
    authority.holders.add(holderSubject)
    await linkStaff(context, { facilityId, staffKey, holderSubject, actor: 'system' }, testOrigin)
    await world.signIn(place)
    expect(await sign(place)).toEqual(['signed'])
  })
})
