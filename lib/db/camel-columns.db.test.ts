import { expect, test } from 'vitest'
import { testDatabase } from './testing/test-database'

const { database } = testDatabase(2)

test('names of columns are read in camelCase, outside and inside a transaction; keys of json values stay', async () => {
  const read = ({ sql }: Pick<typeof database, 'sql'>) => sql`
    SELECT 'stf_1' AS staff_id, 1 AS sha256_hash_2, '{"staff_id": {"inner_key": [{"a_b": 1}]}}'::jsonb AS some_json`
  const row = { staffKey: 'stf_1', sha256Hash2: 1, someJson: { staff_id: { inner_key: [{ a_b: 1 }] } } }
  expect([...(await read(database))]).toEqual([row])
  expect([...(await database.transaction(read))]).toEqual([row])
})
