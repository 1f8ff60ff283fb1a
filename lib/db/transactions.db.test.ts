import { describe, expect, test } from 'vitest'
import { createDatabase, type Database, type Transaction } from './database'
import { testDatabase } from './testing/test-database'

const { database, url } = testDatabase(3)

const key = () => `test:${Math.random()}`

async function write(db: Pick<Transaction, 'sql'>, name: string): Promise<void> {
  await insert(db, name)
}

function insert({ sql }: Pick<Transaction, 'sql'>, name: string) {
  return sql`INSERT INTO authority.rate_limit (key, window_start, count) VALUES (${name}, clock_timestamp(), 1)`
}

async function isWritten(name: string): Promise<boolean> {
  return (await database.sql`SELECT 1 FROM authority.rate_limit WHERE key = ${name}`).length === 1
}

/** Has the server cut the connection of a transaction. */
async function cut(tx: Transaction): Promise<void> {
  const [row] = await tx.sql<{ pid: number }[]>`SELECT pg_backend_pid() AS pid`
  await database.sql`SELECT pg_terminate_backend(${row?.pid ?? 0}, 5000)`
}

async function withDatabase(connections: number, work: (own: Database) => Promise<void>): Promise<void> {
  const own = createDatabase({ url, connections })
  try {
    await work(own)
  } finally {
    await own.close()
  }
}

describe('a transaction', () => {
  test('is there once it has returned, and leaves nothing when its work throws', async () => {
    const [kept, dropped] = [key(), key()]
    expect(
      await database.transaction(async (tx) => {
        await write(tx, kept)
        return 'done'
      }),
    ).toBe('done')
    const failing = database.transaction(async (tx) => {
      await write(tx, dropped)
      throw new Error('no')
    })
    await expect(failing).rejects.toThrow('no')
    expect([await isWritten(kept), await isWritten(dropped)]).toEqual([true, false])
  })

  test('whose statement failed commits nothing, even when its work goes on', async () => {
    const name = key()
    const work = database.transaction(async (tx) => {
      await write(tx, name)
      await tx.sql`SELECT 1 / 0`.catch(() => {})
    })
    await expect(work).rejects.toThrow('nothing was committed')
    expect(await isWritten(name)).toBe(false)
  })

  test('commits what was sent without waiting, in its order', async () => {
    const name = key()
    await database.transaction(async (tx) => {
      tx.send(insert(tx, name))
      tx.send(tx.sql`UPDATE authority.rate_limit SET count = 7 WHERE key = ${name}`)
    })
    expect(await database.sql`SELECT count FROM authority.rate_limit WHERE key = ${name}`).toEqual([{ count: 7 }])
  })

  test.each([
    ['was the last one', async () => {}],
    ['was followed by another', (tx: Transaction) => tx.sql`SELECT 1`],
    ['was followed by one that fails as well', (tx: Transaction) => tx.sql`SELECT no_such_column`],
  ])('commits nothing when a statement that was sent fails, which %s, and throws that failure', async (_, next) => {
    const name = key()
    const work = database.transaction(async (tx) => {
      await write(tx, name)
      tx.send(tx.sql`SELECT 1 / 0`)
      await next(tx)
    })
    await expect(work).rejects.toMatchObject({ code: '22012' })
    expect(await isWritten(name)).toBe(false)
    await expect(database.transaction((tx) => write(tx, name))).resolves.toBeUndefined()
  })

  test('is READ COMMITTED, however the server is set', async () => {
    const level = await database.transaction(({ sql }) => sql`SHOW transaction_isolation`)
    expect(level).toEqual([{ transactionIsolation: 'read committed' }])
  })

  test('takes no statement once it has ended', async () => {
    const name = key()
    const ended = await database.transaction(async (tx) => ({ tx }))
    await expect(write(ended.tx, name)).rejects.toThrow('after the end of its transaction')
    expect(await isWritten(name)).toBe(false)
  })

  test('whose connection is lost between two statements is unavailable and leaves nothing', async () => {
    const [before, after] = [key(), key()]
    let end = (_: unknown) => {}
    const stray = new Promise<unknown>((resolve) => {
      end = resolve
    })
    const work = database.transaction(async (tx) => {
      await write(tx, before)
      await cut(tx)
      await write(tx, after).catch(end)
    })
    await expect(work).rejects.toMatchObject({ code: 'service.unavailable' })
    expect(await stray).toBeInstanceOf(Error)
    expect([await isWritten(before), await isWritten(after)]).toEqual([false, false])
    await expect(database.transaction((tx) => write(tx, before))).resolves.toBeUndefined()
  })

  test('whose connection is lost while a statement waits is unavailable at once', async () => {
    const work = database.transaction(async (tx) => {
      const [row] = await tx.sql<{ pid: number }[]>`SELECT pg_backend_pid() AS pid`
      const waiting = tx.sql`SELECT pg_sleep(8)`
      await Promise.all([waiting, database.sql`SELECT pg_terminate_backend(${row?.pid ?? 0})`])
    })
    await expect(work).rejects.toMatchObject({ code: 'service.unavailable' })
  })

  test('50 at once share the connections, and those of a cut one are replaced', async () => {
    const names = Array.from({ length: 50 }, key)
    const outcomes = await Promise.allSettled(
      names.map((name, place) =>
        database.transaction(async (tx) => {
          await write(tx, name)
          if (place % 10 === 0) await cut(tx)
          await tx.sql`SELECT 1`
        }),
      ),
    )
    const written = await Promise.all(names.map(isWritten))
    expect(written).toEqual(outcomes.map(({ status }) => status === 'fulfilled'))
    expect(written.filter((each) => each)).toHaveLength(45)
  })
})

