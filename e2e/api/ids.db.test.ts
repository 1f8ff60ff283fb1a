import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { beforeAll, describe, expect, test } from 'vitest'
import { idPrefixes } from '@/lib/kernel/ids'
import { mintKit } from '../support/api-world/mint-kit'
import { portalWorld } from '../support/api-world/portal-world'

const world = await portalWorld()
const root = fileURLToPath(new URL('../..', import.meta.url))
const own = {} as { bearer: string }

beforeAll(async () => {
  const { emrBearer } = await mintKit(world.contexts, world.people.own)
  own.bearer = emrBearer
})

/** Each table whose rows have an id of `newId`, with the prefixes that its rows have. */
async function readPrefixes(): Promise<Map<string, string[]>> {
  const { sql } = world.db
  const tables = await sql<{ schema: string; name: string }[]>`
    SELECT table_schema AS schema, table_name AS name FROM information_schema.columns
    WHERE table_schema IN ('authority', 'facility') AND column_name = 'id' AND data_type = 'text'`
  const found = new Map<string, string[]>()
  for (const { schema, name } of tables) {
    const rows = await sql<{ prefix: string }[]>`
      SELECT DISTINCT split_part(id, '_', 1) AS prefix FROM ${sql(schema)}.${sql(name)}`
    if (rows.length > 0)
      found.set(
        `${schema}.${name}`,
        rows.map(({ prefix }) => prefix),
      )
  }
  return found
}

describe('AT-60 an id is taken for one of another kind', () => {
  test('each table has one prefix, of the list in lib/kernel/ids, and no two tables have the same', async () => {
    const found = await readPrefixes()
    expect(found.size).toBeGreaterThan(15)
    for (const [table, prefixes] of found) expect(prefixes, table).toHaveLength(1)
    const prefixes = [...found.values()].flat()
    expect(new Set(prefixes).size).toBe(prefixes.length)
    const known: readonly string[] = Object.values(idPrefixes)
    expect(known).toEqual(expect.arrayContaining(prefixes))
  })

  test('ids that are put together in SQL have a prefix of the list', () => {
    const known: readonly string[] = Object.values(idPrefixes)
    const sources = ['lib', 'prisma', 'bench', 'e2e', 'scripts']
      .flatMap((folder) =>
        readdirSync(`${root}/${folder}`, { recursive: true, encoding: 'utf8' }).map((path) => `${folder}/${path}`),
      )
      .filter((path) => /\.(?:ts|mjs|sql)$/.test(path) && !path.startsWith('lib/db/generated/'))
    const made = sources.flatMap((path) =>
      [...readFileSync(`${root}/${path}`, 'utf8').matchAll(/'([a-z]{3})_(?:[a-z]+_)*' \|\|/g)].map(([, prefix]) => ({
        path,
        prefix,
      })),
    )
    expect(made.length).toBeGreaterThan(3)
    expect(made.filter(({ prefix = '' }) => !known.includes(prefix))).toEqual([])
  })

  test.each([
    ['the key of a staff row as staff_id', () => ({ staff: world.people.own.doctor.staffKey }), 404, 'staff.unknown'],
    [
      'the key of a terminal row as terminal_id',
      () => ({ terminal: world.people.own.terminal.terminalKey }),
      404,
      'terminal.unknown',
    ],
    ['the codes of the hospital', () => ({}), 200, null],
  ] as const)('%s', async (_, chosen, status, code) => {
    const { doctor, terminal } = world.people.own
    const codes = { staff: doctor.staffCode, terminal: terminal.terminalCode, ...chosen() }
    const response = await world.call({
      method: 'GET',
      path: `/api/emr/v1/staff/${encodeURIComponent(codes.staff)}/sign-in-status?terminal_id=${encodeURIComponent(codes.terminal)}`,
      headers: { authorization: `Bearer ${own.bearer}` },
    })
    const body = (await response.json()) as { code?: string }
    expect([response.status, body.code ?? null]).toEqual([status, code])
  })
})
