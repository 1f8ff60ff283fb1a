import { type CsvRecord, checkRecords } from './check-records'
import { checkRps } from './check-rps'
import { type CsvFinding, toCsvFinding } from './eprescription.findings'
import { fieldOf } from './field-of'
import { type PreflightFacts, preflightPrescription } from './preflight/preflight-prescription'
import { rankFindings } from './rank-findings'
import { readCsvLines } from './read-csv-lines'
import type { FieldName } from './records/field-name'
import { PRESCRIPTION_RECORDS, type PrescriptionRecordName } from './records/prescription-records'

/** What a program asks of a prescription; days are YYYYMMDD, an omitted value is `''`. `records` is everything, in order. */
export type Prescription = {
  institution: { scoreTable: string; code: string; prefecture: string; name: string }
  doctor: { code: string; kana: string; name: string }
  patient: { code: string; name: string; kana: string; sex: string; birthDate: string }
  issuedOn: string
  expiresOn: string
  accessCode: string
  records: CsvRecord<PrescriptionRecordName>[]
}

/** `prescription` is null as soon as one finding is an error. Findings are in the order of the lines, at most `MAX_FINDINGS`. */
export type PrescriptionResult = { prescription: Prescription | null; findings: CsvFinding[] }

const HEADER = /^SJ1$/

/**
 * Reads and checks a prescription CSV (first line `SJ1`, UTF-8, LF). Codes and records that are not known are warnings: the
 * central service may know more of them. With `facts`, a prescription that can be signed is also checked for what the national
 * service would object to: warnings only, so they never change `prescription`. Never throws, whatever the bytes are.
 */
export function parsePrescription(csv: Uint8Array, facts?: PreflightFacts): PrescriptionResult {
  const { lines, findings: written } = readCsvLines(csv, HEADER)
  if (lines === null) return { prescription: null, findings: rankFindings(written) }
  const { records, findings: checked } = checkRecords(lines, PRESCRIPTION_RECORDS)
  const findings = [...written, ...checked, ...checkRps(records), ...checkDays(records)]
  const isValid = findings.every(({ severity }) => severity === 'warning')
  if (!isValid) return { prescription: null, findings: rankFindings(findings) }
  const prescription = toPrescription(records)
  const ahead = facts === undefined ? [] : preflightPrescription(prescription, facts)
  return { prescription, findings: rankFindings([...findings, ...ahead]) }
}

/** The birth date is not after the prescription, and the prescription does not end before it is given. */
function checkDays(records: readonly CsvRecord[]): CsvFinding[] {
  const find = (name: FieldName) => {
    const found = records.find((record) => fieldOf(record, name, PRESCRIPTION_RECORDS) !== '')
    return (
      found && { place: { line: found.line, record: found.number }, value: fieldOf(found, name, PRESCRIPTION_RECORDS) }
    )
  }
  const [birth, issued, expires] = [find('birth_date'), find('issued_on'), find('expires_on')]
  if (!issued) return []
  return [
    ...(birth && birth.value > issued.value
      ? [toCsvFinding('date.order', { ...birth.place, position: 1, field: 'birth_date' })]
      : []),
    ...(expires && expires.value < issued.value
      ? [toCsvFinding('date.order', { ...expires.place, position: 1, field: 'expires_on' })]
      : []),
  ]
}

function toPrescription(records: CsvRecord<PrescriptionRecordName>[]): Prescription {
  const read = (record: PrescriptionRecordName, field: FieldName) => {
    const found = records.find(({ name }) => name === record)
    return found ? fieldOf(found, field, PRESCRIPTION_RECORDS) : ''
  }
  return {
    institution: {
      scoreTable: read('medical_institution', 'score_table'),
      code: read('medical_institution', 'institution_code'),
      prefecture: read('medical_institution', 'prefecture'),
      name: read('medical_institution', 'institution_name'),
    },
    doctor: {
      code: read('doctor', 'doctor_code'),
      kana: read('doctor', 'doctor_kana'),
      name: read('doctor', 'doctor_name'),
    },
    patient: {
      code: read('patient', 'patient_code'),
      name: read('patient', 'patient_name'),
      kana: read('patient', 'patient_kana'),
      sex: read('sex', 'sex'),
      birthDate: read('birth_date', 'birth_date'),
    },
    issuedOn: read('issued_on', 'issued_on'),
    expiresOn: read('expires_on', 'expires_on'),
    accessCode: read('prescription_number', 'access_code'),
    records,
  }
}