describe('connections of transactions', () => {
  test('may not write outside a transaction', () =>
    withDatabase(2, async (own) => {
      const setting = await own.transaction(async ({ sql }) => {
        const [row] = await sql<
          { setting: string }[]
        >`SELECT current_setting('default_transaction_read_only') AS setting`
        return row?.setting
      })
      expect(setting).toBe('on')
    }))

  test('are no more than allowed', () =>
    withDatabase(2, async (own) => {
      const pids = await Promise.all(
        Array.from({ length: 20 }, () =>
          own.transaction(async ({ sql }) => (await sql<{ pid: number }[]>`SELECT pg_backend_pid() AS pid`)[0]?.pid),
        ),
      )
      expect(new Set(pids).size).toBeLessThanOrEqual(2)
    }))

  test('that cannot be opened are unavailable at once', async () => {
    const away = new URL(url)
    away.port = '1'
    const own = createDatabase({ url: away.href, connections: 2 })
    const work = own.transaction(({ sql }) => sql`SELECT 1`)
    await expect(work).rejects.toMatchObject({ code: 'service.unavailable' })
    await own.close()
  })
})

describe('values', () => {
  test.each([
    [
      'octets',
      (sql: Database['sql']) => sql`SELECT ${new Uint8Array([1, 2, 3]).subarray(1)}::bytea AS value`,
      new Uint8Array([2, 3]),
    ],
    ['no octets', (sql: Database['sql']) => sql`SELECT ${new Uint8Array(0)}::bytea AS value`, new Uint8Array(0)],
    [
      'a bigint',
      (sql: Database['sql']) => sql`SELECT ${9_007_199_254_740_993n}::bigint AS value`,
      9_007_199_254_740_993n,
    ],
    ['a moment', (sql: Database['sql']) => sql`SELECT ${new Date(1_234)}::timestamptz AS value`, new Date(1_234)],
    ['no texts', (sql: Database['sql']) => sql`SELECT ${[]}::text[] AS value`, []],
    [
      'texts',
      (sql: Database['sql']) => sql`SELECT ${['a"b', 'c,d', '', '\\']}::text[] AS value`,
      ['a"b', 'c,d', '', '\\'],
    ],
  ])('%s come back as they were given', async (_, query, value) => {
    const rows = await database.transaction(({ sql }) => query(sql))
    expect(rows[0]?.['value']).toStrictEqual(value)
  })
})
