import { utf8 } from '@/lib/kernel/bytes'
import { DocumentRejected } from './document-rejected'
import { documentStart, MAX_CSV_BYTES, PRESCRIPTION_VERSION, toBase64 } from './prescription-xml'

/**
 * The unsigned prescription document around a CSV, with an empty `PrescriptionSign` for the signature. The CSV is taken byte by
 * byte and is not checked here (`parsePrescription`). No white space between elements: the service's own documents have none.
 * @throws DocumentRejected `document.too_large` for a CSV over `MAX_CSV_BYTES`, `document.empty` for none
 */
export function buildPrescriptionDocument(csv: Uint8Array): Uint8Array<ArrayBuffer> {
  if (csv.length === 0) throw new DocumentRejected('document.empty')
  if (csv.length > MAX_CSV_BYTES) throw new DocumentRejected('document.too_large')
  return utf8(
    `${documentStart('EP.xsd')}<Prescription>` +
      `<PrescriptionManagement id="PrescriptionManagement"><Version Value="${PRESCRIPTION_VERSION}"/></PrescriptionManagement>` +
      `<PrescriptionDocument id="PrescriptionDocument">${toBase64(csv)}</PrescriptionDocument>` +
      '<PrescriptionSign></PrescriptionSign></Prescription></Document>',
  )
}
