import { randomUUID } from 'node:crypto'
import { beforeEach, describe, expect, test, vi } from 'vitest'
import { endAllSessionsOfAccount } from '@/lib/console-accounts/console-session.store'
import { recordStatements } from '@/lib/db/testing/record-statements'
import { authorityConsoleRoles } from '@/lib/vocabulary/console-role'
import { authorityWorld, testOrigin } from '../testing/authority-world'
import { createOperator } from './create-operator'
import { disableOperator } from './disable-operator'
import { endOperatorSession } from './end-operator-session'
import { getLiveOperatorSession } from './get-live-operator-session'
import { getOwnAccount } from './get-own-account'
import { disableIfEnabled, operatorConsole } from './operator.store'
import { startOperatorSession } from './start-operator-session'

const world = authorityWorld()
const { context, db } = world
const password = 'correct horse battery staple'
const invalid = { code: 'console_session.invalid_credentials' }
const expired = { code: 'console_session.expired' }
const actor = 'system'

async function newOperator(roles: (typeof authorityConsoleRoles)[number][] = ['administrator']) {
  const operatorCode = `O-${randomUUID()}`
  const created = await createOperator(
    context,
    { operatorCode, displayName: '電子 認証', roles, password, actor },
    testOrigin,
  )
  return { ...created, operatorCode }
}

const signIn = (operatorCode: string, given = password, deviceCookie: string | null = null, of = context) =>
  startOperatorSession(of, { operatorCode, password: given, deviceCookie }, testOrigin)

beforeEach(async () => {
  await db.sql`DELETE FROM authority.rate_limit`
})

describe('an operator of the authority', () => {
  test.each(authorityConsoleRoles)(
    'signs in as %s and gets a session of its own, audited in the chain of the authority',
    async (role) => {
      const { operatorId, operatorCode } = await newOperator([role])
      const { consoleSessionId } = await signIn(operatorCode)
      expect(consoleSessionId).toMatch(/^ose_/)
      expect(await getLiveOperatorSession(context, consoleSessionId)).toMatchObject({ operatorId, roles: [role] })
      expect(await world.auditOf(consoleSessionId)).toEqual(['console_session.start success'])
      await endOperatorSession(context, consoleSessionId, testOrigin)
      await endOperatorSession(context, consoleSessionId, testOrigin)
      await expect(getLiveOperatorSession(context, consoleSessionId)).rejects.toMatchObject(expired)
      expect(await world.auditOf(consoleSessionId)).toEqual([
        'console_session.start success',
        'console_session.end success',
      ])
    },
  )

  test('AT-15 that is disabled while its sign-in waits gets no session', async () => {
    const { operatorId, operatorCode } = await newOperator()
    const signingIn = await db.transaction(async (tx) => {
      await disableIfEnabled(tx, operatorCode)
      const outcome = signIn(operatorCode).then(
        () => 'signed in',
        (error: { code: string }) => error.code,
      )
      await vi.waitFor(
        async () => {
          const waiting = await db.sql`SELECT FROM pg_locks WHERE NOT granted AND locktype = 'transactionid'`
          expect(waiting).toHaveLength(1)
        },
        { timeout: 20_000 },
      )
      await endAllSessionsOfAccount(tx, operatorConsole, operatorId)
      return { outcome }
    })
    expect(await signingIn.outcome).toBe('console_session.invalid_credentials')
    expect(await db.prisma.operatorSession.count({ where: { accountId: operatorId, endedAt: null } })).toBe(0)
  })

  test.each([
    { name: 'empty', operatorCode: '' },
    { name: 'longer than the sign-in takes', operatorCode: 'O'.repeat(65) },
    { name: 'with a space before it', operatorCode: ' O1' },
    { name: 'with a space after it', operatorCode: 'O1 ' },
  ])('is not entered under a code that nobody could sign in with: $name', async ({ operatorCode }) => {
    const operator = { operatorCode, displayName: '電子 認証', roles: ['administrator'], password, actor } as const
    await expect(createOperator(context, operator, testOrigin)).rejects.toMatchObject({ code: 'request.malformed' })
    expect(await db.prisma.operator.count({ where: { operatorCode } })).toBe(0)
  })

  test.each(['O', 'O'.repeat(64), '担当 1'])('allowed twin: signs in with the code %s', async (operatorCode) => {
    const operator = { operatorCode, displayName: '電子 認証', roles: ['administrator'], password, actor } as const
    const { operatorId } = await createOperator(context, operator, testOrigin)
    expect(await signIn(operatorCode)).toMatchObject({ operatorId })
  })

  test('AT-15 is out at once when disabled, and when no role is left', async () => {
    const [one, other] = [await newOperator(), await newOperator()]
    const [first, second] = [await signIn(one.operatorCode), await signIn(other.operatorCode)]
    await disableOperator(context, { operatorCode: one.operatorCode, actor }, testOrigin)
    await expect(getLiveOperatorSession(context, first.consoleSessionId)).rejects.toMatchObject(expired)
    await db.sql`UPDATE authority.operator SET roles = '{}' WHERE id = ${other.operatorId}`
    await expect(getLiveOperatorSession(context, second.consoleSessionId)).rejects.toMatchObject(expired)
    for (const { operatorCode } of [one, other]) await expect(signIn(operatorCode)).rejects.toMatchObject(invalid)
  })

  test('sees the own account and the own sessions, and of nobody else', async () => {
    const [one, other] = [await newOperator(), await newOperator()]
    await signIn(other.operatorCode)
    const former = await signIn(one.operatorCode)
    await endOperatorSession(context, former.consoleSessionId, testOrigin)
    const { consoleSessionId } = await signIn(one.operatorCode)
    const account = await getOwnAccount(context, { operatorId: one.operatorId, consoleSessionId })
    expect(account).toMatchObject({ operatorCode: one.operatorCode, displayName: '電子 認証' })
    expect(account.sessions.map(({ isThisOne, endedAt }) => [isThisOne, endedAt === null])).toEqual([
      [true, true],
      [false, false],
    ])
  })

  test('a role that the vocabulary does not have cannot be stored', async () => {
    const { operatorId } = await newOperator()
    await expect(
      db.sql`UPDATE authority.operator SET roles = '{owner}' WHERE id = ${operatorId}`,
    ).rejects.toMatchObject({ constraint_name: 'operator_roles' })
    await db.sql`UPDATE authority.operator SET roles = ${[...authorityConsoleRoles]} WHERE id = ${operatorId}`
  })
})

