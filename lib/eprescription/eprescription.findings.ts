import type { FieldName } from './records/field-name'

/** An `error` means that the CSV is not signed; a `warning` is reported and accepted. */
export type CsvSeverity = 'error' | 'warning'

/** Every finding about a CSV, with how it weighs. Codes are stable: callers decide on them, never on text. */
const severities = {
  'size.document': 'error',
  'size.lines': 'error',
  'size.fields': 'error',
  'encoding.invalid_utf8': 'error',
  'encoding.byte_order_mark': 'error',
  'encoding.utf16': 'error',
  'encoding.iso_2022_jp': 'error',
  'encoding.shift_jis': 'error',
  'encoding.euc_jp': 'error',
  'encoding.carriage_return': 'error',
  'encoding.mixed_line_ends': 'error',
  'encoding.line_separator': 'error',
  'character.forbidden': 'error',
  'character.private_use': 'warning',
  'header.unsupported': 'error',
  'line.empty': 'error',
  'line.trailing_newline': 'warning',
  'record.number_malformed': 'error',
  'record.unknown': 'warning',
  'record.missing': 'error',
  'record.expected': 'warning',
  'record.repeated': 'error',
  'field.missing': 'error',
  'field.too_long': 'error',
  'field.malformed': 'error',
  'field.unknown_value': 'warning',
  'field.unexpected': 'warning',
  'date.impossible': 'error',
  'date.order': 'error',
  'rp.undefined': 'error',
  'rp.without_drug': 'error',
  'rp.without_usage': 'warning',
  'drug.undefined': 'error',
  'serial.repeated': 'error',
  'drug_code.dummy': 'warning',
  'drug_code.malformed': 'warning',
  'drug_code.unlisted': 'warning',
  'drug_code.out_of_term': 'warning',
  'drug.name_differs': 'warning',
  'drug.unit_conversion_missing': 'warning',
  'usage_code.withdrawn': 'warning',
  'usage_code.malformed': 'warning',
  'usage_code.unlisted': 'warning',
  'usage_code.out_of_term': 'warning',
  'usage.name_differs': 'warning',
  'field.quoted': 'warning',
  'findings.more': 'error',
} as const satisfies Record<string, CsvSeverity>

export type CsvFindingCode = keyof typeof severities

/**
 * One thing that is wrong or remarkable in a CSV. `line` counts from 1 and is null for the document as a whole; `record` is the
 * record number of that line (or the one that is missing); `position` counts the fields after the record number from 1, 0 is the
 * record number itself; `field` is its name where the record is known. `refusedFrom` (YYYY-MM-DD) is the first day on which the
 * national service takes this no more, `expected` what the facility's master file has in its place: each only where it is known.
 */
export type CsvFinding = {
  code: CsvFindingCode
  severity: CsvSeverity
  line: number | null
  record: number | null
  position: number | null
  field: FieldName | null
  refusedFrom?: string
  expected?: string
}

type Place = { line?: number; record?: number | null; position?: number; field?: FieldName | undefined }

/** Makes a finding; `severity` only where a rule weighs less than its code says. */
export function toCsvFinding(code: CsvFindingCode, place: Place = {}, severity?: CsvSeverity): CsvFinding {
  return {
    code,
    severity: severity ?? severities[code],
    line: place.line ?? null,
    record: place.record ?? null,
    position: place.position ?? null,
    field: place.field ?? null,
  }
}
