import { type CsvRecord, checkRecords } from './check-records'
import type { CsvFinding } from './eprescription.findings'
import { fieldOf } from './field-of'
import { rankFindings } from './rank-findings'
import { readCsvLines } from './read-csv-lines'
import { DISPENSING_RECORDS, type DispensingRecordName } from './records/dispensing-records'
import type { FieldName } from './records/field-name'

/** What a program asks of a dispensing result; `dispensedOn` is as written, an omitted value is `''`. `records` is everything, in order. */
export type Dispensing = {
  dispensedOn: string
  prescriptionId: string
  pharmacyName: string
  pharmacistName: string
  records: CsvRecord<DispensingRecordName>[]
}

/** `dispensing` is null as soon as one finding is an error. */
export type DispensingResult = { dispensing: Dispensing | null; findings: CsvFinding[] }

const HEADER = /^CJ1,?$/

/**
 * Reads and checks a dispensing CSV (first line `CJ1` or `CJ1,`) as far as its records are known: what they hold gives warnings,
 * only what cannot be read, and a result without a day or a drug, is refused. Never throws.
 */
export function parseDispensing(csv: Uint8Array): DispensingResult {
  const { lines, findings: written } = readCsvLines(csv, HEADER)
  if (lines === null) return { dispensing: null, findings: rankFindings(written) }
  const { records, findings: checked } = checkRecords(lines, DISPENSING_RECORDS)
  const findings = [...written, ...checked]
  const isValid = findings.every(({ severity }) => severity === 'warning')
  return { dispensing: isValid ? toDispensing(records) : null, findings: rankFindings(findings) }
}

function toDispensing(records: CsvRecord<DispensingRecordName>[]): Dispensing {
  const read = (record: DispensingRecordName, field: FieldName) => {
    const found = records.find(({ name }) => name === record)
    return found ? fieldOf(found, field, DISPENSING_RECORDS) : ''
  }
  return {
    dispensedOn: read('dispensed_on', 'dispensed_on'),
    prescriptionId: read('prescription_id', 'prescription_id'),
    pharmacyName: read('pharmacy', 'pharmacy_name'),
    pharmacistName: read('pharmacist', 'pharmacist_name'),
    records,
  }
}
