/** Verdict on a signed document (ETSI EN 319 102-1 §5.1.3, in our words). */
export const verdictResults = ['VALID', 'INVALID', 'INDETERMINATE'] as const

export type VerdictResult = (typeof verdictResults)[number]

export function isVerdictResult(value: unknown): value is VerdictResult {
  return verdictResults.some((word) => word === value)
}
