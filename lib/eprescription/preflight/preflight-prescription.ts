import type { CsvRecord } from '../check-records'
import type { CodeMasters } from '../code-master/code-master'
import { MAX_FINDINGS } from '../csv-limits'
import type { CsvFinding } from '../eprescription.findings'
import { checkDrug } from './check-drug'
import { checkUsage } from './check-usage'
import { findQuoted } from './find-quoted'
import type { PreflightRun } from './preflight-run'

/** What a prescription is compared with: the present day in Japan (YYYY-MM-DD) and the facility's masters. */
export type PreflightFacts = { today: string; masters: CodeMasters }

const USAGE = 111
const DRUG = 201
const UNIT_CONVERSION = 211

/**
 * What the national service would object to, or a pharmacist would stumble over, in a prescription that can be signed: warnings at
 * line and field, in the order of the lines. Of remarks without a day no more are given than are ever listed; of what is refused from a
 * day on, one for each drug and usage at most.
 */
export function preflightPrescription(
  { records, issuedOn }: { records: readonly CsvRecord[]; issuedOn: string },
  { today, masters }: PreflightFacts,
): CsvFinding[] {
  const days = { today, issuedOn: `${issuedOn.slice(0, 4)}-${issuedOn.slice(4, 6)}-${issuedOn.slice(6)}` }
  const converted = new Set(records.filter(({ number }) => number === UNIT_CONVERSION).map(drugKey))
  const run: PreflightRun = { days, masters, hasConversion: (drug) => converted.has(drugKey(drug)) }
  const findings: CsvFinding[] = []
  let remarks = 0
  for (const record of records) {
    for (const finding of checkRecord(record, run)) {
      if (finding.refusedFrom === undefined) remarks += 1
      if (finding.refusedFrom !== undefined || remarks <= MAX_FINDINGS) findings.push(finding)
    }
  }
  return findings
}

function checkRecord(record: CsvRecord, run: PreflightRun): CsvFinding[] {
  const quoted = findQuoted(record, run)
  if (record.number === USAGE) return [...quoted, ...checkUsage(record, run)]
  return record.number === DRUG ? [...quoted, ...checkDrug(record, run)] : quoted
}

/** RP and number of a drug, of record 201 or of one about it; `01` and `1` are the same. */
function drugKey({ fields }: CsvRecord): string {
  return `${Number(fields[0])}/${Number(fields[1])}`
}
