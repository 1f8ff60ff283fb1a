import { type FindingCode, findingFacts } from '@/lib/xades/xades.findings'

export type ListedFinding = { code: FindingCode } & (typeof findingFacts)[FindingCode]

/** Every finding by its rule, V1 to V22; inside a rule in the order of the checks. */
export function listFindings(): { rule: string; findings: ListedFinding[] }[] {
  const all = (Object.keys(findingFacts) as FindingCode[]).map((code) => ({ code, ...findingFacts[code] }))
  const rules = [...new Set(all.map(({ rule }) => rule))].sort((a, b) => numberOf(a) - numberOf(b))
  return rules.map((rule) => ({ rule, findings: all.filter((finding) => finding.rule === rule) }))
}

function numberOf(rule: string): number {
  return Number(rule.slice(1))
}
