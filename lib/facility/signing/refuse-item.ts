import type { AppError } from '@/lib/kernel/app-error'
import { documentError } from '../documents/document.errors'
import type { ItemFinding } from './document-item'

const mostTold = 100

/** The refusal of a document, with each error at its line and field. */
export function refuseItem(
  code: 'prescription.invalid' | 'dispensing.invalid',
  findings: readonly ItemFinding[],
): AppError {
  const errors = findings.filter(({ severity }) => severity === 'error').slice(0, mostTold)
  return documentError(code, {
    invalidParams: errors.map((finding) => ({ name: placeOf(finding), reason: finding.code })),
  })
}

/** `document.line.5.record.11.field.2`, as far as it is known. */
function placeOf({ line, record, position }: ItemFinding): string {
  const parts: [string, number | null][] = [
    ['line', line],
    ['record', record],
    ['field', position],
  ]
  return ['document', ...parts.flatMap(([name, value]) => (value === null ? [] : [name, String(value)]))].join('.')
}
