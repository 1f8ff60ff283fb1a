import type { CsvRecord } from './check-records'
import { type CsvFinding, toCsvFinding } from './eprescription.findings'
import { fieldOf } from './field-of'
import type { FieldName } from './records/field-name'
import { PRESCRIPTION_RECORDS } from './records/prescription-records'

const DOSAGE_FORM = 101
const USAGE = 111
const DRUG = 201
const UNEVEN_DOSE = 221
const OF_A_DRUG = [211, UNEVEN_DOSE, 231, 241, 281]
const OF_AN_RP = [USAGE, 181, DRUG, ...OF_A_DRUG]

/** What the records of the RPs say about each other: every record belongs to an RP, every RP has a drug, no number is used twice. */
export function checkRps(records: readonly CsvRecord[]): CsvFinding[] {
  const forms = records.filter(({ number }) => number === DOSAGE_FORM)
  const drugs = records.filter(({ number }) => number === DRUG)
  const usages = records.filter(({ number }) => number === USAGE)
  const rps = new Set(forms.map(rpOf))
  const drugKeys = new Set(drugs.map(drugOf))
  return [
    ...records.filter(({ number }) => OF_AN_RP.includes(number)).flatMap((one) => undefinedRp(one, rps)),
    ...records.filter(({ number }) => OF_A_DRUG.includes(number)).flatMap((one) => undefinedDrug(one, drugKeys)),
    ...forms.flatMap((form) => incompleteRp(form, drugs, usages)),
    ...records.filter(({ number }) => number === UNEVEN_DOSE).flatMap(emptyDoses),
    ...repeated(forms, rpOf, 1, 'rp'),
    ...repeated(usages, rpOf, 1, 'rp'),
    ...repeated(drugs, drugOf, 2, 'serial'),
  ]
}

/** Uneven doses of which none is above zero order nothing. */
function emptyDoses({ line, number, fields }: CsvRecord): CsvFinding[] {
  if (fields.slice(2).some((dose) => /[1-9]/.test(dose))) return []
  return [toCsvFinding('field.malformed', { line, record: number, position: 3, field: 'dose_1' })]
}

function undefinedRp(record: CsvRecord, rps: ReadonlySet<string>): CsvFinding[] {
  const rp = rpOf(record)
  if (rp === '' || rps.has(rp)) return []
  return [toCsvFinding('rp.undefined', { line: record.line, record: record.number, position: 1, field: 'rp' })]
}

function undefinedDrug(record: CsvRecord, drugs: ReadonlySet<string>): CsvFinding[] {
  if (record.fields[1] === undefined || record.fields[1] === '' || drugs.has(drugOf(record))) return []
  return [toCsvFinding('drug.undefined', { line: record.line, record: record.number, position: 2, field: 'serial' })]
}

function incompleteRp(form: CsvRecord, drugs: readonly CsvRecord[], usages: readonly CsvRecord[]): CsvFinding[] {
  const place = { line: form.line, record: form.number, position: 1, field: 'rp' as const }
  const has = (others: readonly CsvRecord[]) => others.some((other) => rpOf(other) === rpOf(form))
  return [
    ...(has(drugs) ? [] : [toCsvFinding('rp.without_drug', place)]),
    ...(has(usages) ? [] : [toCsvFinding('rp.without_usage', place)]),
  ]
}

function repeated(
  records: readonly CsvRecord[],
  keyOf: (record: CsvRecord) => string,
  position: number,
  field: FieldName,
): CsvFinding[] {
  const seen = new Set<string>()
  return records.flatMap((record) => {
    const isRepeated = seen.has(keyOf(record))
    seen.add(keyOf(record))
    if (!isRepeated) return []
    return [toCsvFinding('serial.repeated', { line: record.line, record: record.number, position, field })]
  })
}

/** RP numbers are compared as numbers: `01` and `1` are the same RP. */
function rpOf(record: CsvRecord): string {
  return numeric(fieldOf(record, 'rp', PRESCRIPTION_RECORDS))
}

function drugOf(record: CsvRecord): string {
  return `${rpOf(record)}/${numeric(fieldOf(record, 'serial', PRESCRIPTION_RECORDS))}`
}

function numeric(value: string): string {
  return /^\d{1,3}$/.test(value) ? String(Number(value)) : value
}
