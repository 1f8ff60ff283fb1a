import type { Certificate } from '@/lib/pki/certificate'
import type { Crl } from '@/lib/pki/crl'
import { type HpkiProfile, SIGNING_ROLES } from '@/lib/pki/hpki/hpki-profile'
import type { TrustAnchor } from '@/lib/pki/path/path'
import type { OcspSource } from '@/lib/revocation/ocsp-source'
import type { DocumentKind } from '@/lib/vocabulary/document-kind'

export type Hierarchy = {
  anchors: readonly TrustAnchor[]
  intermediates: readonly Certificate[]
  /** Fetched within their own terms; judged again by the path validation. */
  crls: readonly Crl[]
}

/** What signed documents are judged with: anchors of the settings with their policies, and what helps to reach them. */
export type Trust = Hierarchy & {
  /** What the certificate of a prescriber and of a pharmacist has to be. */
  profiles: Readonly<Record<DocumentKind, HpkiProfile>>
  /** For time-stamps, and the policies of theirs that are taken (any when empty); `null`: no time-stamp proves anything. */
  timestamps: (Hierarchy & { policies: readonly string[] }) | null
  /** Asked about certificates that name a responder. */
  ocsp: OcspSource
}

/** Doctors and dentists prescribe, pharmacists dispense, each under one of these policies. */
export function signingProfiles(policies: readonly string[]): Trust['profiles'] {
  return {
    prescription: { policies, roles: SIGNING_ROLES.prescription },
    dispensing: { policies, roles: SIGNING_ROLES.dispensing },
  }
}
