import { utf8 } from '@/lib/kernel/bytes'
import { DocumentRejected } from './document-rejected'
import { DISPENSING_VERSION, documentStart, MAX_CSV_BYTES, toBase64 } from './prescription-xml'
import { readPrescriptionContent } from './read-prescription-content'

/**
 * The unsigned dispensing document: the signed prescription's inner elements unchanged byte by byte, the dispensing CSV, and
 * an empty `DispensingSign`. Nothing else is declared on the elements around them, so that the doctor's signature stays valid
 * inside. Neither the inner signature nor the CSV is checked here.
 * @throws DocumentRejected for a prescription document that cannot be carried, `document.too_large`, `document.empty`
 */
export function buildDispensingDocument(signedPrescription: Uint8Array, csv: Uint8Array): Uint8Array<ArrayBuffer> {
  if (csv.length === 0) throw new DocumentRejected('document.empty')
  if (csv.length > MAX_CSV_BYTES) throw new DocumentRejected('document.too_large')
  const content = readPrescriptionContent(signedPrescription)
  return utf8(
    `${documentStart('ED.xsd')}<DispensingManagement id="DispensingManagement"><Version Value="${DISPENSING_VERSION}"/></DispensingManagement>` +
      `<Dispensing id="Dispensing"><ReferencePrescription>${content}</ReferencePrescription>` +
      `<DispensingDocument id="DispensingDocument">${toBase64(csv)}</DispensingDocument></Dispensing>` +
      '<DispensingSign></DispensingSign></Document>',
  )
}
