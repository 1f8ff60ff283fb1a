import { type CauseTitles, causeTitles } from '@/lib/messages/finding-texts'
import type { Locale } from '@/lib/messages/locale'
import { hpkiFindingFacts } from '@/lib/pki/hpki/hpki.findings'
import { pkiFindingFacts } from '@/lib/pki/pki.findings'
import { timestampFindingFacts } from '@/lib/pki/timestamp/timestamp.findings'
import type { CauseCode, FindingCode } from '@/lib/xades/xades.findings'

export type CauseList = keyof CauseTitles

/** `anchor`: on the page of the findings. `clause`: `limit` of the lists is a bound of ours. */
export type ListedCause = { code: string; anchor: string; clause: string; titles: Record<Locale, string> }

const clauses: Record<CauseList, Record<string, string>> = {
  pki: clausesOf(pkiFindingFacts),
  hpki: hpkiFindingFacts,
  timestamp: clausesOf(timestampFindingFacts),
}

export const causeLists = Object.keys(clauses) as CauseList[]

/** All causes of one list, in its order. */
export function listCauses(list: CauseList): ListedCause[] {
  return Object.keys(clauses[list]).flatMap((code) => findIn(list, code) ?? [])
}

/**
 * A cause as the page has it. A time-stamp's cause is from the token's list or of its path; a signer's from the HPKI profile or of
 * the path: `policy_not_accepted` is in both.
 */
export function causeOf(finding: FindingCode, cause: CauseCode): ListedCause {
  const own: CauseList = /^(?:archive_)?timestamp_/.test(finding) ? 'timestamp' : 'hpki'
  const found = findIn(own, cause) ?? findIn('pki', cause)
  if (found === null) throw new Error(`${cause} is no cause of ${finding}`)
  return found
}

function findIn(list: CauseList, code: string): ListedCause | null {
  const clause = Object.hasOwn(clauses[list], code) ? clauses[list][code] : undefined
  if (clause === undefined) return null
  const titleIn = (locale: Locale) => (causeTitles[locale][list] as Readonly<Record<string, string>>)[code] ?? code
  return {
    code,
    anchor: `${list}.${code}`,
    clause: clause === 'limit' ? 'Shomei limit' : clause,
    titles: { ja: titleIn('ja'), en: titleIn('en') },
  }
}

function clausesOf(facts: Readonly<Record<string, readonly [string, string]>>): Record<string, string> {
  return Object.fromEntries(Object.entries(facts).map(([code, [, clause]]) => [code, clause]))
}
