import type { DocumentItem } from '@/lib/facility/signing/document-item'
import { sha256 } from '@/lib/facility/signing/requests/signing-request'
import type { Locale } from '@/lib/messages/locale'
import type { PrescriptionCheck } from '@/lib/wire/signing-checks'
import { toCsvFindingAnswer } from '../prescriptions/to-csv-finding-answer'

const mostFindings = 100

/** What the check of a CSV found, errors first, as the vendor gets it. */
export function toPrescriptionCheck(
  { outcome, findings }: DocumentItem,
  { csv, locale }: { csv: Uint8Array; locale: Locale },
): PrescriptionCheck {
  const errors = findings.filter(({ severity }) => severity === 'error')
  const warnings = findings.filter(({ severity }) => severity !== 'error')
  const shown = [...errors, ...warnings].slice(0, mostFindings)
  return {
    valid: outcome === 'document',
    digest: Buffer.from(sha256(csv)).toString('base64'),
    findings: shown.map((one) => toCsvFindingAnswer('prescription', one, locale)),
  }
}
