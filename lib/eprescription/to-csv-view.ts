import type { CsvRecord } from './check-records'
import type { Dispensing } from './parse-dispensing'
import type { Prescription } from './parse-prescription'
import { DISPENSING_RECORDS, type DispensingRecordName } from './records/dispensing-records'
import type { FieldName } from './records/field-name'
import type { FieldRule } from './records/field-rule'
import { PRESCRIPTION_RECORDS, type PrescriptionRecordName } from './records/prescription-records'
import type { RecordTable, Section } from './records/record-rule'
import { isListed, type ValueList } from './records/value-lists'

/**
 * One value for a person. `field` is the key of its label (null for a field that is not known), `list` of the text for a known
 * code, `format` says how to write it: `date` is YYYYMMDD. `value` is exactly the text in the CSV.
 */
export type Fact = { field: FieldName | null; value: string; format: FieldRule['format']; list: ValueList | null }

/** The content of one record; `record` is the key of its heading, null for a record that is not known. */
export type RecordView<N extends string = string> = { record: N | null; number: number; facts: Fact[] }

/** One RP: its dosage form and usage, and its drugs with what is said about each of them. */
export type RpView<N extends string = string> = {
  rp: string
  about: RecordView<N>[]
  drugs: { drug: RecordView<N>; about: RecordView<N>[] }[]
}

/** A CSV as a person reads it. Nothing is left out: every value of every record is in it once. */
export type CsvView<N extends string = string> = Record<Exclude<Section, 'rp'>, RecordView<N>[]> & { rps: RpView<N>[] }

const DRUG = 201

/** A prescription for a screen; the texts of the keys are in lib/messages (`eprescription`). */
export function toPrescriptionView({ records }: Prescription): CsvView<PrescriptionRecordName> {
  return toCsvView(records, PRESCRIPTION_RECORDS, (record) => [211, 221, 231, 241, 281].includes(record.number))
}

/** A dispensing result for a screen. */
export function toDispensingView({ records }: Dispensing): CsvView<DispensingRecordName> {
  return toCsvView(records, DISPENSING_RECORDS, () => false)
}

function toCsvView<N extends string>(
  records: readonly CsvRecord<N>[],
  table: RecordTable<N>,
  isOfDrug: (record: CsvRecord<N>) => boolean,
): CsvView<N> {
  const view: CsvView<N> = { patient: [], insurance: [], institution: [], dates: [], remarks: [], other: [], rps: [] }
  for (const record of records) {
    const section = table.records[record.number]?.section ?? 'other'
    if (section !== 'rp') view[section].push(toView(record, table))
    else addToRp(rpOf(view, record), record, table, isOfDrug(record))
  }
  return view
}

function rpOf<N extends string>(view: CsvView<N>, { fields }: CsvRecord<N>): RpView<N> {
  const rp = fields[0] ?? ''
  const found = view.rps.find((one) => Number(one.rp) === Number(rp))
  if (found) return found
  const made: RpView<N> = { rp, about: [], drugs: [] }
  view.rps.push(made)
  return made
}

function addToRp<N extends string>(
  rp: RpView<N>,
  record: CsvRecord<N>,
  table: RecordTable<N>,
  isOfDrug: boolean,
): void {
  const shown = toView(record, table)
  if (record.number === DRUG) {
    rp.drugs.push({ drug: shown, about: [] })
    return
  }
  const serial = Number(record.fields[1])
  const drug = isOfDrug ? rp.drugs.find((one) => Number(readFact(one.drug, 'serial')) === serial) : undefined
  const place = drug ?? rp
  place.about.push(shown)
}

/** The value of a field in a view, `''` where it is omitted. */
export function readFact({ facts }: RecordView, field: FieldName): string {
  return facts.find((fact) => fact.field === field)?.value ?? ''
}

function toView<N extends string>({ number, name, fields }: CsvRecord<N>, table: RecordTable<N>): RecordView<N> {
  const rules = table.records[number]?.fields ?? []
  const facts = fields.flatMap((value, index): Fact[] => {
    if (value === '') return []
    const rule = rules[index]
    if (!rule) return [{ field: null, value, format: 'text', list: null }]
    const list = rule.list && isListed(rule.list, value) ? rule.list : null
    return [{ field: rule.name, value, format: rule.format, list }]
  })
  return { record: name, number, facts }
}
