import type { DocumentKind } from '@/lib/vocabulary/document-kind'

/** Which kind each hcRole of a certificate may sign: doctors and dentists prescribe, pharmacists dispense. */
const kindOfRole: Readonly<Record<string, DocumentKind>> = {
  'Medical Doctor': 'prescription',
  Dentist: 'prescription',
  Pharmacist: 'dispensing',
}

/** The kind of document that a role may sign; `null` for a role that signs none. */
export function documentKindOf(role: string): DocumentKind | null {
  return Object.hasOwn(kindOfRole, role) ? (kindOfRole[role] ?? null) : null
}
