import { describe, expect, test } from 'vitest'
import { parseSettings } from './settings'

const sound = {
  DATABASE_URL: 'postgresql://shomei@127.0.0.1/shomei',
  SHOMEI_KEY: Buffer.alloc(32, 1).toString('base64'),
  AUTHORITY_URL: 'https://authority.example.jp',
  FACILITY_URL: 'https://shomei.hospital.example.jp',
}
const file = '/etc/shomei/anchors.json'

describe('trust is asked for, never assumed', () => {
  test.each([
    [{}, { testHierarchy: false, trustAnchorsFile: null }],
    [{ SHOMEI_TRUST: 'anchors' }, { testHierarchy: false, trustAnchorsFile: null }],
    [{ SHOMEI_TRUST_ANCHORS_FILE: file }, { testHierarchy: false, trustAnchorsFile: file }],
    [{ SHOMEI_TRUST: 'test' }, { testHierarchy: true, trustAnchorsFile: null }],
  ])('%j', (chosen, expected) => {
    expect(parseSettings({ ...sound, ...chosen })).toMatchObject(expected)
  })

  test.each([
    ['a word that is neither', { SHOMEI_TRUST: 'yes' }],
    ['real anchors and the test hierarchy at once', { SHOMEI_TRUST: 'test', SHOMEI_TRUST_ANCHORS_FILE: file }],
  ])('%s is refused by its name', (_, chosen) => {
    expect(() => parseSettings({ ...sound, ...chosen })).toThrow(/^ {2}SHOMEI_TRUST: .*anchors/m)
  })
})
