import type { Locale } from '@/lib/messages/locale'
import type { DocumentKind } from '@/lib/vocabulary/document-kind'
import { csvFindingText } from './csv-finding-text'

const kinds: Readonly<Record<string, DocumentKind>> = {
  'prescription.invalid': 'prescription',
  'dispensing.invalid': 'dispensing',
}

/** What is wrong with a CSV and where, of a parameter of a refusal; `null` for a parameter of any other refusal. */
export function csvFaultText(
  code: string,
  { name, reason }: { name: string; reason: string },
  locale: Locale,
): string | null {
  const kind = Object.hasOwn(kinds, code) ? kinds[code] : undefined
  if (kind === undefined) return null
  const numberOf = (part: string) => {
    const found = new RegExp(`\\.${part}\\.(\\d+)`).exec(name)?.[1]
    return found === undefined ? null : Number(found)
  }
  const place = { line: numberOf('line'), record: numberOf('record'), position: numberOf('field') }
  return csvFindingText(kind, { code: reason, ...place }, locale)
}
