import { buildDispensingDocument } from '@/lib/eprescription/document/build-dispensing-document'
import { buildPrescriptionDocument } from '@/lib/eprescription/document/build-prescription-document'
import { DocumentRejected } from '@/lib/eprescription/document/document-rejected'
import type { CsvFinding } from '@/lib/eprescription/eprescription.findings'
import { parseDispensing } from '@/lib/eprescription/parse-dispensing'
import { parsePrescription } from '@/lib/eprescription/parse-prescription'
import type { PreflightFacts } from '@/lib/eprescription/preflight/preflight-prescription'

/** One thing that is wrong or remarkable in a document as it was sent. */
export type ItemFinding = Omit<CsvFinding, 'code' | 'field'> & { code: string; field: string | null }

/** A document that can be signed, with the warnings about it, or why it cannot. */
export type DocumentItem =
  | { outcome: 'document'; document: Uint8Array; findings: readonly ItemFinding[] }
  | { outcome: 'refused'; findings: readonly ItemFinding[] }

/** Checks the CSV of a prescription, with `facts` also for what the national service would object to, and builds the unsigned document around it. */
export function toPrescriptionItem(csv: Uint8Array, facts?: PreflightFacts): DocumentItem {
  const { prescription, findings } = parsePrescription(csv, facts)
  if (prescription === null) return { outcome: 'refused', findings }
  return build(() => buildPrescriptionDocument(csv), findings)
}

/** Checks the CSV of a dispensing result and adds it to the signed prescription, whose signature is not judged here. */
export function toDispensingItem(signedPrescription: Uint8Array, csv: Uint8Array): DocumentItem {
  const { dispensing, findings } = parseDispensing(csv)
  if (dispensing === null) return { outcome: 'refused', findings }
  return build(() => buildDispensingDocument(signedPrescription, csv), findings)
}

function build(make: () => Uint8Array, findings: readonly ItemFinding[]): DocumentItem {
  try {
    return { outcome: 'document', document: make(), findings }
  } catch (error) {
    if (!(error instanceof DocumentRejected)) throw error
    return { outcome: 'refused', findings: [toItemFinding(error.code), ...findings] }
  }
}

/** A finding about the document as a whole. */
export function toItemFinding(code: string): ItemFinding {
  return { code, severity: 'error', line: null, record: null, position: null, field: null }
}
