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
 * line and field, in the order of the lines. It stops at one more than are ever listed, however much is wrong.
 */
export function preflightPrescription(
  { records, issuedOn }: { records: readonly CsvRecord[]; issuedOn: string },
  { today, masters }: PreflightFacts,
): CsvFinding[] {
  const days = { today, issuedOn: `${issuedOn.slice(0, 4)}-${issuedOn.slice(4, 6)}-${issuedOn.slice(6)}` }
  const converted = new Set(records.filter(({ number }) => number === UNIT_CONVERSION).map(drugKey))
  const run: PreflightRun = { days, masters, hasConversion: (drug) => converted.has(drugKey(drug)) }
  const findings: CsvFinding[] = []
  for (const record of records) {
    findings.push(...findQuoted(record, run))
    if (record.number === USAGE) findings.push(...checkUsage(record, run))
    if (record.number === DRUG) findings.push(...checkDrug(record, run))
    if (findings.length > MAX_FINDINGS) return findings.slice(0, MAX_FINDINGS + 1)
  }
  return findings
}

/** RP and number of a drug, of record 201 or of one about it; `01` and `1` are the same. */
function drugKey({ fields }: CsvRecord): string {
  return `${Number(fields[0])}/${Number(fields[1])}`
}
