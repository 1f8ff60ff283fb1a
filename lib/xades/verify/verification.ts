import type { HpkiProfile } from '@/lib/pki/hpki/hpki-profile'
import type { PathQuestion, TrustAnchor } from '@/lib/pki/path/path'
import type { DocumentKind } from '@/lib/vocabulary/document-kind'

import type { XmlLimits } from '../xml/check-limits'

/** Trust for one purpose: anchors, what may help to reach them, and how revocation is judged. */
export type Trust = Omit<
  PathQuestion,
  'certificate' | 'at' | 'validationTime' | 'requiredKeyUsage' | 'requiredExtendedKeyUsage'
>

/** What a document is verified against. */
export type Verification = {
  /** The asked time: now, or the moment in the past that the question is about, at which the document is known to have existed. */
  at: Date
  /** When the question is asked, `at` by default: revocation data issued between the two is looked at too. */
  validationTime?: Date
  signer: Trust
  /** What the signer's certificate has to be, by kind of signature: a doctor's or dentist's, a pharmacist's. */
  profiles: Readonly<Record<DocumentKind, HpkiProfile>>
  /** Trust in time-stamp authorities, and their policies that are taken (any by default); without it no time-stamp proves anything. */
  timestamps?: Trust & { tsaPolicies?: readonly string[] }
  /** The kind that is expected; any by default. */
  kind?: DocumentKind
  /** How far the clocks of signers may be off; 300 by default. */
  skewSeconds?: number
  limits?: XmlLimits
}

/** A copy whose times, anchors, certificates, CRLs, policies and profiles stay what they are, whatever is done to the original's. */
export function copyVerification(verification: Verification): Verification {
  const { at, validationTime, signer, timestamps, profiles, limits } = verification
  const { prescription, dispensing } = profiles
  return {
    ...verification,
    at: new Date(at),
    ...(validationTime === undefined ? {} : { validationTime: new Date(validationTime) }),
    ...(limits === undefined ? {} : { limits: { ...limits } }),
    signer: copyTrust(signer),
    ...(timestamps === undefined ? {} : { timestamps: copyTimestampTrust(timestamps) }),
    profiles: {
      prescription: { policies: [...prescription.policies], roles: [...prescription.roles] },
      dispensing: { policies: [...dispensing.policies], roles: [...dispensing.roles] },
    },
  }
}

function copyTimestampTrust(trust: NonNullable<Verification['timestamps']>): NonNullable<Verification['timestamps']> {
  const { tsaPolicies } = trust
  return { ...trust, ...copyTrust(trust), ...(tsaPolicies === undefined ? {} : { tsaPolicies: [...tsaPolicies] }) }
}

function copyTrust(trust: Trust): Trust {
  return {
    ...copyPolicies(trust),
    anchors: trust.anchors.map(copyAnchor),
    intermediates: [...trust.intermediates],
    crls: [...trust.crls],
  }
}

function copyAnchor(anchor: TrustAnchor): TrustAnchor {
  const { trustedFrom, trustedUntil } = anchor
  return {
    ...copyPolicies(anchor),
    ...(trustedFrom === undefined ? {} : { trustedFrom: new Date(trustedFrom) }),
    ...(trustedUntil === undefined ? {} : { trustedUntil: new Date(trustedUntil) }),
  }
}

function copyPolicies<Kind extends { initialPolicies?: readonly string[] }>(of: Kind): Kind {
  const { initialPolicies } = of
  return initialPolicies === undefined ? { ...of } : { ...of, initialPolicies: [...initialPolicies] }
}
