import { utf8 } from '@/lib/kernel/bytes'
import type { CsvRecord } from './check-records'

/** The CSV of a header and its records: LF between lines, none at the end. The inverse of the parsers on what they accept without findings. */
export function serialiseRecords(
  header: string,
  records: readonly Pick<CsvRecord, 'number' | 'fields'>[],
): Uint8Array<ArrayBuffer> {
  return utf8([header, ...records.map(({ number, fields }) => [number, ...fields].join(','))].join('\n'))
}
