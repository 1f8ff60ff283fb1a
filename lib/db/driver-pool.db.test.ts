import postgres from 'postgres'
import { expect, test } from 'vitest'
import { createDriverPool } from './driver-pool'
import { silentNetwork } from './testing/silent-network'
import { testDatabase } from './testing/test-database'
import { isUnavailable } from './unavailable'

const { url } = testDatabase(2)
const answerMs = 500

test('AT-54 a network that has gone silent costs one time limit; the next statement goes over a new connection', async () => {
  const network = await silentNetwork(new URL(url))
  const open = () => postgres(network.url, { max: 2, types: { bigint: postgres.BigInt } })
  const pool = createDriverPool({ open, onReadOnlyServer() {}, answerMs })
  try {
    expect(await pool.sql`SELECT 1 AS a`).toEqual([{ a: 1 }])
    network.goSilent()
    const outcomes = await Promise.all(
      Array.from({ length: 10 }, () => pool.sql`SELECT 1 AS a`.then(() => 'answered', isUnavailable)),
    )
    expect(outcomes.filter((each) => each === true).length).toBeGreaterThan(0)
    expect(outcomes).not.toContain(false)
    expect(await pool.sql`SELECT 2 AS a`).toEqual([{ a: 2 }])
  } finally {
    await pool.close()
    network.close()
  }
})

test('a statement that takes too long is refused alone: the connections of the others stay', async () => {
  const open = () => postgres(url, { max: 2, types: { bigint: postgres.BigInt } })
  const pool = createDriverPool({ open, onReadOnlyServer() {}, answerMs })
  try {
    const pid = async () => (await pool.sql<{ pid: number }[]>`SELECT pg_backend_pid() AS pid`)[0]?.pid
    const late = pool.sql`SELECT pg_sleep(1.5)`.then(() => false, isUnavailable)
    const before = await pid()
    expect(await late).toBe(true)
    expect(await pid()).toBe(before)
  } finally {
    await pool.close()
  }
})
