import { beforeEach, describe, expect, test, vi } from 'vitest'
import { hashPassword } from '@/lib/keystore/password'
import { leaveStaff } from '../staff-changes/leave-staff'
import { facilityWorld, fifty, type Hospital, tally, testOrigin } from '../testing/facility-world'
import { endAllSessionsOfStaff } from './console-account.store'
import { endConsoleSession } from './end-console-session'
import { getLiveConsoleSession } from './get-live-console-session'
import { startConsoleSession } from './start-console-session'

const world = facilityWorld()
const { context, db } = world
const password = 'correct horse battery staple'
const invalid = { code: 'console_session.invalid_credentials' }
const expired = { code: 'console_session.expired' }

async function newAdministrator(role: 'administrator' | 'none' = 'administrator') {
  const hospital = await world.newHospital()
  const { staffKey, staffCode } = await world.newDoctor(hospital, {
    profession: null,
    consoleAccount: { roles: role === 'none' ? [] : [role], password },
  })
  return { hospital, staffKey, staffCode }
}

type Typing = { hospital: Hospital; staffCode: string; deviceCookie?: string }
const logIn = (
  { hospital, staffCode, deviceCookie }: Typing,
  given = password,
  address: string | null = '192.0.2.10',
) => {
  const typed = { facilityCode: hospital.code, staffCode, password: given, deviceCookie: deviceCookie ?? null }
  return startConsoleSession(context, typed, { ...testOrigin, address })
}

/** The limits by address are for each test alone. */
beforeEach(async () => {
  await db.sql`DELETE FROM facility.rate_limit`
})

describe('logging in to the console', () => {
  test('an administrator gets a session of the own hospital, audited', async () => {
    const account = await newAdministrator()
    const { consoleSessionId, staffKey } = await logIn(account)
    const session = await getLiveConsoleSession(context, consoleSessionId)
    expect(session).toMatchObject({ staffKey, facilityId: account.hospital.facilityId, roles: ['administrator'] })
    expect(await world.auditOf(consoleSessionId)).toEqual(['console_session.start success'])
  })

  test('AT-15 a staff member who leaves while the sign-in waits gets no session', async () => {
    const account = await newAdministrator()
    const signingIn = await db.transaction(async (tx) => {
      await tx.sql`UPDATE facility.staff SET left_at = clock_timestamp() WHERE id = ${account.staffKey}`
      await endAllSessionsOfStaff(tx, account.staffKey)
      const outcome = logIn(account).then(
        () => 'signed in',
        (error: { code: string }) => error.code,
      )
      const isWaiting = async () => {
        const waiting = await db.sql`SELECT FROM pg_locks WHERE NOT granted AND locktype = 'transactionid'`
        expect(waiting).toHaveLength(1)
      }
      await vi.waitFor(isWaiting, { timeout: 8_000 })
      return { outcome }
    })
    expect(await signingIn.outcome).toBe(invalid.code)
  })

  test('AT-34 unknown person, unknown hospital, wrong password and no administrator are refused alike', async () => {
    const account = await newAdministrator()
    const clerk = await newAdministrator('none')
    const doctor = await world.newDoctor(account.hospital)
    await expect(logIn({ ...account, staffCode: 'nobody' })).rejects.toMatchObject(invalid)
    await expect(logIn({ ...account, hospital: { ...account.hospital, code: 'none' } })).rejects.toMatchObject(invalid)
    await expect(logIn(account, 'wrong')).rejects.toMatchObject(invalid)
    await expect(logIn(clerk)).rejects.toMatchObject(invalid)
    await expect(logIn({ ...account, staffCode: doctor.staffCode })).rejects.toMatchObject(invalid)
    expect(await world.auditOf(clerk.staffKey)).toContain(
      'console_session.start failure console_session.invalid_credentials role',
    )
  })

  test('AT-18 the same staff code and password at another hospital is another account', async () => {
    const account = await newAdministrator()
    const other = await world.newHospital()
    await expect(logIn({ ...account, hospital: other })).rejects.toMatchObject(invalid)
  })

  test('five misses in a row lock it, whatever comes next; of 50 guesses at once at most five are compared', async () => {
    const account = await newAdministrator()
    const outcomes = tally(await fifty(() => logIn(account, 'guess')))
    expect(outcomes.codes).toEqual({ 'console_session.invalid_credentials': 5, 'console_session.locked': 45 })
    await expect(logIn(account)).rejects.toMatchObject({
      code: 'console_session.locked',
      retryAfterSeconds: expect.any(Number),
    })
    expect(await world.auditOf(account.staffKey)).toContain(
      'console_session.lock failure console_session.invalid_credentials too many attempts',
    )
  })

  test('AT-34 an account that does not exist locks in the same way', async () => {
    const { hospital } = await newAdministrator()
    const guess = () => logIn({ hospital, staffCode: 'nobody' })
    for (let count = 0; count < 5; count += 1) await expect(guess()).rejects.toMatchObject(invalid)
    await expect(guess()).rejects.toMatchObject({ code: 'console_session.locked' })
  })

  test('L1 AT-17 a flood against a locked account leaves one audit row a window, not one a request', async () => {
    const account = await newAdministrator()
    await fifty(() => logIn(account, 'guess'))
    const locks = (await world.auditOf(account.staffKey)).filter((event) => event.startsWith('console_session.lock'))
    expect(locks).toHaveLength(1)
  })

  test('a locked account locks no other of its hospital', async () => {
    const account = await newAdministrator()
    const other = await world.newDoctor(account.hospital, {
      consoleAccount: { roles: ['administrator'], password },
    })
    await fifty(() => logIn(account, 'guess'))
    const signedIn = await logIn({ ...account, staffCode: other.staffCode })
    expect(signedIn.staffKey).toBe(other.staffKey)
  })

  test('an administrator without a password cannot log in, whatever is typed', async () => {
    const { hospital } = await newAdministrator()
    const { staffCode } = await world.newDoctor(hospital, { consoleAccount: { roles: ['administrator'] } })
    for (const given of ['', password])
      await expect(logIn({ hospital, staffCode }, given)).rejects.toMatchObject(invalid)
  })

  test('a success forgets the misses before it and tells their number', async () => {
    const account = await newAdministrator()
    for (let round = 0; round < 2; round += 1) {
      for (let count = 0; count < 4; count += 1) await expect(logIn(account, 'wrong')).rejects.toMatchObject(invalid)
      expect((await logIn(account)).missesBefore).toBe(4)
    }
  })

  test('misses at the console never stop a doctor’s signing', async () => {
    const place = await world.newPlace()
    await world.signIn(place)
    for (let count = 0; count < 6; count += 1) {
      await logIn({ hospital: place.hospital, staffCode: place.doctor.staffCode }, 'x').catch(() => {})
    }
    expect((await world.statusOf(place)).status).toBe('signed_in')
  })
})

