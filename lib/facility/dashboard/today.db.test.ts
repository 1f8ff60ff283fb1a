import { expect, test } from 'vitest'
import { today } from '@/lib/wire/console'
import { leaveStaff } from '../staff-changes/leave-staff'
import { facilityWorld, testOrigin } from '../testing/facility-world'
import { listToday } from './list-today'

const world = facilityWorld()
const { context, db } = world

test('rows of those who sign: status, place of the sign-in, clinic, and what is under way', async () => {
  const place = await world.newPlace()
  const { hospital } = place
  await world.newDoctor(hospital, { profession: null })
  const clerkWithoutHolder = await world.newDoctor(hospital, { profession: null })
  await db.sql`UPDATE facility.staff SET holder_subject = NULL WHERE id = ${clerkWithoutHolder.staffKey}`
  const waiting = { ...place, doctor: await world.newDoctor(hospital, { clinicToday: true }) }
  const gone = await world.newDoctor(hospital)
  await leaveStaff(context, { ...hospital, ...gone, actor: 'system' }, testOrigin)
  await world.signIn(place)
  await world.startIn(waiting)
  const answer = today.parse(await listToday(context, hospital.facilityId, testOrigin))
  expect(answer.rows).toHaveLength(3)
  const row = (staffCode: string) => answer.rows.find(({ staff_id: id }) => id === staffCode)
  expect(row(place.doctor.staffCode)).toMatchObject({
    status: 'signed_in',
    terminal_name: '診察室1',
    sign_in_under_way: false,
  })
  expect(row(waiting.doctor.staffCode)).toMatchObject({
    status: 'sign_in_required',
    clinic_today: true,
    sign_in_under_way: true,
    terminal_name: null,
  })
})

test('AT-21 it says nothing of another hospital', async () => {
  const [own, other] = [await world.newPlace(), await world.newPlace()]
  await world.signIn(other)
  const { rows } = await listToday(context, own.hospital.facilityId, testOrigin)
  expect(rows.map((row) => row.staff_id)).toEqual([own.doctor.staffCode])
})

test('2,000 staff with their tokens are one query of less than a second', async () => {
  const { hospital, screen } = await world.newPlace()
  const { facilityId } = hospital
  await db.sql`
    INSERT INTO facility.staff (id, facility_id, staff_code, display_name, kana, department, profession, holder_subject)
    SELECT 'stf_' || n, ${facilityId}, 'B' || n, '見本', 'ミホン', '内科', 'physician', 'holder-' || n
    FROM generate_series(1, 2000) AS n`
  await db.sql`
    INSERT INTO facility.vault_token
      (id, facility_id, staff_id, sealed_token, method, signed_in_at_terminal_id, issued_at, expires_at)
    SELECT 'vlt_' || n, ${facilityId}, 'stf_' || n, ''::bytea, 'fido', ${screen.terminalKey}, now(), now() + interval '9 hours'
    FROM generate_series(1, 2000) AS n`
  await db.sql`ANALYZE facility.staff, facility.vault_token`
  await listToday(context, facilityId, testOrigin)
  const started = performance.now()
  const { rows } = await listToday(context, facilityId, testOrigin)
  expect(performance.now() - started).toBeLessThan(1_000)
  expect(rows.filter(({ status }) => status === 'signed_in')).toHaveLength(2_000)
})
