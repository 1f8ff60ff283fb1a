import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { appliesOn, PREFLIGHT_CHECKS, type PreflightCheck } from './preflight-checks'
import { PREFLIGHT_SOURCES, type PreflightSource } from './preflight-sources'

const document = readFileSync(new URL('../../../docs/preflight.md', import.meta.url), 'utf8')
const checks: [string, PreflightCheck][] = Object.entries(PREFLIGHT_CHECKS)
const sources: [string, PreflightSource][] = Object.entries(PREFLIGHT_SOURCES)

test.each(checks)('C7: docs/preflight.md has the row of %s', (code, { validFrom, refusedFrom, judgedOn, basis }) => {
  const from = validFrom === null ? 'always' : `from ${validFrom}`
  const refused = refusedFrom === null ? 'no day published' : `from ${refusedFrom}`
  expect(document).toContain(`| \`${code}\` | ${from} | ${refused} | ${judgedOn} | ${basis.join(', ')} |`)
})

test.each(sources)('C7: docs/preflight.md names the source %s, and a check follows it', (name, source) => {
  const { publisher, title, published, url, seenOn } = source
  expect(document).toContain(`| ${[name, publisher, title, published ?? '–', url, seenOn].join(' | ')} |`)
  expect(checks.some(([, { basis }]) => basis.some((one) => one === name))).toBe(true)
})

test('C7: a check ends after its last day, and is judged on its own day', () => {
  const check: PreflightCheck = {
    validFrom: '2026-01-01',
    validTo: '2026-03-31',
    refusedFrom: null,
    judgedOn: 'issued_on',
    basis: ['layout'],
  }
  const on = (issuedOn: string) => appliesOn(check, { today: '2030-01-01', issuedOn })
  expect(['2025-12-31', '2026-01-01', '2026-03-31', '2026-04-01'].map(on)).toEqual([false, true, true, false])
})
