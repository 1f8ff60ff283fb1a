import type { Certificate } from '@/lib/pki/certificate'
import type { Crl } from '@/lib/pki/crl'
import { type HpkiProfile, SIGNING_ROLES } from '@/lib/pki/hpki/hpki-profile'
import type { TrustAnchor } from '@/lib/pki/path/path'
import type { SigningKind } from '../prescriptions/signing-requests/signing-request'

/** What signed documents are judged with: anchors of the settings with their policies, and what helps to reach them. */
export type Trust = {
  anchors: readonly TrustAnchor[]
  intermediates: readonly Certificate[]
  /** Fetched within their own terms; judged again by the path validation. */
  crls: readonly Crl[]
  /** What the certificate of a prescriber and of a pharmacist has to be. */
  profiles: Readonly<Record<SigningKind, HpkiProfile>>
}

/** Doctors and dentists prescribe, pharmacists dispense, each under one of these policies. */
export function signingProfiles(policies: readonly string[]): Trust['profiles'] {
  return {
    prescription: { policies, roles: SIGNING_ROLES.prescription },
    dispensing: { policies, roles: SIGNING_ROLES.dispensing },
  }
}
