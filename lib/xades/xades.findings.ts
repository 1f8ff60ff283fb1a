/** The kinds of signed documents, and of signatures: a dispensing document holds one of each. */
export type DocumentKind = 'prescription' | 'dispensing'

/** What a finding makes of the signature. A verdict without findings is VALID. */
export type FindingResult = 'INVALID' | 'INDETERMINATE'

/** `rule`: number in docs/decisions/0018-own-xades-layer.md, V21 in 0025-proof-of-existence.md. `indication`: sub-indication of ETSI EN 319 102-1. */
type FindingFacts = { rule: string; result: FindingResult; indication: string }

const format = (rule: string): FindingFacts => ({ rule, result: 'INVALID', indication: 'FORMAT_FAILURE' })
const hash = (rule: string): FindingFacts => ({ rule, result: 'INVALID', indication: 'HASH_FAILURE' })
const constraints = (rule: string): FindingFacts => ({
  rule,
  result: 'INVALID',
  indication: 'SIG_CONSTRAINTS_FAILURE',
})
/** Legal, but not judged here: neither right nor wrong. */
const unsupported = (rule: string): FindingFacts => ({ rule, result: 'INDETERMINATE', indication: 'GENERIC' })
const weak = (rule: string): FindingFacts => ({ rule, result: 'INVALID', indication: 'CRYPTO_CONSTRAINTS_FAILURE' })

const signer = (result: FindingResult, indication: string): FindingFacts => ({ rule: 'V13', result, indication })

/** Every finding a verdict can carry. Codes are stable: callers decide on them, never on text. */
export const findingFacts = {
  document_too_large: format('V1'),
  document_too_complex: format('V1'),
  encoding_not_utf8: format('V1'),
  document_type_declaration: format('V1'),
  entity_reference: format('V1'),
  processing_instruction: format('V1'),
  cdata_section: format('V1'),
  xml_malformed: format('V1'),
  canonicalization_failed: format('V1'),
  id_duplicate: format('V2'),
  document_kind_unknown: format('V3'),
  document_kind_mismatch: constraints('V3'),
  signature_missing: format('V3'),
  signature_misplaced: format('V3'),
  signature_structure: format('V4'),
  signed_info_structure: format('V4'),
  qualifying_properties_structure: format('V4'),
  qualifying_properties_reference: format('V4'),
  counter_signature: constraints('V4'),
  canonicalization_method_not_allowed: weak('V5'),
  canonicalization_method_not_supported: unsupported('V5'),
  signature_method_not_allowed: weak('V5'),
  signature_method_not_supported: unsupported('V5'),
  reference_count: constraints('V6'),
  reference_unresolved: { rule: 'V6', result: 'INVALID', indication: 'SIGNED_DATA_NOT_FOUND' },
  reference_misplaced: constraints('V6'),
  reference_repeated: constraints('V6'),
  transform_not_allowed: weak('V7'),
  transform_not_supported: unsupported('V7'),
  digest_method_not_allowed: weak('V8'),
  digest_method_not_supported: unsupported('V8'),
  digest_value_malformed: format('V8'),
  digest_mismatch: hash('V8'),
  signed_properties_type: constraints('V8'),
  qualifying_properties_target: constraints('V8'),
  signing_certificate_missing: constraints('V9'),
  signing_certificate_mismatch: constraints('V9'),
  signing_certificate_not_first: unsupported('V9'),
  issuer_serial_mismatch: constraints('V9'),
  issuer_name_not_supported: unsupported('V9'),
  key_info_structure: format('V10'),
  certificate_malformed: format('V10'),
  key_type_mismatch: constraints('V10'),
  key_type_not_supported: unsupported('V10'),
  key_too_short: weak('V10'),
  signature_value_malformed: format('V11'),
  signature_value_mismatch: { rule: 'V11', result: 'INVALID', indication: 'SIG_CRYPTO_FAILURE' },
  comment_inside: constraints('V12'),
  signed_content_malformed: format('V12'),
  signer_certificate_revoked: signer('INVALID', 'REVOKED'),
  signer_certificate_suspended: signer('INDETERMINATE', 'TRY_LATER'),
  signer_certificate_expired: signer('INVALID', 'EXPIRED'),
  signer_certificate_expired_no_poe: signer('INDETERMINATE', 'OUT_OF_BOUNDS_NO_POE'),
  signer_certificate_not_yet_valid: signer('INVALID', 'NOT_YET_VALID'),
  signer_key_usage: signer('INVALID', 'CHAIN_CONSTRAINTS_FAILURE'),
  signer_path_not_found: signer('INDETERMINATE', 'NO_CERTIFICATE_CHAIN_FOUND'),
  signer_revocation_unknown: signer('INDETERMINATE', 'TRY_LATER'),
  signer_revocation_no_poe: signer('INDETERMINATE', 'NO_POE'),
  signer_certificate_invalid: signer('INVALID', 'CHAIN_CONSTRAINTS_FAILURE'),
  signer_certificate_indeterminate: signer('INDETERMINATE', 'CERTIFICATE_CHAIN_GENERAL_FAILURE'),
  signer_role_mismatch: constraints('V13'),
  signing_time_missing: constraints('V14'),
  signing_time_malformed: format('V14'),
  signing_time_without_zone: unsupported('V14'),
  signing_time_after_base_time: { rule: 'V14', result: 'INVALID', indication: 'TIMESTAMP_ORDER_FAILURE' },
  signed_properties_structure: format('V22'),
  signature_policy_not_supported: {
    rule: 'V22',
    result: 'INDETERMINATE',
    indication: 'SIGNATURE_POLICY_NOT_AVAILABLE',
  },
  signed_property_not_supported: unsupported('V22'),
  unsigned_properties_structure: format('V15'),
  timestamp_malformed: format('V15'),
  timestamp_not_supported: unsupported('V15'),
  timestamp_imprint_mismatch: hash('V15'),
  timestamp_invalid: { rule: 'V15', result: 'INVALID', indication: 'SIG_CONSTRAINTS_FAILURE' },
  timestamp_expired_no_poe: { rule: 'V21', result: 'INDETERMINATE', indication: 'OUT_OF_BOUNDS_NO_POE' },
  timestamp_indeterminate: { rule: 'V15', result: 'INDETERMINATE', indication: 'NO_POE' },
  timestamp_order: { rule: 'V16', result: 'INVALID', indication: 'TIMESTAMP_ORDER_FAILURE' },
  archive_timestamp_not_supported: { rule: 'V17', result: 'INDETERMINATE', indication: 'GENERIC' },
  archive_timestamp_malformed: format('V17'),
  archive_timestamp_mismatch: hash('V17'),
  archive_timestamp_invalid: { rule: 'V17', result: 'INVALID', indication: 'SIG_CONSTRAINTS_FAILURE' },
  archive_timestamp_expired_no_poe: { rule: 'V21', result: 'INDETERMINATE', indication: 'OUT_OF_BOUNDS_NO_POE' },
  archive_timestamp_indeterminate: { rule: 'V17', result: 'INDETERMINATE', indication: 'NO_POE' },
} as const satisfies Record<string, FindingFacts>

export type FindingCode = keyof typeof findingFacts

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
  signature?: DocumentKind
  place?: string
  cause?: string
}

export type FindingPlace = Pick<Finding, 'signature' | 'place' | 'cause'>

/** Makes a finding with the facts of its code. */
export function toFinding(code: FindingCode, about: FindingPlace = {}): Finding {
  return { code, ...findingFacts[code], ...about }
}
