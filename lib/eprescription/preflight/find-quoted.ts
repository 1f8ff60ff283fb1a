import type { CsvRecord } from '../check-records'
import type { CsvFinding } from '../eprescription.findings'
import { type PreflightRun, warn } from './preflight-run'

/** Fields that a program wrote in quotes: there is no quoting, so the quotes become part of the name. */
export function findQuoted(record: CsvRecord, run: PreflightRun): CsvFinding[] {
  return record.fields.flatMap((value, index) =>
    /^".*"$/su.test(value) ? warn('field.quoted', record, { position: index + 1 }, run) : [],
  )
}
