import type { ItemFinding } from '@/lib/facility/signing/document-item'
import type { Locale } from '@/lib/messages/locale'
import { csvFindingText } from '@/lib/problem/csv-finding-text'
import type { DocumentKind } from '@/lib/vocabulary/document-kind'
import type { DocumentFindingAnswer } from '@/lib/wire/prescriptions'

/** A finding about a document as it was sent, in the caller's language. */
export function toCsvFindingAnswer(kind: DocumentKind, finding: ItemFinding, locale: Locale): DocumentFindingAnswer {
  const { code, severity, line, record, position, field, refusedFrom, expected } = finding
  return {
    code,
    severity,
    line,
    record,
    position,
    field,
    refused_from: refusedFrom ?? null,
    expected: expected ?? null,
    text: csvFindingText(kind, finding, locale) ?? code,
  }
}
