import type { DocumentKind } from '@/lib/vocabulary/document-kind'
import type { HpkiFindingCode } from '../pki/hpki/hpki.findings'
import type { PkiFindingCode } from '../pki/pki.findings'
import type { TimestampFindingCode } from '../pki/timestamp/timestamp.findings'

/** What a finding makes of the signature. A verdict without findings is VALID. */
export type FindingResult = 'INVALID' | 'INDETERMINATE'

/**
 * `rule`: number in docs/rules/signing.md. `indication`: sub-indication of ETSI EN 319 102-1. `clause`: where the rule is written;
 * `Shomei V…` where it is stricter than the standards, or a limit of ours.
 */
type FindingFacts = { rule: string; result: FindingResult; indication: string; clause: string }

const fact = (rule: string, result: FindingResult, indication: string, clause: string): FindingFacts => {
  return { rule, result, indication, clause }
}
const format = (rule: string, clause: string) => fact(rule, 'INVALID', 'FORMAT_FAILURE', clause)
const hash = (rule: string, clause: string) => fact(rule, 'INVALID', 'HASH_FAILURE', clause)
const constraints = (rule: string, clause: string) => fact(rule, 'INVALID', 'SIG_CONSTRAINTS_FAILURE', clause)
/** Legal, but not judged here: neither right nor wrong. */
const unsupported = (rule: string, clause: string) => fact(rule, 'INDETERMINATE', 'GENERIC', clause)
const weak = (rule: string, clause: string) => fact(rule, 'INVALID', 'CRYPTO_CONSTRAINTS_FAILURE', clause)