describe('AT-34, AT-41, AT-47 the limits of the facility’s console hold for operators', () => {
  async function workOf(operatorCode: string) {
    const recording = recordStatements(context.db)
    const code = await signIn(operatorCode, 'wrong', null, { ...context, db: recording.db }).catch(({ code }) => code)
    return { code, statements: recording.statements }
  }

  test('unknown, disabled, without a role, wrong password: the same answer by the same statements', async () => {
    const [known, disabled, idle] = [await newOperator(), await newOperator(), await newOperator([])]
    await disableOperator(context, { operatorCode: disabled.operatorCode, actor }, testOrigin)
    const work = await workOf(known.operatorCode)
    expect(work.code).toBe('console_session.invalid_credentials')
    for (const code of [disabled.operatorCode, idle.operatorCode, 'nobody']) expect(await workOf(code)).toEqual(work)
  })

  test('five misses lock it, the right password is refused too, except from a browser that is known', async () => {
    const { operatorCode, operatorId } = await newOperator()
    const { deviceCookie } = await signIn(operatorCode)
    for (let count = 0; count < 5; count += 1)
      await expect(signIn(operatorCode, 'wrong')).rejects.toMatchObject(invalid)
    await expect(signIn(operatorCode)).rejects.toMatchObject({ code: 'console_session.locked' })
    expect((await signIn(operatorCode, password, deviceCookie)).missesBefore).toBe(5)
    expect(await world.auditOf(operatorId)).toContain(
      'console_session.lock failure console_session.invalid_credentials too many attempts',
    )
  })

  test('a limit that cannot be counted lets nobody in', async () => {
    const { operatorCode } = await newOperator()
    await db.sql`ALTER TABLE authority.rate_limit RENAME TO away`
    try {
      await expect(signIn(operatorCode)).rejects.toBeDefined()
    } finally {
      await db.sql`ALTER TABLE authority.away RENAME TO rate_limit`
    }
    await expect(signIn(operatorCode)).resolves.toBeDefined()
  })
})

test('AT-58 no session of one side is a session of the other', async () => {
  const { operatorCode } = await newOperator()
  const { consoleSessionId } = await signIn(operatorCode)
  const rows = await db.sql`SELECT id FROM facility.console_session WHERE id = ${consoleSessionId}`
  expect([...rows]).toEqual([])
  await expect(getLiveOperatorSession(context, 'cse_of_a_facility')).rejects.toMatchObject(expired)
})
