import { type CsvFinding, type CsvFindingCode, toCsvFinding } from './eprescription.findings'
import type { CsvLine } from './read-csv-lines'
import type { FieldRule } from './records/field-rule'
import type { RecordRule, RecordTable } from './records/record-rule'

/** One record as written in the CSV. `name` is null for a record number that is not known. */
export type CsvRecord<N extends string = string> = { number: number; name: N | null; line: number; fields: string[] }

/** What lenient tables still refuse: nothing that depends on the meaning of a field. */
const MEANING: readonly CsvFindingCode[] = ['field.missing', 'field.malformed', 'date.impossible']

/** In an order for drugs a value too many means that all before it may be one place off, as a comma in `1,000` does. */
const isExact = ({ section }: RecordRule, isLenient: boolean) => section === 'rp' && !isLenient

/** Names the records of the lines and checks every field by the table, and which records are there and how often. */
export function checkRecords<N extends string>(
  lines: readonly CsvLine[],
  table: RecordTable<N>,
): { records: CsvRecord<N>[]; findings: CsvFinding[] } {
  const records = lines.flatMap(({ line, record, fields }): CsvRecord<N>[] =>
    record === null ? [] : [{ number: record, name: table.records[record]?.name ?? null, line, fields }],
  )
  const findings = records.flatMap((record) => {
    const rule = table.records[record.number]
    const place = { line: record.line, record: record.number, position: 0 }
    if (!rule) return [toCsvFinding('record.unknown', place)]
    return checkFields(record, rule, table.lenient)
  })
  return { records, findings: [...findings, ...checkPresence(records, table)] }
}

function checkFields({ fields, line, number }: CsvRecord, rule: RecordRule, isLenient: boolean): CsvFinding[] {
  const known = rule.fields.flatMap((field, index) => {
    const code = checkField(field, fields[index] ?? '')
    if (code === null) return []
    const place = { line, record: number, position: index + 1, field: field.name }
    if (code === 'field.unexpected' && isExact(rule, isLenient)) return [toCsvFinding(code, place, 'error')]
    return [toCsvFinding(code, place, isLenient && MEANING.includes(code) ? 'warning' : undefined)]
  })
  if (rule.rest) return known
  const unexpected = fields.slice(rule.fields.length).findIndex((value) => value !== '')
  if (unexpected < 0) return known
  const position = rule.fields.length + unexpected + 1
  const severity = isExact(rule, isLenient) ? 'error' : undefined
  return [...known, toCsvFinding('field.unexpected', { line, record: number, position }, severity)]
}

function checkField(rule: FieldRule, value: string): CsvFindingCode | null {
  if (value === '') return rule.required ? 'field.missing' : null
  return rule.check(value)
}

function checkPresence(records: readonly CsvRecord[], table: RecordTable): CsvFinding[] {
  const seen = new Set<number>()
  const repeated = records.flatMap(({ number, line }) => {
    const isRepeated = seen.has(number) && table.records[number]?.occurs === 'once'
    seen.add(number)
    if (!isRepeated) return []
    return [toCsvFinding('record.repeated', { line, record: number }, table.lenient ? 'warning' : undefined)]
  })
  const absent = Object.entries(table.records).flatMap(([key, { presence }]) => {
    const number = Number(key)
    if (presence === 'optional' || seen.has(number)) return []
    return [toCsvFinding(presence === 'required' ? 'record.missing' : 'record.expected', { record: number })]
  })
  return [...repeated, ...absent]
}
