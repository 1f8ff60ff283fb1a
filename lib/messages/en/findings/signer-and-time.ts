import type { signerAndTime as ja } from '../../ja/findings/signer-and-time'

export const signerAndTime: typeof ja = {
  signer_certificate_revoked: {
    title: 'The signer’s certificate is revoked',
    detail: 'The signer’s certificate was revoked before the time for which it was judged.',
  },
  signer_certificate_suspended: {
    title: 'The signer’s certificate is suspended',
    detail:
      'The certificate was on hold at the time for which it was judged. The result depends on whether it is released or revoked.',
  },
  signer_certificate_expired: {
    title: 'The signer’s certificate has expired',
    detail: 'The certificate had expired at the time for which it was judged.',
  },
  signer_certificate_expired_no_poe: {
    title: 'Not proven that it was signed in time',
    detail: 'The signer’s certificate has expired, and no time-stamp proves that it was signed before.',
  },
  signer_certificate_not_yet_valid: {
    title: 'The signer’s certificate was not yet valid',
    detail: 'The certificate was not yet valid at the time for which it was judged.',
  },
  signer_key_usage: {
    title: 'Not a certificate for signatures',
    detail: 'The certificate was not issued for signatures (non-repudiation). It may be the one for authentication.',
  },
  signer_path_not_found: {
    title: 'The issuer of the certificate is not known',
    detail:
      'It cannot be shown that a trusted authority (HPKI) issued the certificate. An issuer’s certificate is missing or not set up.',
  },
  signer_revocation_unknown: {
    title: 'Not known whether a certificate is revoked',
    detail:
      'The revocation list of the signer’s certificate, or of its authority, is missing, out of date, or cannot be used.',
  },
  signer_revocation_no_poe: {
    title: 'Not proven that the revocation list is of its time',
    detail: 'No time-stamp proves that the revocation list existed while it could be relied on.',
  },
  signer_certificate_invalid: {
    title: 'The signer’s certificate cannot be used',
    detail: 'The certificate, or one of its authority, does not meet what signatures of electronic prescriptions need.',
  },
  signer_certificate_indeterminate: {
    title: 'The signer’s certificate cannot be judged',
    detail: 'It is not certain whether the certificate, or one of its authority, is right.',
  },
  signer_role_mismatch: {
    title: 'The signer’s qualification does not fit',
    detail:
      'The qualification in the certificate cannot be read, or does not fit the document. A doctor or dentist signs a prescription, a pharmacist a dispensing result.',
  },
  unsigned_properties_structure: {
    title: 'Too many time-stamps or other additions',
    detail: 'More was added to the signature than what is verified here.',
  },
  timestamp_malformed: {
    title: 'The time-stamp cannot be read',
    detail: 'The time-stamp of the signature is not enclosed in the defined form.',
  },
  timestamp_not_supported: {
    title: 'A form of time-stamp that is not supported',
    detail: 'It is a standard form, but it cannot be verified here.',
  },
  timestamp_imprint_mismatch: {
    title: 'The time-stamp belongs to another signature',
    detail: 'The time-stamp does not cover this signature. One of the two was replaced or changed.',
  },
  timestamp_invalid: {
    title: 'The time-stamp is wrong',
    detail: 'The time-stamp of the signature, or the certificate of the time-stamp authority, is wrong.',
  },
  timestamp_expired_no_poe: {
    title: 'The time-stamp has expired',
    detail:
      'The certificate of the time-stamp authority has expired, and no time-stamp proves that this one existed before.',
  },
  timestamp_indeterminate: {
    title: 'The time-stamp cannot be judged',
    detail:
      'It is not certain whether the time-stamp is right. A certificate or revocation list of the authority may be missing.',
  },
  timestamp_order: {
    title: 'The time-stamps are not in order',
    detail: 'A time-stamp that was added later has an earlier time.',
  },
  archive_timestamp_not_supported: {
    title: 'A form of archive time-stamp that is not supported',
    detail: 'It has a standard form that cannot be verified here, such as the old one of XAdES 1.3.2.',
  },
  archive_timestamp_malformed: {
    title: 'The archive time-stamp cannot be read',
    detail: 'The archive time-stamp is not enclosed in the defined form.',
  },
  archive_timestamp_mismatch: {
    title: 'The archive time-stamp does not fit the document',
    detail: 'The archive time-stamp does not cover the document as it is. It may have been changed afterwards.',
  },
  archive_timestamp_invalid: {
    title: 'The archive time-stamp is wrong',
    detail: 'The archive time-stamp, or the certificate of the time-stamp authority, is wrong.',
  },
  archive_timestamp_expired_no_poe: {
    title: 'The archive time-stamp has expired',
    detail:
      'The certificate of the time-stamp authority has expired, and no later archive time-stamp was added before that.',
  },
  archive_timestamp_indeterminate: {
    title: 'The archive time-stamp cannot be judged',
    detail:
      'It is not certain whether the archive time-stamp is right. A certificate or revocation list of the authority may be missing.',
  },
}
