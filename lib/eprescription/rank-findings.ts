import { MAX_FINDINGS } from './csv-limits'
import { type CsvFinding, toCsvFinding } from './eprescription.findings'

/** Findings by line, those about the whole document first. Beyond `MAX_FINDINGS` one last finding reports the rest. */
export function rankFindings(findings: readonly CsvFinding[]): CsvFinding[] {
  const ranked = [...findings].sort((a, b) => (a.line ?? 0) - (b.line ?? 0) || (a.position ?? 0) - (b.position ?? 0))
  if (ranked.length <= MAX_FINDINGS) return ranked
  const hidden = ranked.slice(MAX_FINDINGS - 1)
  const isRefused = hidden.some(({ severity }) => severity === 'error')
  return [...ranked.slice(0, MAX_FINDINGS - 1), toCsvFinding('findings.more', {}, isRefused ? 'error' : 'warning')]
}
