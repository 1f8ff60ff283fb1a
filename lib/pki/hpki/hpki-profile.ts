import type { DocumentKind } from '@/lib/vocabulary/document-kind'
import type { HcRole } from './hc-role'

/** What a signature certificate has to be under one trust anchor: settings, because policies differ between CAs and tests. */
export type HpkiProfile = {
  /** Every policy of the certificate has to be one of these. The test policy …1.0.1 counts only when it is named here. */
  policies: readonly string[]
  /** The roles allowed for the purpose at hand, exactly as they are spelled in certificates. */
  roles: readonly HcRole[]
}

/** Qualifications that sign, by what they sign. `Dentist` follows the ministry's list; the others were seen in certificates. */
export const SIGNING_ROLES: Readonly<Record<DocumentKind, readonly HcRole[]>> = {
  prescription: ['Medical Doctor', 'Dentist'],
  dispensing: ['Pharmacist'],
}
