import type { DocumentKind } from '@/lib/vocabulary/document-kind'
import { attributeOf, type Element, isNamed, onlyChild } from './xml/element'

/** The place of one signature in a document, and what it has to cover. */
export type SignaturePlace = {
  kind: DocumentKind
  /** Element that the first reference covers. */
  target: Element
  /** Element that holds the ds:Signature. */
  holder: Element
}

/** Names of the e-prescription service's documents. */
export const profiles = {
  prescription: { holder: 'PrescriptionSign', content: 'PrescriptionDocument', signatureId: 'PrescriptionSign' },
  dispensing: { holder: 'DispensingSign', content: 'DispensingDocument', signatureId: 'DispensingSign' },
} as const satisfies Record<DocumentKind, { holder: string; content: string; signatureId: string }>

/**
 * The places of all signatures of a document, the outermost first, by the fixed paths and by nothing else (V3):
 * - prescription: `/Document/Prescription/PrescriptionSign`, over `PrescriptionDocument` next to it;
 * - dispensing: `/Document/DispensingSign`, over `/Document/Dispensing`, in which `ReferencePrescription` holds a prescription
 *   and `DispensingDocument` the dispensing CSV.
 * `null` when an element of a path is missing or there twice.
 */
export function signaturePlaces(root: Element): SignaturePlace[] | null {
  if (!isNamed(root, '', 'Document')) return null
  const dispensing = root.children.filter((child) => isNamed(child, '', 'Dispensing'))
  const prescriptions = root.children.filter((child) => isNamed(child, '', 'Prescription'))
  const [first] = [...dispensing, ...prescriptions]
  if (first === undefined || dispensing.length + prescriptions.length > 1) return null
  if (dispensing.length === 0) return prescriptionPlace(first)
  const holder = onlyChild(root, '', profiles.dispensing.holder)
  const inner = onlyChild(first, '', 'ReferencePrescription')
  const places = inner === null ? null : prescriptionPlace(inner)
  if (holder === null || places === null || onlyChild(first, '', profiles.dispensing.content) === null) return null
  return [{ kind: 'dispensing', target: first, holder }, ...places]
}

function prescriptionPlace(parent: Element): SignaturePlace[] | null {
  const target = onlyChild(parent, '', profiles.prescription.content)
  const holder = onlyChild(parent, '', profiles.prescription.holder)
  return target === null || holder === null ? null : [{ kind: 'prescription', target, holder }]
}

/** `id` of an element outside the signatures; the profile spells it in lower case. */
export function targetId(target: Element): string | null {
  return attributeOf(target, 'id') ?? attributeOf(target, 'Id') ?? attributeOf(target, 'ID')
}
