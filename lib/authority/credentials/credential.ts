import type { Profession } from '@/lib/vocabulary/profession'
import type { CredentialState } from '@/lib/vocabulary/states/credential-state'

/** Why a certificate is revoked (RFC 5280 §5.3.1), as far as it can be said of a person's. */
export const revocationReasons = [
  'keyCompromise',
  'affiliationChanged',
  'superseded',
  'cessationOfOperation',
  'privilegeWithdrawn',
] as const
export type RevocationReason = (typeof revocationReasons)[number]

/** A second certificate as an operator sees it. */
export type Credential = {
  id: string
  holderId: string
  keyId: string
  certificateAuthorityId: string
  certificate: Uint8Array<ArrayBuffer>
  /** Hexadecimal, lower case. */
  serialNumber: string
  role: string
  state: CredentialState
  notBefore: Date
  notAfter: Date
  issuedAt: Date
  revocationReason: string | null
}

/** The hcRole in a certificate for each national qualification, spelled as HPKI spells it. */
export const roleOfQualification: Readonly<Record<Profession, string>> = {
  physician: 'Medical Doctor',
  dentist: 'Dentist',
  pharmacist: 'Pharmacist',
}
