import { expect, test } from 'vitest'
import { createDatabase } from '@/lib/db/database'
import { silentNetwork } from '@/lib/db/testing/silent-network'
import { testDatabase } from '@/lib/db/testing/test-database'
import { listEmbedOrigins } from './list-embed-origins'

const { url } = testDatabase(2)

test('AT-54 a frame does not stay empty while the database is silent: after two seconds the origins are those last known', async () => {
  const network = await silentNetwork(new URL(url))
  const db = createDatabase({ url: network.url, connections: 2 })
  await db.sql`SELECT 1`
  network.goSilent()
  const startedAt = performance.now()
  expect(await listEmbedOrigins(db)).toEqual({ origins: [], isCurrent: false })
  expect(performance.now() - startedAt).toBeLessThan(4_000)
  network.close()
  await db.close()
})
