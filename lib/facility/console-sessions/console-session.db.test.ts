import { describe, expect, test } from 'vitest'
import { leaveStaff } from '../staff/leave-staff'
import { facilityWorld, fifty, type Hospital, tally, testOrigin } from '../testing/facility-world'
import { endConsoleSession } from './end-console-session'
import { getLiveConsoleSession } from './get-live-console-session'
import { startConsoleSession } from './start-console-session'

const world = facilityWorld()
const { context, db } = world
const password = 'correct horse battery staple'
const invalid = { code: 'console_session.invalid_credentials' }
const expired = { code: 'console_session.expired' }

async function newAdministrator(role: 'administrator' | 'clerk' = 'administrator') {
  const hospital = await world.newHospital()
  const { staffId, staffCode } = await world.newDoctor(hospital, { role, password })
  return { hospital, staffId, staffCode }
}
/** No address, so that the guesses of one test do not use up the limit by address of another. */
const nowhere = { ...testOrigin, address: null }
const logIn = ({ hospital, staffCode }: { hospital: Hospital; staffCode: string }, given = password) =>
  startConsoleSession(context, { facilityCode: hospital.code, staffCode, password: given }, nowhere)

describe('logging in to the console', () => {
  test('an administrator gets a session of the own hospital, audited', async () => {
    const account = await newAdministrator()
    const { consoleSessionId, staffId } = await logIn(account)
    const session = await getLiveConsoleSession(context, consoleSessionId)
    expect(session).toMatchObject({ staffId, facilityId: account.hospital.facilityId, role: 'administrator' })
    expect(await world.auditOf(consoleSessionId)).toEqual(['console_session.start success'])
  })

  test('AT-34 unknown person, unknown hospital, wrong password and no administrator are refused alike', async () => {
    const account = await newAdministrator()
    const clerk = await newAdministrator('clerk')
    const doctor = await world.newDoctor(account.hospital)
    await expect(logIn({ ...account, staffCode: 'nobody' })).rejects.toMatchObject(invalid)
    await expect(logIn({ ...account, hospital: { ...account.hospital, code: 'none' } })).rejects.toMatchObject(invalid)
    await expect(logIn(account, 'wrong')).rejects.toMatchObject(invalid)
    await expect(logIn(clerk)).rejects.toMatchObject(invalid)
    await expect(logIn({ ...account, staffCode: doctor.staffCode })).rejects.toMatchObject(invalid)
    expect(await world.auditOf(clerk.staffId)).toContain(
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
    expect(await world.auditOf(account.staffId)).toContain(
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
    const locks = (await world.auditOf(account.staffId)).filter((event) => event.startsWith('console_session.lock'))
    expect(locks).toHaveLength(1)
  })

  test('a locked account locks no other of its hospital', async () => {
    const account = await newAdministrator()
    const other = await world.newDoctor(account.hospital, { role: 'administrator', password })
    await fifty(() => logIn(account, 'guess'))
    const signedIn = await logIn({ ...account, staffCode: other.staffCode })
    expect(signedIn.staffId).toBe(other.staffId)
  })

  test('an administrator without a password cannot log in, whatever is typed', async () => {
    const { hospital } = await newAdministrator()
    const { staffCode } = await world.newDoctor(hospital, { role: 'administrator' })
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
    await db.sql`UPDATE facility.staff SET role = 'clerk' WHERE id = ${account.staffId}`
    await expect(getLiveConsoleSession(context, first.consoleSessionId)).rejects.toMatchObject(expired)
    await db.sql`UPDATE facility.staff SET role = 'administrator' WHERE id = ${account.staffId}`
    await expect(getLiveConsoleSession(context, first.consoleSessionId)).resolves.toBeDefined()
    await leaveStaff(context, { ...account.hospital, staffId: account.staffId, actor: 'system' }, testOrigin)
    await expect(getLiveConsoleSession(context, second.consoleSessionId)).rejects.toMatchObject(expired)
  })
})