/** Every finding a verdict can carry. Codes are stable: callers decide on them, never on text. */
export const findingFacts = {
  document_too_large: format('V1', 'Shomei V1'),
  document_too_complex: format('V1', 'Shomei V1'),
  encoding_not_utf8: format('V1', 'Shomei V1; XML 1.0 §4.3.3'),
  document_type_declaration: format('V1', 'Shomei V1; XML 1.0 §2.8'),
  entity_reference: format('V1', 'Shomei V1; XML 1.0 §4.1'),
  processing_instruction: format('V1', 'Shomei V1; XML 1.0 §2.6'),
  cdata_section: format('V1', 'Shomei V1; XML 1.0 §2.7'),
  xml_malformed: format('V1', 'XML 1.0 §2.1'),
  canonicalization_failed: format('V1', 'Canonical XML 1.0 §1.3'),
  id_duplicate: format('V2', 'XML 1.0 §3.3.1'),
  document_kind_unknown: format('V3', 'Shomei V3'),
  document_kind_mismatch: constraints('V3', 'Shomei V3'),
  signature_missing: format('V3', 'ETSI EN 319 102-1 §5.2.2'),
  signature_misplaced: format('V3', 'Shomei V3'),
  signature_structure: format('V4', 'W3C XML Signature 1.1 §4.2'),
  signed_info_structure: format('V4', 'W3C XML Signature 1.1 §4.4'),
  qualifying_properties_structure: format('V4', 'ETSI EN 319 132-1 §4.3'),
  qualifying_properties_reference: format('V4', 'Shomei V4; ETSI EN 319 132-1 §4.4'),
  counter_signature: constraints('V4', 'Shomei V4; ETSI EN 319 132-1 §5.2.7'),
  canonicalization_method_not_allowed: weak('V5', 'Shomei V5; W3C XML Signature 1.1 §4.4.1'),
  canonicalization_method_not_supported: unsupported('V5', 'Shomei V5; W3C XML Signature 1.1 §4.4.1'),
  signature_method_not_allowed: weak('V5', 'Shomei V5; W3C XML Signature 1.1 §4.4.2'),
  signature_method_not_supported: unsupported('V5', 'Shomei V5; W3C XML Signature 1.1 §4.4.2'),
  reference_count: constraints('V6', 'Shomei V6'),
  reference_unresolved: fact('V6', 'INVALID', 'SIGNED_DATA_NOT_FOUND', 'W3C XML Signature 1.1 §4.4.3.1'),
  reference_misplaced: constraints('V6', 'Shomei V6'),
  reference_repeated: constraints('V6', 'Shomei V6'),
  transform_not_allowed: weak('V7', 'Shomei V7; W3C XML Signature 1.1 §4.4.3.4'),
  transform_not_supported: unsupported('V7', 'Shomei V7; W3C XML Signature 1.1 §4.4.3.4'),
  digest_method_not_allowed: weak('V8', 'Shomei V8; W3C XML Signature 1.1 §4.4.3.5'),
  digest_method_not_supported: unsupported('V8', 'Shomei V8; W3C XML Signature 1.1 §4.4.3.5'),
  digest_value_malformed: format('V8', 'W3C XML Signature 1.1 §4.4.3.6'),
  digest_mismatch: hash('V8', 'W3C XML Signature 1.1 §3.2.1'),
  signed_properties_type: constraints('V8', 'ETSI EN 319 132-1 §4.4'),
  qualifying_properties_target: constraints('V8', 'ETSI EN 319 132-1 §4.3'),
  signing_certificate_missing: constraints('V9', 'ETSI EN 319 132-1 §5.2.2'),
  signing_certificate_mismatch: constraints('V9', 'ETSI EN 319 102-1 §5.2.3'),
  signing_certificate_not_first: unsupported('V9', 'ETSI EN 319 132-1 §5.2.2'),
  issuer_serial_mismatch: constraints('V9', 'ETSI EN 319 102-1 §5.2.3'),
  issuer_name_not_supported: unsupported('V9', 'XAdES 1.3.2 §7.2.2'),
  key_info_structure: format('V10', 'Shomei V10; W3C XML Signature 1.1 §4.5'),
  certificate_malformed: format('V10', 'RFC 5280 §4.1'),
  key_type_mismatch: constraints('V10', 'Shomei V10; W3C XML Signature 1.1 §4.4.2'),
  key_type_not_supported: unsupported('V10', 'Shomei V10'),
  key_too_short: weak('V10', 'SP 800-131A §3'),
  signature_value_malformed: format('V11', 'W3C XML Signature 1.1 §4.3'),
  signature_value_mismatch: fact('V11', 'INVALID', 'SIG_CRYPTO_FAILURE', 'W3C XML Signature 1.1 §3.2.2'),
  comment_inside: constraints('V12', 'Shomei V12; W3C XML Signature 1.1 §8.1.3'),
  signed_content_malformed: format('V12', 'Shomei V12'),
  signer_certificate_revoked: fact('V13', 'INVALID', 'REVOKED', 'RFC 5280 §6.1.3 (a)(3)'),
  signer_certificate_suspended: fact('V13', 'INDETERMINATE', 'TRY_LATER', 'RFC 5280 §5.3.1'),
  signer_certificate_expired: fact('V13', 'INVALID', 'EXPIRED', 'RFC 5280 §6.1.3 (a)(2)'),
  signer_certificate_expired_no_poe: fact('V13', 'INDETERMINATE', 'OUT_OF_BOUNDS_NO_POE', 'ETSI EN 319 102-1 §5.2.6'),
  signer_certificate_not_yet_valid: fact('V13', 'INVALID', 'NOT_YET_VALID', 'RFC 5280 §6.1.3 (a)(2)'),
  signer_key_usage: fact('V13', 'INVALID', 'CHAIN_CONSTRAINTS_FAILURE', 'RFC 5280 §4.2.1.3; HPKI profile, keyUsage'),
  signer_path_not_found: fact('V13', 'INDETERMINATE', 'NO_CERTIFICATE_CHAIN_FOUND', 'RFC 5280 §6.1'),
  signer_revocation_unknown: fact('V13', 'INDETERMINATE', 'TRY_LATER', 'RFC 5280 §6.3.3'),
  signer_revocation_no_poe: fact('V13', 'INDETERMINATE', 'NO_POE', 'ETSI EN 319 102-1 §5.6.2.2'),
  signer_certificate_invalid: fact('V13', 'INVALID', 'CHAIN_CONSTRAINTS_FAILURE', 'RFC 5280 §6.1; HPKI profile'),
  signer_certificate_indeterminate: fact('V13', 'INDETERMINATE', 'CERTIFICATE_CHAIN_GENERAL_FAILURE', 'RFC 5280 §6.1'),
  signer_role_mismatch: constraints('V13', 'HPKI profile, hcRole'),
  signing_time_missing: constraints('V14', 'ETSI EN 319 132-1 §5.2.1'),
  signing_time_malformed: format('V14', 'ETSI EN 319 132-1 §5.2.1'),
  signing_time_without_zone: unsupported('V14', 'ETSI EN 319 132-1 §5.2.1'),
  signing_time_after_base_time: fact(
    'V14',
    'INVALID',
    'TIMESTAMP_ORDER_FAILURE',
    'Shomei V14; ETSI EN 319 102-1 §5.5.4',
  ),
  signed_properties_structure: format('V22', 'ETSI EN 319 132-1 §4.3'),
  signature_policy_not_supported: fact(
    'V22',
    'INDETERMINATE',
    'SIGNATURE_POLICY_NOT_AVAILABLE',
    'ETSI EN 319 132-1 §5.2.9',
  ),
  signed_property_not_supported: unsupported('V22', 'Shomei V22; ETSI EN 319 132-1 §5.2'),
  unsigned_properties_structure: format('V15', 'Shomei V15'),
  timestamp_malformed: format('V15', 'ETSI EN 319 132-1 §5.1.4'),
  timestamp_not_supported: unsupported('V15', 'Shomei V15; ETSI EN 319 132-1 §5.1.4'),
  timestamp_imprint_mismatch: hash('V15', 'RFC 3161 §2.4.2; ETSI EN 319 132-1 §5.3'),
  timestamp_invalid: fact('V15', 'INVALID', 'SIG_CONSTRAINTS_FAILURE', 'ETSI EN 319 102-1 §5.4; RFC 3161'),
  timestamp_expired_no_poe: fact('V21', 'INDETERMINATE', 'OUT_OF_BOUNDS_NO_POE', 'ETSI EN 319 102-1 §5.6.2.2'),
  timestamp_indeterminate: fact('V15', 'INDETERMINATE', 'NO_POE', 'ETSI EN 319 102-1 §5.4; RFC 3161'),
  timestamp_order: fact('V16', 'INVALID', 'TIMESTAMP_ORDER_FAILURE', 'ETSI EN 319 102-1 §5.5.4'),
  archive_timestamp_not_supported: fact('V17', 'INDETERMINATE', 'GENERIC', 'Shomei V17; ETSI EN 319 132-1 §5.5.2'),
  archive_timestamp_malformed: format('V17', 'ETSI EN 319 132-1 §5.1.4'),
  archive_timestamp_mismatch: hash('V17', 'RFC 3161 §2.4.2; ETSI EN 319 132-1 §5.5.2'),
  archive_timestamp_invalid: fact('V17', 'INVALID', 'SIG_CONSTRAINTS_FAILURE', 'ETSI EN 319 102-1 §5.4; RFC 3161'),
  archive_timestamp_expired_no_poe: fact('V21', 'INDETERMINATE', 'OUT_OF_BOUNDS_NO_POE', 'ETSI EN 319 102-1 §5.6.2.2'),
  archive_timestamp_indeterminate: fact('V17', 'INDETERMINATE', 'NO_POE', 'ETSI EN 319 102-1 §5.4; RFC 3161'),
} as const satisfies Record<string, FindingFacts>

export type FindingCode = keyof typeof findingFacts

/** Details of a finding about a certificate or a time-stamp. */
export type CauseCode = PkiFindingCode | HpkiFindingCode | TimestampFindingCode

/** INDETERMINATE, and nothing was proven of the content: it may be anybody's. */
export const unprovenCodes: ReadonlySet<FindingCode> = new Set<FindingCode>([
  'canonicalization_method_not_supported',
  'signature_method_not_supported',
  'transform_not_supported',
  'digest_method_not_supported',
  'key_type_not_supported',
])

/**
 * One thing that is wrong. `signature`: in which signature, absent for the document as a whole. `place`: element. `cause`: code of
 * the certificate or time-stamp finding behind it.
 */
export type Finding = {
  code: FindingCode
  rule: string
  result: FindingResult
  indication: string
  clause: string
  signature?: DocumentKind
  place?: string
  cause?: CauseCode
}

export type FindingPlace = Pick<Finding, 'signature' | 'place' | 'cause'>

/** Makes a finding with the facts of its code. */
export function toFinding(code: FindingCode, about: FindingPlace = {}): Finding {
  return { code, ...findingFacts[code], ...about }
}
