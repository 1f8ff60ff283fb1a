import { expect, test } from 'vitest'
import type { AppError } from '@/lib/kernel/app-error'
import { anyError } from '@/lib/problem/restored-error'
import { authorityError } from '../authority-port/authority.errors'
import { facilityWorld, testOrigin } from '../testing/facility-world'
import { watchRefusal } from './watch-refusal'

const world = facilityWorld()
const { context, db } = world
let processes = 0

/** A process of the facility, whose calls are let in or refused as the test says. */
function newProcess(facilityId: string) {
  processes += 1
  const processId = `process-${processes}`
  const call = (answer: 'in' | AppError) =>
    watchRefusal(
      context,
      facilityId,
      testOrigin,
      async () => {
        if (answer !== 'in') throw answer
        return answer
      },
      { processId },
    ).catch((error: unknown) => (error as AppError).code)
  return { call }
}

const clientRefused = () => authorityError('authority.client_refused')

async function badgeOf(place: Awaited<ReturnType<typeof world.newPlace>>): Promise<string> {
  return (await world.statusOf(place)).status
}

async function signedIn() {
  const place = await world.newPlace()
  await world.signIn(place)
  const { facilityId } = place.hospital
  // The sign-in was this test's own process; what follows is between others.
  await db.sql`UPDATE facility.facility SET authority_accepted_by = NULL, authority_accepted_at = NULL WHERE id = ${facilityId}`
  return { place, facilityId }
}

test('AT-49 a refusal of the clock, of one assertion, or of the network changes no badge', async () => {
  const { place, facilityId } = await signedIn()
  const only = newProcess(facilityId)
  for (const code of ['authority.clock_skew', 'authority.unavailable', 'authority.proxy_refused'] as const)
    expect(await only.call(anyError(code))).toBe(code)
  expect(await badgeOf(place)).toBe('signed_in')
})

test('AT-49 a process that is refused beside one that is let in takes signing from nobody', async () => {
  const { place, facilityId } = await signedIn()
  const [right, wrong] = [newProcess(facilityId), newProcess(facilityId)]
  expect(await right.call('in')).toBe('in')
  for (let call = 0; call < 50; call += 1) expect(await wrong.call(clientRefused())).toBe('authority.client_refused')
  expect(await badgeOf(place)).toBe('signed_in')
  expect(await world.auditOf(facilityId)).not.toContain('facility.authority_refusal failure authority.client_refused')
})

test('the process that was let in is refused: that is the facility, and every badge turns', async () => {
  const { place, facilityId } = await signedIn()
  const [right, other] = [newProcess(facilityId), newProcess(facilityId)]
  await right.call('in')
  await other.call(clientRefused())
  expect(await badgeOf(place)).toBe('signed_in')
  await right.call(clientRefused())
  expect(await badgeOf(place)).toBe('sign_in_required')
  await other.call('in')
  expect(await badgeOf(place)).toBe('signed_in')
})

test('five minutes after the last one was let in, any process is believed', async () => {
  const { place, facilityId } = await signedIn()
  const [right, other] = [newProcess(facilityId), newProcess(facilityId)]
  await right.call('in')
  await db.sql`
    UPDATE facility.facility SET authority_accepted_at = clock_timestamp() - interval '301 seconds' WHERE id = ${facilityId}`
  await other.call(clientRefused())
  expect(await badgeOf(place)).toBe('sign_in_required')
})

test('being let in is written down at most once in half a minute', async () => {
  const { facilityId } = await signedIn()
  const noted = async () => {
    const [row] = await db.sql<{ at: Date; by: string }[]>`
      SELECT authority_accepted_at AS at, authority_accepted_by AS by FROM facility.facility WHERE id = ${facilityId}`
    return row
  }
  const [first, second] = [newProcess(facilityId), newProcess(facilityId)]
  await first.call('in')
  const before = await noted()
  await Promise.all(Array.from({ length: 50 }, (_, call) => (call % 2 === 0 ? first : second).call('in')))
  expect(await noted()).toEqual(before)
})
