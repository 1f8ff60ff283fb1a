import * as argon2 from '@node-rs/argon2'
import { beforeEach, describe, expect, test, vi } from 'vitest'
import { recordStatements } from '@/lib/db/testing/record-statements'
import { shareOfSlower } from '@/lib/kernel/testing/compare-times'
import { facilityWorld, type Hospital, testOrigin } from '../testing/facility-world'
import { startConsoleSession } from './start-console-session'

vi.mock('@node-rs/argon2', async (original) => {
  const real = await original<typeof argon2>()
  return { ...real, verify: vi.fn(real.verify) }
})

const world = facilityWorld()
const { context, db } = world
const password = 'correct horse battery staple'
const comparisons = vi.mocked(argon2.verify)

type Typed = { facilityCode: string; staffCode: string; password: string; deviceCookie?: string }

/** What one try asks of the database and of the password hash, and how it ends. */
async function workOf(typed: Typed) {
  const recording = recordStatements(db)
  comparisons.mockClear()
  const code = await startConsoleSession({ ...context, db: recording.db }, typed, testOrigin).then(
    () => 'started',
    (error: { code: string }) => error.code,
  )
  return { code, statements: recording.statements, comparisons: comparisons.mock.calls.length }
}

async function newPeople() {
  const hospital = await world.newHospital()
  const { staffCode } = await world.newDoctor(hospital, { consoleAccount: { roles: ['administrator'], password } })
  const clerk = await world.newDoctor(hospital, { profession: null, consoleAccount: { roles: [], password } })
  const doctor = await world.newDoctor(hospital, { consoleAccount: { roles: ['administrator'] } })
  const noAccount = await world.newDoctor(hospital)
  return { hospital, staffCode, clerk, doctor, noAccount }
}

const wrong = ({ code }: Pick<Hospital, 'code'>, staffCode: string): Typed => ({
  facilityCode: code,
  staffCode,
  password: 'wrong',
})

beforeEach(async () => {
  await db.sql`DELETE FROM facility.rate_limit`
})

describe('AT-47 a refused sign-in to the console does the same work, whoever it names', () => {
  test('the same statements and one comparison: known, unknown, no administrator, no password, unknown hospital', async () => {
    const { hospital, staffCode, clerk, doctor, noAccount } = await newPeople()
    await workOf(wrong({ code: 'the first chain of none' }, 'x'))
    await workOf(wrong(hospital, 'x'))
    const known = await workOf(wrong(hospital, staffCode))
    expect(known).toMatchObject({ code: 'console_session.invalid_credentials', comparisons: 1 })
    expect(known.statements.filter((text) => /^INSERT INTO \S+\.audit_event /.test(text))).toHaveLength(1)
    for (const typed of [
      wrong(hospital, 'nobody'),
      wrong(hospital, doctor.staffCode),
      wrong(hospital, noAccount.staffCode),
      wrong({ code: 'no hospital' }, staffCode),
      { ...wrong(hospital, clerk.staffCode), password },
    ]) {
      expect(await workOf(typed)).toEqual(known)
    }
  })

  test('and when it is locked: the same statements, no comparison, one row a window', async () => {
    const { hospital, staffCode } = await newPeople()
    const lockOf = async (typed: Typed) => {
      for (let count = 0; count < 5; count += 1) await workOf(typed)
      return [await workOf(typed), await workOf(typed)]
    }
    await lockOf(wrong({ code: 'the first chain of none' }, 'x'))
    const known = await lockOf(wrong(hospital, staffCode))
    expect(known).toMatchObject([
      { code: 'console_session.locked', comparisons: 0 },
      { code: 'console_session.locked', comparisons: 0 },
    ])
    expect(await lockOf(wrong(hospital, 'nobody'))).toEqual(known)
    expect(await lockOf(wrong({ code: 'no hospital' }, 'nobody'))).toEqual(known)
  })

  test('an unknown account leaves its trace, in the chain of the hospital or of none, and never what was typed', async () => {
    const { hospital } = await newPeople()
    const typed = 'a password in the wrong field'
    await workOf(wrong(hospital, typed))
    await workOf(wrong({ code: typed }, typed))
    const rows = await db.sql<{ partition: string; subject: string; record: string }[]>`
      SELECT partition, subject, record FROM facility.audit_event
      WHERE action = 'console_session.start' AND record LIKE '%unknown account%' ORDER BY at DESC LIMIT 2`
    expect(rows.map(({ partition, subject }) => ({ partition, subject }))).toEqual([
      { partition: 'installation', subject: 'unknown' },
      { partition: hospital.facilityId, subject: 'unknown' },
    ])
    for (const { record } of rows) {
      expect(record).toContain(testOrigin.address)
      expect(record).not.toContain(typed)
    }
  })

  test('measured: neither is the slower one', async () => {
    const { hospital, staffCode } = await newPeople()
    const tryOnce = (name: string) => async () => {
      await db.sql`DELETE FROM facility.rate_limit`
      await startConsoleSession(context, wrong(hospital, name), testOrigin).catch(() => {})
    }
    await tryOnce(staffCode)()
    await tryOnce('nobody')()
    const share = await shareOfSlower(30, tryOnce(staffCode), tryOnce('nobody'))
    expect(share).toBeGreaterThan(0.2)
    expect(share).toBeLessThan(0.8)
  }, 60_000)
})
