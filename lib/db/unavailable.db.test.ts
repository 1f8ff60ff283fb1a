import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { AppError } from '@/lib/kernel/app-error'
import { createDatabase, type Database } from './database'
import { testDatabase } from './testing/test-database'
import { asUnavailable } from './unavailable'

const { database, url } = testDatabase(3)

/** Every way on which the product asks the database. The view below is where Prisma looks for a table. */
const ways: Record<string, (db: Database) => Promise<unknown>> = {
  'the postgres driver': (db) => db.sql`SELECT id FROM authority.facility_client`,
  Prisma: (db) => db.prisma.facilityClient.findFirst(),
  'a transaction': (db) => db.transaction(({ sql }) => sql`SELECT id FROM authority.facility_client`),
  'a statement that is sent without waiting': (db) =>
    db.transaction(async (tx) => tx.send(tx.sql`SELECT id FROM authority.facility_client`)),
}

async function failureOf(work: Promise<unknown>): Promise<unknown> {
  return asUnavailable(await work.catch((error: unknown) => error))
}

beforeAll(async () => {
  await owner(`
    CREATE FUNCTION public.fail() RETURNS boolean LANGUAGE plpgsql AS $$
    DECLARE code text := (SELECT state FROM public.failing);
    BEGIN
      IF code IS NULL THEN RETURN true; END IF;
      RAISE EXCEPTION 'raised by the test' USING ERRCODE = code;
    END $$;
    CREATE TABLE public.failing (state text);
    INSERT INTO public.failing VALUES (NULL);
    ALTER TABLE authority.facility_client RENAME TO facility_client_rows;
    CREATE VIEW authority.facility_client AS SELECT * FROM authority.facility_client_rows WHERE public.fail();
    INSERT INTO authority.facility_client_rows (id, client_id, name, jwks) VALUES ('fcl_1', 'one', 'One', '{}')`)
})

async function owner(statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await client.query(statement)
  } finally {
    await client.end()
  }
}

describe('a database that cannot do what it is asked', () => {
  const states = {
    '53100': 'disk full',
    '53200': 'out of memory',
    '53300': 'too many connections',
    '58030': 'input or output failed',
    '55P03': 'lock not available in time',
    '57014': 'statement took too long',
    '57P01': 'stopped by its operator',
    '25006': 'read-only',
    '40001': 'rolled back for another transaction',
  }
  const rows = Object.entries(states).flatMap(([state, what]) =>
    Object.entries(ways).map(([name, way]) => ({ state, what, name, way })),
  )

  test.each(rows)('is 503 with Retry-After: $state ($what) through $name', async ({ state, way }) => {
    await owner(`UPDATE public.failing SET state = '${state}'`)
    const failure = await failureOf(way(database))
    expect(failure).toBeInstanceOf(AppError)
    expect(failure).toMatchObject({ code: 'service.unavailable', retryAfterSeconds: 5 })
    await owner('UPDATE public.failing SET state = NULL')
    await way(database)
  })

  test.each(Object.entries(ways))('is no excuse for a statement of ours that is wrong, through %s', async (_, way) => {
    await owner(`UPDATE public.failing SET state = '22012'`)
    const failure = await failureOf(way(database))
    await owner('UPDATE public.failing SET state = NULL')
    expect(failure).toBeInstanceOf(Error)
    expect(failure).not.toBeInstanceOf(AppError)
  })
})

describe('time limits', () => {
  test('AT-54 a lock that is held is waited for no longer than 5 s, on every way', async () => {
    const holder = new pg.Client({ connectionString: url })
    await holder.connect()
    await holder.query('BEGIN; LOCK TABLE authority.facility_client_rows')
    const startedAt = performance.now()
    try {
      const failures = await Promise.all(Object.values(ways).map((way) => failureOf(way(database))))
      for (const failure of failures) expect(failure).toMatchObject({ code: 'service.unavailable' })
      expect(performance.now() - startedAt).toBeLessThan(7_000)
    } finally {
      await holder.end()
    }
    for (const way of Object.values(ways)) await way(database)
  })

  test.each([
    [
      'the postgres driver',
      async (db: Database) => (await db.sql`SELECT current_setting('statement_timeout') AS a`)[0],
    ],
    [
      'a transaction',
      (db: Database) =>
        db.transaction(async ({ sql }) => (await sql`SELECT current_setting('statement_timeout') AS a`)[0]),
    ],
    [
      'Prisma',
      async (db: Database) =>
        (await db.prisma.$queryRaw<{ a: string }[]>`SELECT current_setting('statement_timeout') AS a`)[0],
    ],
  ])('a statement takes no longer than 10 s, through %s', async (_, read) => {
    expect(await read(database)).toEqual({ a: '10s' })
  })
})

describe('a server that may not write any more', () => {
  const demoted = createDatabase({ url, connections: 2 })
  afterAll(() => demoted.close())

  test('is left: the next write goes to a new connection', async () => {
    const { pathname } = new URL(url)
    const name = pathname.slice(1)
    const write = () => demoted.sql`INSERT INTO public.failing VALUES (NULL)`
    await owner(`ALTER DATABASE "${name}" SET default_transaction_read_only = on`)
    await expect(write()).rejects.toMatchObject({ code: '25006' })
    // From here on the server is writable again, for connections that are made now.
    await owner(`SET TRANSACTION READ WRITE; ALTER DATABASE "${name}" RESET default_transaction_read_only`)
    const written = async () =>
      await write().then(
        () => true,
        () => false,
      )
    await expect.poll(written, { timeout: 5_000, interval: 50 }).toBe(true)
  })
})
