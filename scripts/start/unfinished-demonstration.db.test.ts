import { expect, test } from 'vitest'
import { connect, ensureDatabase } from '../postgres/database.mjs'
import { prepareData } from './prepare-data.mjs'

test('an unfinished demonstration is not removed where a hospital of somebody else is in its database', async () => {
  const url = new URL(process.env['DATABASE_URL'] ?? '')
  url.pathname = `/shomei_unfinished_${process.pid}`
  await ensureDatabase(url.href)
  const client = await connect(url.href)
  try {
    await client.query(`
      CREATE SCHEMA shomei_start;
      CREATE TABLE shomei_start.demonstration (one boolean PRIMARY KEY DEFAULT true, file text);
      INSERT INTO shomei_start.demonstration DEFAULT VALUES;
      CREATE SCHEMA facility;
      CREATE TABLE facility.facility (code text);
      INSERT INTO facility.facility VALUES ('M01'), ('H77')`)
    await expect(prepareData(url.href, {} as never, {} as never, () => {})).rejects.toThrow(/Nothing was removed/)
    const { rows } = await client.query('SELECT code FROM facility.facility ORDER BY code')
    expect(rows).toEqual([{ code: 'H77' }, { code: 'M01' }])
  } finally {
    await client.end()
  }
})
