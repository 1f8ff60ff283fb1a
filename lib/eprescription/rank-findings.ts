import { MAX_FINDINGS } from './csv-limits'
import { type CsvFinding, toCsvFinding } from './eprescription.findings'

/**
 * Findings by line, those about the whole document first. Beyond `MAX_FINDINGS` one last finding reports the rest: errors are kept
 * first, then what the national service is known to refuse, so that many small remarks hide neither.
 */
export function rankFindings(findings: readonly CsvFinding[]): CsvFinding[] {
  const ranked = [...findings].sort(byPlace)
  if (ranked.length <= MAX_FINDINGS) return ranked
  const weighed = ranked.sort((a, b) => weightOf(a) - weightOf(b))
  const [kept, hidden] = [weighed.slice(0, MAX_FINDINGS - 1), weighed.slice(MAX_FINDINGS - 1)]
  const isRefused = hidden.some(({ severity }) => severity === 'error')
  return [...kept.sort(byPlace), toCsvFinding('findings.more', {}, isRefused ? 'error' : 'warning')]
}

function byPlace(a: CsvFinding, b: CsvFinding): number {
  return (a.line ?? 0) - (b.line ?? 0) || (a.position ?? 0) - (b.position ?? 0)
}

function weightOf({ severity, refusedFrom }: CsvFinding): number {
  if (severity === 'error') return 0
  return refusedFrom === undefined ? 2 : 1
}