describe('AT-41 a stranger’s misses keep no administrator out (ASVS 6.3.1)', () => {
  const locked = { code: 'console_session.locked' }
  /** Misses are counted in windows of five minutes by the database's clock: a test that crosses an end counts in two. */
  beforeEach(async () => {
    const isFarFromEnd = async () => {
      const [row] = await db.sql<{ left: number }[]>`
        SELECT (300 - extract(epoch FROM clock_timestamp())::bigint % 300)::int AS left`
      return (row?.left ?? 0) > 12
    }
    await vi.waitUntil(isFarFromEnd, { timeout: 20_000, interval: 250 })
  }, 30_000)
  /** Wrong passwords from as many addresses as it takes to use up everything that is counted for the account. */
  async function attack(account: Typing, guesses: number) {
    const outcomes: PromiseSettledResult<unknown>[] = []
    for (let count = 0; count < guesses; count += 1) {
      outcomes.push(...(await Promise.allSettled([logIn(account, 'guess', `203.0.113.${count}`)])))
    }
    return tally(outcomes)
  }

  test('from a known browser the right password is let in, whatever strangers do at every limit there is', async () => {
    const account = await newAdministrator()
    const { deviceCookie } = await logIn(account)
    const { codes } = await attack(account, 40)
    expect(codes).toEqual({ 'console_session.invalid_credentials': 20, 'console_session.locked': 20 })
    await expect(logIn(account)).rejects.toMatchObject(locked)
    const again = await logIn({ ...account, deviceCookie })
    expect(again.missesBefore).toBe(20)
    await db.sql`UPDATE facility.rate_limit SET count = 100000 WHERE key NOT LIKE 'console_device:%'`
    await expect(logIn({ ...account, deviceCookie: again.deviceCookie })).resolves.toBeDefined()
  })

  test('from a browser that is not known it is let in as long as the misses came from somewhere else', async () => {
    const account = await newAdministrator()
    for (let count = 0; count < 8; count += 1) await logIn(account, 'guess', '203.0.113.1').catch(() => {})
    await expect(logIn(account, password, '203.0.113.1')).rejects.toMatchObject(locked)
    await expect(logIn(account, password, '203.0.113.2')).resolves.toBeDefined()
  })

  test('one address alone uses up neither the account’s day nor that of all', async () => {
    const account = await newAdministrator()
    const codes: string[] = []
    for (let window = 0; window < 10; window += 1) {
      await db.sql`DELETE FROM facility.rate_limit WHERE key NOT LIKE '%:day'`
      const { codes: found } = tally(await fifty(() => logIn(account, 'guess', '203.0.113.1')))
      codes.push(...Object.entries(found).flatMap(([code, count]) => Array.from({ length: count }, () => code)))
    }
    expect(codes.filter((code) => code === 'console_session.invalid_credentials')).toHaveLength(20)
    await expect(logIn(account, password, '203.0.113.2')).resolves.toBeDefined()
  })

  test('the tries of a known browser are its own, and limited; 50 at once count as 50', async () => {
    const account = await newAdministrator()
    const { deviceCookie } = await logIn(account)
    const known = { ...account, deviceCookie }
    const { codes } = tally(await fifty(() => logIn(known, 'guess')))
    expect(codes).toEqual({ 'console_session.invalid_credentials': 10, 'console_session.locked': 40 })
    await expect(logIn(account)).resolves.toBeDefined()
  })

  test('a browser is known for its own accounts only, and for several', async () => {
    const [one, other] = [await newAdministrator(), await newAdministrator()]
    const first = await logIn(one)
    await attack(other, 25)
    await expect(logIn({ ...other, deviceCookie: first.deviceCookie })).rejects.toMatchObject(locked)
    await db.sql`DELETE FROM facility.rate_limit`
    const { deviceCookie } = await logIn({ ...other, deviceCookie: first.deviceCookie })
    for (const account of [one, other]) {
      await attack(account, 25)
      await expect(logIn({ ...account, deviceCookie })).resolves.toBeDefined()
    }
  })

  test('a changed password makes every browser unknown', async () => {
    const account = await newAdministrator()
    const { deviceCookie } = await logIn(account)
    const changed = await hashPassword('another long password')
    await db.sql`UPDATE facility.console_account SET password_hash = ${changed} WHERE staff_id = ${account.staffKey}`
    await attack(account, 25)
    await expect(logIn({ ...account, deviceCookie }, 'another long password')).rejects.toMatchObject(locked)
  })

  test('AT-17 spraying unknown accounts is limited by address and for all, with one lock row for each limit', async () => {
    const { hospital } = await newAdministrator()
    const spray = (count: number, address: (count: number) => string) =>
      Promise.allSettled(
        Array.from({ length: count }, (_, each) =>
          logIn({ hospital, staffCode: `n-${each}-${address(each)}` }, 'x', address(each)),
        ),
      ).then(tally)
    const one = await spray(110, () => '203.0.113.1')
    expect(one.codes).toMatchObject({ 'console_session.locked': 10 })
    await db.sql`DELETE FROM facility.rate_limit`
    const before = await countLocks()
    const many = await spray(130, (each) => `198.51.100.${each}`)
    expect(many.codes['console_session.locked'] ?? 0).toBeGreaterThanOrEqual(10)
    expect((await countLocks()) - before).toBeLessThanOrEqual(2)
  }, 30_000)

  async function countLocks(): Promise<number> {
    const [row] = await db.sql<{ count: number }[]>`
      SELECT count(*)::int AS count FROM facility.audit_event WHERE action = 'console_session.lock'`
    return row?.count ?? 0
  }
})

