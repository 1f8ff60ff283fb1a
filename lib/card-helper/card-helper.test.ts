import { spawnSync } from 'node:child_process'
import { describe, expect, test } from 'vitest'
import { helperErrorCodes } from '@/lib/helper-protocol/error-codes'
import { createHelperLog, type LogFields } from './log'
import { parseHelperSettings } from './settings'
import { helperTexts } from './texts/texts'

const origin = 'https://shomei.hospital.example.jp'

describe('settings of the card helper', () => {
  test('one origin is enough; the rest has defaults', () => {
    expect(parseHelperSettings({ SHOMEI_HELPER_ORIGINS: origin })).toEqual({
      origins: [origin],
      port: 32_109,
      language: 'ja',
      logLevel: 'info',
    })
  })

  test.each([
    ['SHOMEI_HELPER_ORIGINS', undefined],
    ['SHOMEI_HELPER_ORIGINS', ''],
    ['SHOMEI_HELPER_ORIGINS', '*'],
    ['SHOMEI_HELPER_ORIGINS', 'null'],
    ['SHOMEI_HELPER_ORIGINS', 'http://shomei.hospital.example.jp'],
    ['SHOMEI_HELPER_ORIGINS', `${origin}/`],
    ['SHOMEI_HELPER_ORIGINS', `${origin},https://*.example.jp/`],
    ['SHOMEI_HELPER_PORT', '80'],
    ['SHOMEI_HELPER_PORT', 'any'],
    ['SHOMEI_HELPER_LANGUAGE', 'fr'],
    ['SHOMEI_HELPER_LOG_LEVEL', 'trace'],
  ])('%s=%s is refused by its name', (name, value) => {
    const environment = { SHOMEI_HELPER_ORIGINS: origin, [name]: value }
    expect(parseHelperSettings(environment)).toEqual({ problems: [expect.stringMatching(new RegExp(`^${name}: `))] })
  })
})

describe('the log of the card helper', () => {
  const lines: string[] = []
  const log = createHelperLog(
    'info',
    () => new Date('2026-11-30T09:00:00Z'),
    (line) => lines.push(line),
  )

  test('writes its own fields only: a PIN, a command or a nonce that a caller adds goes nowhere', () => {
    const careless = { reader: 'Reader\n0', code: 'helper.pin_wrong', pin: '1234', apdu: '0020008804', nonce: 'n0nce' }
    log('warn', 'card_failed', { ...(careless as LogFields), triesLeft: 2 })
    expect(lines).toEqual([
      '{"time":"2026-11-30T09:00:00.000Z","level":"warn","event":"card_failed","reader":"Reader\\n0","code":"helper.pin_wrong","triesLeft":2}\n',
    ])
    expect(lines.join('')).not.toMatch(/1234|00200088|n0nce/)
  })

  test('leaves out what is below its level', () => {
    const before = lines.length
    log('debug', 'settings_checked')
    expect(lines).toHaveLength(before)
  })
})

test.each(['ja', 'en'] as const)('%s has a text of its own for every code', (language) => {
  const { errors } = helperTexts(language)
  const texts = helperErrorCodes.map((code) => errors[code])
  expect(new Set(texts).size).toBe(helperErrorCodes.length)
  for (const text of texts)
    expect(text).toMatch(language === 'ja' ? /^[^A-Za-z]*(?:(?:PIN|HPKI)[^A-Za-z]*)*。$/ : /^[A-Z].*\.$/)
})

describe('the process', () => {
  const run = (environment: Record<string, string>, ...args: string[]) => {
    const options = {
      env: { PATH: process.env['PATH'] ?? '', NODE_ENV: 'test', ...environment },
      encoding: 'utf8',
    } as const
    return spawnSync(process.execPath, ['--import', 'tsx', 'lib/card-helper/main.ts', ...args], options)
  }

  test('checks its settings and says so, in the language of the settings', () => {
    const right = run({ SHOMEI_HELPER_ORIGINS: origin }, '--check')
    expect([right.status, right.stderr]).toEqual([0, '設定に問題はありません。\n'])
    expect(JSON.parse(right.stdout)).toMatchObject({ level: 'info', event: 'settings_checked', port: 32_109 })
  })

  test('with a wrong one ends with 78 and its name', () => {
    const wrong = run({ SHOMEI_HELPER_LANGUAGE: 'en' }, '--check')
    expect(wrong.status).toBe(78)
    expect(wrong.stderr).toMatch(/^The settings are wrong\.\n {2}SHOMEI_HELPER_ORIGINS: is required/)
  })

  test('reads no card yet, and says that instead of waiting', () => {
    const started = run({ SHOMEI_HELPER_ORIGINS: origin, SHOMEI_HELPER_LANGUAGE: 'en' })
    expect([started.status, started.stderr]).toEqual([69, expect.stringContaining('does not read cards yet')])
  })
})
