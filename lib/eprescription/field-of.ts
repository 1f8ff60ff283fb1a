import type { CsvRecord } from './check-records'
import type { FieldName } from './records/field-name'
import type { RecordTable } from './records/record-rule'

/** The value of a named field of a record, `''` where it is omitted. */
export function fieldOf(record: CsvRecord, name: FieldName, table: RecordTable): string {
  const index = table.records[record.number]?.fields.findIndex((field) => field.name === name) ?? -1
  return index < 0 ? '' : (record.fields[index] ?? '')
}