describe('a console session', () => {
  test.each([
    ['its absolute end', "expires_at = clock_timestamp() - interval '1 millisecond'"],
    ['thirty idle minutes', "last_seen_at = clock_timestamp() - interval '1801 seconds'"],
  ])('AT-03 is over after %s, by the database’s clock', async (_, change) => {
    const { consoleSessionId } = await logIn(await newAdministrator())
    await expect(getLiveConsoleSession(context, consoleSessionId)).resolves.toBeDefined()
    await db.sql.unsafe(`UPDATE facility.console_session SET ${change} WHERE id = '${consoleSessionId}'`)
    await expect(getLiveConsoleSession(context, consoleSessionId)).rejects.toMatchObject(expired)
  })

  test('being used keeps it from idling; being watched does not', async () => {
    const { consoleSessionId } = await logIn(await newAdministrator())
    const seen = async () =>
      (await db.prisma.consoleSession.findUniqueOrThrow({ where: { id: consoleSessionId } })).lastSeenAt
    const long = () =>
      db.sql`UPDATE facility.console_session SET last_seen_at = clock_timestamp() - interval '20 minutes' WHERE id = ${consoleSessionId}`
    await long()
    const before = await seen()
    await getLiveConsoleSession(context, consoleSessionId, 'watch')
    expect(await seen()).toEqual(before)
    await getLiveConsoleSession(context, consoleSessionId)
    expect((await seen()).getTime()).toBeGreaterThan(before.getTime())
  })

  test('ASVS 7.4.1 ended on the server it opens nothing; ending it twice is one audit row', async () => {
    const { consoleSessionId } = await logIn(await newAdministrator())
    await fifty(() => endConsoleSession(context, consoleSessionId, testOrigin))
    await expect(getLiveConsoleSession(context, consoleSessionId)).rejects.toMatchObject(expired)
    expect(
      (await world.auditOf(consoleSessionId)).filter((line) => line.startsWith('console_session.end')),
    ).toHaveLength(1)
  })

  test('AT-15 ends with its person: left, or no administrator any more', async () => {
    const account = await newAdministrator()
    const [first, second] = [await logIn(account), await logIn(account)]
    await db.sql`UPDATE facility.console_account SET roles = '{}' WHERE staff_id = ${account.staffKey}`
    await expect(getLiveConsoleSession(context, first.consoleSessionId)).rejects.toMatchObject(expired)
    await db.sql`UPDATE facility.console_account SET roles = '{administrator}' WHERE staff_id = ${account.staffKey}`
    await expect(getLiveConsoleSession(context, first.consoleSessionId)).resolves.toBeDefined()
    await leaveStaff(context, { ...account.hospital, staffKey: account.staffKey, actor: 'system' }, testOrigin)
    await expect(getLiveConsoleSession(context, second.consoleSessionId)).rejects.toMatchObject(expired)
  })
})
