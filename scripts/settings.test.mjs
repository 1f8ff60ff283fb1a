import { describe, expect, test } from 'vitest'
import { readSettings } from './settings.mjs'

const KEY = Buffer.alloc(32, 7).toString('base64')

describe('the environment of the commands', () => {
  test('nothing has to be set', () => {
    const settings = readSettings({})
    expect(settings).toMatchObject({
      port: 3000,
      emrPort: 3001,
      nationalServicePort: 3002,
      postgresPort: 5440,
      role: 'all',
      isCi: false,
    })
    expect(settings.dataDir.endsWith('/.shomei')).toBe(true)
    expect(settings.databaseUrl).toBeUndefined()
  })

  test('what is set is taken', () => {
    const environment = {
      SHOMEI_PORT: '4000',
      SHOMEI_DATA_DIR: '/var/lib/shomei',
      DATABASE_URL: 'postgresql://shomei@db:5432/shomei',
      SHOMEI_KEY: KEY,
      SHOMEI_ROLE: 'authority',
      CI: 'true',
    }
    expect(readSettings(environment)).toMatchObject({
      port: 4000,
      dataDir: '/var/lib/shomei',
      databaseUrl: 'postgresql://shomei@db:5432/shomei',
      key: KEY,
      role: 'authority',
      isCi: true,
    })
  })

  const refused = [
    ['a port that is no number', { SHOMEI_PORT: 'abc' }, /SHOMEI_PORT is "abc".*SHOMEI_PORT=3100/],
    ['a port out of range', { SHOMEI_EMR_PORT: '65536' }, /SHOMEI_EMR_PORT is "65536".*SHOMEI_EMR_PORT=3101/],
    ['two servers on one port', { SHOMEI_PORT: '4000', SHOMEI_EMR_PORT: '4000' }, /must differ/],
    ['the port after the EMR’s is the portal’s', { SHOMEI_PORT: '4001', SHOMEI_EMR_PORT: '4000' }, /must differ/],
    ['another kind of database', { DATABASE_URL: 'mysql://a/b' }, /DATABASE_URL.*postgresql:\/\//s],
    ['an address without a database', { DATABASE_URL: 'postgresql://a@b:1' }, /DATABASE_URL names no database/],
    ['a short key', { SHOMEI_KEY: Buffer.alloc(31).toString('base64') }, /SHOMEI_KEY.*openssl rand -base64 32/s],
    ['a key that is not base64', { SHOMEI_KEY: 'not base64!' }, /SHOMEI_KEY/],
    ['an unknown role', { SHOMEI_ROLE: 'hospital' }, /SHOMEI_ROLE is "hospital".*SHOMEI_ROLE=all/],
  ]
  test.each(refused)('%s is refused, with the name and an example', (_name, environment, message) => {
    expect(() => readSettings(environment)).toThrow(message)
  })

  test('no refusal repeats a secret', () => {
    expect(() => readSettings({ SHOMEI_KEY: 'c2VjcmV0' })).not.toThrow(/c2VjcmV0/)
    expect(() => readSettings({ DATABASE_URL: 'http://user:hunter2@host/db' })).not.toThrow(/hunter2/)
  })
})
