import { expect, test } from 'vitest'
import { MAX_FINDINGS } from './csv-limits'
import { type CsvFinding, toCsvFinding } from './eprescription.findings'
import { rankFindings } from './rank-findings'

const remarks = Array.from({ length: MAX_FINDINGS }, (_, index) =>
  toCsvFinding('field.unknown_value', { line: index + 2 }),
)
const dated: CsvFinding = { ...toCsvFinding('drug_code.dummy', { line: 1_000 }), refusedFrom: '2025-08-28' }
const error = toCsvFinding('field.missing', { line: 999 })

test('as many as are listed come by line, with nothing left off', () => {
  const findings = rankFindings([...remarks.slice(2), dated, error])
  expect(findings).toHaveLength(MAX_FINDINGS)
  expect(findings.slice(-2)).toEqual([error, dated])
})

test('C7: many remarks hide neither an error nor what the national service refuses', () => {
  const findings = rankFindings([...remarks, dated, error])
  expect(findings).toHaveLength(MAX_FINDINGS)
  expect(findings.slice(-3)).toEqual([error, dated, toCsvFinding('findings.more', {}, 'warning')])
})

test('an error that is left off makes the last finding one', () => {
  const errors = remarks.map(({ line }) => toCsvFinding('field.missing', { line: line ?? 0 }))
  expect(rankFindings([...errors, error]).at(-1)).toEqual(toCsvFinding('findings.more', {}, 'error'))
})
