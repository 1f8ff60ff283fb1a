import { randomUUID } from 'node:crypto'
import { beforeEach, describe, expect, test } from 'vitest'
import { facilityWorld, fifty, type Hospital, tally, testOrigin } from '../testing/facility-world'
import { endConsoleSession } from './end-console-session'
import { getLiveConsoleSession } from './get-live-console-session'
import { startConsoleSession } from './start-console-session'

const world = facilityWorld()
const { context, db } = world
const password = 'correct horse battery'
const invalid = { code: 'console_session.invalid_credentials' }
const expired = { code: 'console_session.expired' }

let hospital: Hospital
let staffCode: string
let staffId: string
const nowhere = { ...testOrigin, address: null }
const signIn = (input: Partial<{ facilityCode: string; staffCode: string; password: string }> = {}) =>
  startConsoleSession(context, { facilityCode: hospital.code, staffCode, password, ...input }, nowhere)

beforeEach(async () => {
  hospital = await world.newHospital()
  staffCode = `A-${randomUUID()}`
  staffId = (await world.newDoctor(hospital, { staffCode, role: 'administrator', password })).staffId
})

test('an administrator logs in, and is who the session says', async () => {
  const { consoleSessionId } = await signIn()
  const session = await getLiveConsoleSession(context, consoleSessionId)
  expect(session).toMatchObject({ staffId, facilityId: hospital.facilityId, role: 'administrator' })
  expect(await world.auditOf(consoleSessionId)).toEqual(['console_session.start success'])
})

describe('AT-34 refusals', () => {
  test.each([
    { name: 'a wrong password', input: async () => ({ password: 'wrong' }) },
    { name: 'an unknown staff code', input: async () => ({ staffCode: 'nobody' }) },
    { name: 'an unknown facility', input: async () => ({ facilityCode: 'nowhere' }) },
    {
      name: "the right password under another facility's code",
      input: async () => ({ facilityCode: (await world.newHospital()).code }),
    },
    {
      name: 'a doctor with the right password, who is no administrator',
      input: async () => ({ staffCode: (await world.newDoctor(hospital, { password })).staffCode }),
    },
    {
      name: 'an administrator without a password',
      input: async () => ({ staffCode: (await world.newDoctor(hospital, { role: 'administrator' })).staffCode }),
    },
  ])('$name is refused like every other', async ({ input }) => {
    await expect(signIn(await input())).rejects.toMatchObject(invalid)
    await expect(signIn()).resolves.toMatchObject({ staffId })
  })

  test('somebody who has left is refused like every other', async () => {
    await db.prisma.staff.update({ where: { id: staffId }, data: { leftAt: new Date() } })
    await expect(signIn()).rejects.toMatchObject(invalid)
  })

  test('what was wrong is in the audit only', async () => {
    await signIn({ password: 'wrong' }).catch(() => {})
    const failure = 'console_session.start failure console_session.invalid_credentials password'
    expect(await world.auditOf(staffId)).toContain(failure)
  })
})

describe('lock-out', () => {
  test('five misses lock the account, also for the right password, and say for how long', async () => {
    for (let miss = 0; miss < 5; miss += 1) await expect(signIn({ password: 'wrong' })).rejects.toMatchObject(invalid)
    const refusal = await signIn().catch((error: unknown) => error)
    expect(refusal).toMatchObject({ code: 'console_session.locked' })
    const { retryAfterSeconds } = refusal as { retryAfterSeconds: number }
    expect(retryAfterSeconds).toBeGreaterThan(0)
    expect(retryAfterSeconds).toBeLessThanOrEqual(300)
  })

  test('AT-34 an account that does not exist locks in the same way', async () => {
    for (let miss = 0; miss < 5; miss += 1) await expect(signIn({ staffCode: 'ghost' })).rejects.toMatchObject(invalid)
    await expect(signIn({ staffCode: 'ghost' })).rejects.toMatchObject({ code: 'console_session.locked' })
  })

  test('four misses and a success: the count starts anew', async () => {
    for (let round = 0; round < 2; round += 1) {
      for (let miss = 0; miss < 4; miss += 1) await signIn({ password: 'wrong' }).catch(() => {})
      await expect(signIn()).resolves.toMatchObject({ missesBefore: 4 })
    }
  })

  test('50 guesses at once are five guesses', async () => {
    const outcomes = await fifty(() => signIn({ password: 'wrong' }))
    expect(tally(outcomes)).toEqual({ passed: 0, codes: { [invalid.code]: 5, 'console_session.locked': 45 } })
  })

  test('another account of the hospital is not locked with it', async () => {
    const other = await world.newDoctor(hospital, { role: 'administrator', password })
    await fifty(() => signIn({ password: 'wrong' }))
    await expect(signIn({ staffCode: other.staffCode })).resolves.toMatchObject({ staffId: other.staffId })
  })
})

describe('the end of a session', () => {
  test.each([
    { name: 'it was ended', change: (id: string) => endConsoleSession(context, id, nowhere) },
    {
      name: 'it idled too long',
      change: (id: string) =>
        db.sql`UPDATE facility.console_session SET last_seen_at = clock_timestamp() - interval '31 minutes' WHERE id = ${id}`,
    },
    {
      name: 'its whole time is over',
      change: (id: string) =>
        db.sql`UPDATE facility.console_session SET expires_at = clock_timestamp() WHERE id = ${id}`,
    },
    {
      name: 'its person has left',
      change: () => db.sql`UPDATE facility.staff SET left_at = clock_timestamp() WHERE id = ${staffId}`,
    },
    {
      name: 'its person is no administrator any more',
      change: () => db.sql`UPDATE facility.staff SET role = 'clerk' WHERE id = ${staffId}`,
    },
  ])('AT-03 is final at once when $name', async ({ change }) => {
    const { consoleSessionId } = await signIn()
    await expect(getLiveConsoleSession(context, consoleSessionId)).resolves.toMatchObject({ staffId })
    await change(consoleSessionId)
    for (const mode of ['touch', 'watch'] as const)
      await expect(getLiveConsoleSession(context, consoleSessionId, mode)).rejects.toMatchObject(expired)
  })

  test('looking keeps a session alive, watching does not', async () => {
    const { consoleSessionId } = await signIn()
    const seen = async () =>
      (await db.prisma.consoleSession.findUniqueOrThrow({ where: { id: consoleSessionId } })).lastSeenAt.getTime()
    await db.sql`
      UPDATE facility.console_session SET last_seen_at = clock_timestamp() - interval '20 minutes'
      WHERE id = ${consoleSessionId}`
    const before = await seen()
    await getLiveConsoleSession(context, consoleSessionId, 'watch')
    expect(await seen()).toBe(before)
    await getLiveConsoleSession(context, consoleSessionId)
    expect(await seen()).toBeGreaterThan(before)
  })

  test('ending it 50 times at once writes one audit row', async () => {
    const { consoleSessionId } = await signIn()
    expect(tally(await fifty(() => endConsoleSession(context, consoleSessionId, nowhere))).passed).toBe(50)
    expect(await world.auditOf(consoleSessionId)).toEqual([
      'console_session.start success',
      'console_session.end success',
    ])
  })

  test('a session that never was is like an ended one', async () => {
    await expect(getLiveConsoleSession(context, 'cse_unknown')).rejects.toMatchObject(expired)
  })
})
