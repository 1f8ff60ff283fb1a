import type { CsvRecord } from '../check-records'
import { entriesOn, isSameName } from '../code-master/code-master'
import type { CsvFinding } from '../eprescription.findings'
import { fieldOf } from '../field-of'
import { PRESCRIPTION_RECORDS } from '../records/prescription-records'
import { FREE_TEXT_USAGE, fitsUsageCode, isWithdrawnUsage } from './known-codes'
import { type PreflightRun, positionOf, warn } from './preflight-run'

/** The usage master of e-prescriptions; an omitted kind is read as this one, another kind is not judged. */
const NATIONAL_MASTER = ['', '3']

/** A usage's code (record 111) by itself, then by the facility's master. Free text has no meaning of its own to compare. */
export function checkUsage(record: CsvRecord, run: PreflightRun): CsvFinding[] {
  const code = read(record, 'usage_code')
  if (code === '' || code === FREE_TEXT_USAGE || !NATIONAL_MASTER.includes(read(record, 'usage_code_kind'))) return []
  const atCode = { position: positionOf(record, 'usage_code') }
  if (!fitsUsageCode(code)) return warn('usage_code.malformed', record, atCode, run)
  const withdrawn = isWithdrawnUsage(code) ? warn('usage_code.withdrawn', record, atCode, run) : []
  if (withdrawn.length > 0 || run.masters.usages === null) return withdrawn
  const entries = run.masters.usages.rowsOf(code)
  if (entries === undefined) return warn('usage_code.unlisted', record, atCode, run)
  const valid = entriesOn(entries, run.days.issuedOn)
  if (valid.length === 0) return warn('usage_code.out_of_term', record, atCode, run)
  const written = read(record, 'usage_name')
  if (valid.some(({ name }) => isSameName(name, written))) return []
  return warn(
    'usage.name_differs',
    record,
    { position: positionOf(record, 'usage_name'), expected: valid[0]?.name },
    run,
  )
}

function read(record: CsvRecord, name: 'usage_code_kind' | 'usage_code' | 'usage_name'): string {
  return fieldOf(record, name, PRESCRIPTION_RECORDS)
}
