import type { signature as ja } from '../../ja/findings/signature'

export const signature: typeof ja = {
  canonicalization_method_not_allowed: {
    title: 'A canonicalization that is not allowed',
    detail: 'The signature uses a canonicalization that is not accepted as safe.',
  },
  canonicalization_method_not_supported: {
    title: 'A canonicalization that is not supported',
    detail: 'It is a standard one, but it cannot be verified here. Nothing is proven of the content.',
  },
  signature_method_not_allowed: {
    title: 'A signature algorithm that is not allowed',
    detail: 'The signature uses an algorithm that is too weak, or that no standard defines.',
  },
  signature_method_not_supported: {
    title: 'A signature algorithm that is not supported',
    detail: 'It is a standard one, but it cannot be verified here. Nothing is proven of the content.',
  },
  reference_count: {
    title: 'The number of signed parts is wrong',
    detail:
      'Three parts have to be signed: the document, the certificate and the properties. This signature names another number.',
  },
  reference_unresolved: {
    title: 'A signed part is missing',
    detail: 'The signature names a part that is not in the document.',
  },
  reference_misplaced: {
    title: 'A signed part is not at its place',
    detail:
      'The signature covers another part than the prescription or dispensing result. The content may have been replaced.',
  },
  reference_repeated: {
    title: 'A part is signed twice',
    detail: 'The signature names the same part more than once, so not every part that must be signed is signed.',
  },
  transform_not_allowed: {
    title: 'A transform that is not allowed',
    detail: 'A transform that can make what is shown differ from what was signed.',
  },
  transform_not_supported: {
    title: 'A transform that is not supported',
    detail: 'It is a standard one, but it cannot be verified here. Nothing is proven of the content.',
  },
  digest_method_not_allowed: {
    title: 'A hash function that is not allowed',
    detail:
      'What shows that the content is unchanged is a hash function that is too weak, or that no standard defines.',
  },
  digest_method_not_supported: {
    title: 'A hash function that is not supported',
    detail: 'It is a standard one, but it cannot be verified here. Nothing is proven of the content.',
  },
  digest_value_malformed: {
    title: 'A hash value cannot be read',
    detail: 'The value that shows that the content is unchanged has a wrong form or length.',
  },
  digest_mismatch: {
    title: 'The content was changed after signing',
    detail: 'The content is not what was signed. It was forged, or changed on its way.',
  },
  signed_properties_type: {
    title: 'The type of a signed part is wrong',
    detail: 'The reference to the signed properties lacks its type, or another reference has it.',
  },
  qualifying_properties_target: {
    title: 'The properties belong to another signature',
    detail: 'Signing time and facts about the certificate are not bound to this signature.',
  },
  signing_certificate_missing: {
    title: 'The signing certificate is not named',
    detail: 'The signed properties do not say which certificate was used, so the signer is not certain.',
  },
  signing_certificate_mismatch: {
    title: 'The signing certificate is another one',
    detail:
      'The certificate in the document is not the one that was named when it was signed. It may have been replaced.',
  },
  signing_certificate_not_first: {
    title: 'The signing certificate is not certain',
    detail: 'The certificate in the document is named among others, but not first, as the signer’s.',
  },
  issuer_serial_mismatch: {
    title: 'Issuer or serial number differ',
    detail: 'Issuer or serial number named when it was signed are not those of the certificate in the document.',
  },
  issuer_name_not_supported: {
    title: 'The issuer’s name cannot be compared',
    detail: 'The issuer’s name is written in a way that is not supported here.',
  },
  key_info_structure: {
    title: 'The certificate is not enclosed correctly',
    detail:
      'There has to be the signer’s certificate and nothing else. It is missing, or there are other data as well.',
  },
  certificate_malformed: {
    title: 'The signer’s certificate cannot be read',
    detail: 'The certificate in the document is damaged, or is not built as a certificate.',
  },
  key_type_mismatch: {
    title: 'Key and algorithm do not fit',
    detail: 'The key of the signer’s certificate cannot make a signature of the named algorithm.',
  },
  key_type_not_supported: {
    title: 'A kind of key that is not supported',
    detail: 'The key of the signer’s certificate cannot be used here. Nothing is proven of the content.',
  },
  key_too_short: {
    title: 'The key is too short',
    detail: 'The key of the signer’s certificate is too short to protect against forgery.',
  },
  signature_value_malformed: {
    title: 'The signature value cannot be read',
    detail: 'The value of the signature has a wrong form or length.',
  },
  signature_value_mismatch: {
    title: 'The signature does not fit the certificate',
    detail: 'The signature was not made by the holder of the certificate, or was changed afterwards.',
  },
  comment_inside: {
    title: 'A comment inside what was signed',
    detail: 'A comment is not protected by the signature, and can be used to change what is shown.',
  },
  signed_content_malformed: {
    title: 'The signed content cannot be taken out',
    detail: 'The data inside what was signed are not base64, as defined for electronic prescriptions.',
  },
  signing_time_missing: {
    title: 'There is no signing time',
    detail: 'The signed properties hold no signing time, or more than one.',
  },
  signing_time_malformed: {
    title: 'The signing time cannot be read',
    detail: 'The signing time is not written as a date and time.',
  },
  signing_time_without_zone: {
    title: 'The signing time has no time zone',
    detail: 'Without a time zone it is not certain when it was signed.',
  },
  signing_time_after_base_time: {
    title: 'The signing time is too late',
    detail: 'The signing time is later than the time-stamp, or than the time of verification.',
  },
  signed_properties_structure: {
    title: 'The signed properties are wrong',
    detail: 'The signed properties hold an element that is not defined, or a value of a wrong form.',
  },
  signature_policy_not_supported: {
    title: 'A signature policy that is not supported',
    detail: 'It cannot be checked here whether the signature follows the policy that the signer named.',
  },
  signed_property_not_supported: {
    title: 'A signed property that is not supported',
    detail: 'The signed properties hold one whose meaning cannot be checked here.',
  },
}
