import type { CsvRecord } from '../check-records'
import { type CodeEntry, entriesOn, isSameName } from '../code-master/code-master'
import type { CsvFinding } from '../eprescription.findings'
import { fieldOf } from '../field-of'
import { PRESCRIPTION_RECORDS } from '../records/prescription-records'
import { DUMMY_DRUG_CODES, fitsDrugCodeKind } from './known-codes'
import { type PreflightRun, positionOf, warn } from './preflight-run'

/** A drug's code (record 201) by itself, then by the facility's master. The first thing that is wrong with a code is the one to mend. */
export function checkDrug(record: CsvRecord, run: PreflightRun): CsvFinding[] {
  const [kind, code] = [read(record, 'drug_code_kind'), read(record, 'drug_code')]
  if (code === '') return []
  const atCode = { position: positionOf(record, 'drug_code') }
  if (DUMMY_DRUG_CODES.includes(code)) return warn('drug_code.dummy', record, atCode, run)
  if (!fitsDrugCodeKind(kind, code)) return warn('drug_code.malformed', record, atCode, run)
  const { drugs } = run.masters
  if (drugs === null) return []
  const entries = drugs.rowsOf(code)
  if (entries === undefined) return drugs.hasKindOf(code) ? warn('drug_code.unlisted', record, atCode, run) : []
  const valid = entriesOn(entries, run.days.issuedOn)
  if (valid.length === 0) return warn('drug_code.out_of_term', record, atCode, run)
  return [...checkName(record, valid, run), ...checkUnit(record, valid, run)]
}

function checkName(record: CsvRecord, entries: readonly CodeEntry[], run: PreflightRun): CsvFinding[] {
  const written = read(record, 'drug_name')
  if (entries.some(({ name }) => isSameName(name, written))) return []
  const place = { position: positionOf(record, 'drug_name'), expected: entries[0]?.name }
  return warn('drug.name_differs', record, place, run)
}

/** An amount in another unit than the one of the price list needs the factor of record 211. */
function checkUnit(record: CsvRecord, entries: readonly CodeEntry[], run: PreflightRun): CsvFinding[] {
  const written = read(record, 'unit')
  const units = entries.map(({ unit }) => unit).filter((unit) => unit !== null)
  if (units.length === 0 || units.some((unit) => isSameName(unit, written)) || run.hasConversion(record)) return []
  const place = { position: positionOf(record, 'unit'), expected: units[0] }
  return warn('drug.unit_conversion_missing', record, place, run)
}

function read(record: CsvRecord, name: 'drug_code_kind' | 'drug_code' | 'drug_name' | 'unit'): string {
  return fieldOf(record, name, PRESCRIPTION_RECORDS)
}
