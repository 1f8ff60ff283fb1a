import { findingTexts } from '@/lib/messages/finding-texts'
import type { Finding } from '@/lib/xades/xades.findings'

const maxExplained = 5

/**
 * Findings as the log has them, in English, with code, cause and clause: the operator reads there what is wrong with a document that
 * did not leave. Nothing of the document itself: no place, no value.
 */
export function explainFindings(findings: readonly Finding[]): string {
  const explained = findings.slice(0, maxExplained).map(({ code, cause, clause }) => {
    const codes = cause === undefined ? code : `${code} (${cause})`
    return `${codes}: ${findingTexts.en[code].title} [${clause}]`
  })
  const more = findings.length - explained.length
  return [...explained, ...(more > 0 ? [`and ${more} more`] : [])].join('; ')
}
