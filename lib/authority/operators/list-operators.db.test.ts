import { beforeAll, describe, expect, test } from 'vitest'
import { authorityWorld } from '../testing/authority-world'
import { listOperators, type OperatorFilter } from './list-operators'

const { context, db } = authorityWorld()
const everybody: OperatorFilter = { state: null, role: null, text: '' }
const count = 2_000

/** 2,000 operators with ten sign-ins each: every tenth disabled, every fourth an auditor. */
beforeAll(async () => {
  await db.sql`
    INSERT INTO authority.operator (id, operator_code, display_name, roles, disabled_at)
    SELECT 'opr_' || n, 'O' || lpad(n::text, 5, '0'), '見本 ' || n,
      CASE WHEN n % 4 = 0 THEN '{auditor}' ELSE '{support,registrar}' END::text[],
      CASE WHEN n % 10 = 0 THEN clock_timestamp() END
    FROM generate_series(1, ${count}) AS n`
  await db.sql`
    INSERT INTO authority.console_session (id, account_id, created_at, expires_at)
    SELECT 'ose_' || n || '_' || day, 'opr_' || n, timestamptz '2026-11-30' - make_interval(days => day::int), now()
    FROM generate_series(1, ${count}) AS n, generate_series(0, 9) AS day WHERE n <> 2`
  await db.sql`ANALYZE authority.operator, authority.console_session`
})

/** All pages one after the other. */
async function listAll(filter: Partial<OperatorFilter>, limit = 300): Promise<string[]> {
  const codes: string[] = []
  for (let after: string | null = null; ; ) {
    const page = await listOperators(context, { filter: { ...everybody, ...filter }, after, limit })
    codes.push(...page.rows.map(({ operatorCode }) => operatorCode))
    expect(page.rows.length).toBeLessThanOrEqual(limit)
    after = page.next
    if (after === null) return codes
  }
}

describe('the list of operators', () => {
  test.each([
    { name: 'nothing', filter: {}, length: count },
    { name: 'enabled', filter: { state: 'enabled' }, length: 1_800 },
    { name: 'disabled', filter: { state: 'disabled' }, length: 200 },
    { name: 'a role', filter: { role: 'auditor' }, length: 500 },
    { name: 'a role among several', filter: { role: 'registrar' }, length: 1_500 },
    { name: 'a role and a state', filter: { role: 'auditor', state: 'disabled' }, length: 100 },
    { name: 'part of a code in small letters', filter: { text: 'o0000' }, length: 9 },
    { name: 'part of a name', filter: { text: '見本 1999' }, length: 1 },
    { name: 'wildcards as letters', filter: { text: '%' }, length: 0 },
    { name: 'an underscore as a letter', filter: { text: '_' }, length: 0 },
    { name: 'a quote', filter: { text: "'; DROP" }, length: 0 },
  ] as const)('narrowed by $name: every row once, in the order of codes', async ({ filter, length }) => {
    const codes = await listAll(filter)
    expect(codes).toHaveLength(length)
    expect(codes).toEqual([...new Set(codes)].sort())
  })

  test('a page ends exactly where the rows end', async () => {
    const filter = { ...everybody, text: 'O0000' }
    expect((await listOperators(context, { filter, after: null, limit: 9 })).next).toBeNull()
    expect((await listOperators(context, { filter, after: null, limit: 8 })).next).toBe('O00008')
    expect(await listOperators(context, { filter, after: 'O00009', limit: 8 })).toEqual({ rows: [], next: null })
  })

  test('a row that comes in before the page, or goes, moves no other row out of the list', async () => {
    const first = await listOperators(context, { filter: everybody, after: null, limit: 10 })
    await db.sql`
      INSERT INTO authority.operator (id, operator_code, display_name, roles) VALUES ('opr_early', 'O00000', '早い', '{support}')`
    const second = await listOperators(context, { filter: everybody, after: first.next, limit: 10 })
    await db.sql`DELETE FROM authority.operator WHERE id = 'opr_early'`
    expect(second.rows[0]?.operatorCode).toBe('O00011')
  })

  test('rows are domain values: roles, newest sign-in or none', async () => {
    const { rows } = await listOperators(context, { filter: everybody, after: null, limit: 3 })
    expect(rows.map(({ roles, lastSignInAt }) => [roles, lastSignInAt?.toISOString() ?? null])).toEqual([
      [['support', 'registrar'], '2026-11-30T00:00:00.000Z'],
      [['support', 'registrar'], null],
      [['support', 'registrar'], '2026-11-30T00:00:00.000Z'],
    ])
    expect(Object.keys(rows[0] ?? {})).not.toContain('passwordHash')
  })

  test.each([
    { name: 'nothing', filter: everybody },
    { name: 'state, role and text', filter: { state: 'enabled', role: 'auditor', text: '見本' } as const },
  ])(
    'narrowed by $name, a page of 2,000 operators with 20,000 sessions takes two queries, for its rows alone',
    async ({ filter }) => {
      const asked: { operation: string; take: unknown; accounts: number }[] = []
      const prisma = db.prisma.$extends({
        query: {
          $allOperations({ operation, args, query }) {
            asked.push({ operation, take: args.take, accounts: args.where?.accountId?.in?.length ?? 0 })
            return query(args)
          },
        },
      })
      const recorded = { ...context, db: Object.create(context.db, { prisma: { value: prisma } }) }
      const { rows } = await listOperators(recorded, { filter, after: 'O01000', limit: 50 })
      expect(rows).toHaveLength(50)
      expect(asked).toEqual([
        { operation: 'findMany', take: 51, accounts: 0 },
        { operation: 'groupBy', take: undefined, accounts: 50 },
      ])
    },
  )
})
