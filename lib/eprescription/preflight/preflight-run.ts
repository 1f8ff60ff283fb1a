import type { CsvRecord } from '../check-records'
import type { CodeMasters } from '../code-master/code-master'
import { type CsvFinding, toCsvFinding } from '../eprescription.findings'
import type { FieldName } from '../records/field-name'
import { PRESCRIPTION_RECORDS } from '../records/prescription-records'
import { appliesOn, PREFLIGHT_CHECKS, type PreflightCheck, type PreflightCode } from './preflight-checks'

/** One prescription under check. Days are YYYY-MM-DD; `hasConversion` says whether record 211 belongs to a drug. */
export type PreflightRun = {
  days: { today: string; issuedOn: string }
  masters: CodeMasters
  hasConversion: (drug: CsvRecord) => boolean
}

/** The warning of a check about a field, or nothing on a day on which the check does not apply. */
export function warn(
  code: PreflightCode,
  record: CsvRecord,
  place: { position: number; expected?: string | undefined },
  { days }: PreflightRun,
): CsvFinding[] {
  const check: PreflightCheck = PREFLIGHT_CHECKS[code]
  if (!appliesOn(check, days)) return []
  const rule = PRESCRIPTION_RECORDS.records[record.number]
  const field = rule?.fields[place.position - 1]?.name
  const finding = toCsvFinding(code, { line: record.line, record: record.number, position: place.position, field })
  return [
    {
      ...finding,
      ...(check.refusedFrom === null ? {} : { refusedFrom: check.refusedFrom }),
      ...(place.expected === undefined ? {} : { expected: place.expected }),
    },
  ]
}

/** Where a field is in its record, from 1. */
export function positionOf(record: CsvRecord, name: FieldName): number {
  const fields = PRESCRIPTION_RECORDS.records[record.number]?.fields ?? []
  return fields.findIndex((field) => field.name === name) + 1
}
