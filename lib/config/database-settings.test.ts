import { describe, expect, test } from 'vitest'
import { parseDatabaseSettings } from './database-settings'

const [one, two] = ['postgresql://a@127.0.0.1/s', 'postgresql://f@127.0.0.1/s']

describe('settings of the database', () => {
  test.each([
    ['one URL serves both sides', { DATABASE_URL: one }, { authority: one, facility: one }],
    [
      'each side has its own role',
      { AUTHORITY_DATABASE_URL: one, FACILITY_DATABASE_URL: two },
      { authority: one, facility: two },
    ],
    [
      'a side of its own comes before the URL for both',
      { DATABASE_URL: one, FACILITY_DATABASE_URL: two },
      { authority: one, facility: two },
    ],
    [
      'a process of one side needs that one only',
      { SHOMEI_ROLE: 'facility', FACILITY_DATABASE_URL: two },
      { authority: two, facility: two },
    ],
  ])('%s; the role is checked', (_, environment, urls) => {
    expect(parseDatabaseSettings(environment)).toEqual({ urls, roles: 'restricted' })
  })

  test.each([
    [{}, [/^AUTHORITY_DATABASE_URL: is required.*postgresql:/, /^FACILITY_DATABASE_URL: is required/]],
    [{ AUTHORITY_DATABASE_URL: one }, [/^FACILITY_DATABASE_URL: is required/]],
    [{ SHOMEI_ROLE: 'authority', FACILITY_DATABASE_URL: two }, [/^AUTHORITY_DATABASE_URL: is required/]],
    [{ DATABASE_URL: 'mysql://x' }, [/^DATABASE_URL: must be a URL such as postgresql:/]],
    [{ DATABASE_URL: one, SHOMEI_DATABASE_ROLES: 'owner' }, [/^SHOMEI_DATABASE_ROLES: .*restricted/]],
  ])('%j is refused by name, with an example', (environment, lines) => {
    const settings = parseDatabaseSettings(environment)
    expect('problems' in settings && settings.problems).toEqual(lines.map((line) => expect.stringMatching(line)))
  })
})
