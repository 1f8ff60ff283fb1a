import type { Certificate } from '../certificate'
import { OID } from '../pki.oids'
import { hcRolesOf } from './hc-role'
import { type HpkiFinding, hpkiFinding } from './hpki.findings'
import type { HpkiProfile } from './hpki-profile'

/**
 * Whether a certificate is an HPKI signature certificate of the profile: end entity of a named person, keyUsage critical and
 * nonRepudiation only, no extended key usage, critical and acceptable policies, exactly one role and that one allowed.
 * Path, time and revocation are `validatePath`'s. All findings at once; none when it fits.
 */
export function judgeHpkiCertificate(certificate: Certificate, profile: HpkiProfile): HpkiFinding[] {
  return [
    ...judgeKind(certificate),
    ...judgeUsage(certificate),
    ...judgePolicies(certificate, profile),
    ...judgeRole(certificate, profile),
  ]
}

function judgeKind({ basicConstraints, subject }: Certificate): HpkiFinding[] {
  const types = new Set(subject.rdns.flat().map(({ type }) => type))
  const hasName = ['2.5.4.6', '2.5.4.3'].every((type) => types.has(type))
  return [
    ...(basicConstraints?.isCa ? [hpkiFinding('certificate_is_ca')] : []),
    ...(hasName ? [] : [hpkiFinding('subject_incomplete')]),
  ]
}

function judgeUsage({ extensions, keyUsage, extendedKeyUsage }: Certificate): HpkiFinding[] {
  const isSigning = keyUsage?.size === 1 && keyUsage.has('nonRepudiation')
  return [
    ...(isSigning ? [] : [hpkiFinding('key_usage_not_signing', [...(keyUsage ?? [])].join(' '))]),
    ...(extensions.get(OID.keyUsage)?.isCritical ? [] : [hpkiFinding('key_usage_not_critical')]),
    ...(extendedKeyUsage === null ? [] : [hpkiFinding('extended_key_usage_present', extendedKeyUsage.join(' '))]),
  ]
}

function judgePolicies({ extensions, policies }: Certificate, profile: HpkiProfile): HpkiFinding[] {
  if (policies === null) return [hpkiFinding('policies_missing')]
  const foreign = policies.filter((policy) => !profile.policies.includes(policy))
  return [
    ...(extensions.get(OID.certificatePolicies)?.isCritical ? [] : [hpkiFinding('policies_not_critical')]),
    ...foreign.map((policy) => hpkiFinding('policy_not_accepted', policy)),
  ]
}

function judgeRole(certificate: Certificate, profile: HpkiProfile): HpkiFinding[] {
  const roles = hcRolesOf(certificate)
  if (roles === null) return [hpkiFinding('hc_role_malformed')]
  const [role, ...more] = roles
  if (role === undefined) return [hpkiFinding('hc_role_missing')]
  if (more.length > 0) return [hpkiFinding('hc_role_ambiguous', roles.join(', '))]
  return profile.roles.includes(role) ? [] : [hpkiFinding('hc_role_not_allowed', role)]
}
