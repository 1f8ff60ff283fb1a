import type { ErrorText } from '../../../ja/error-text'
import type { certificateAuthority as ja } from '../../../ja/errors/authority/certificate-authority'

export const certificateAuthority: Record<keyof typeof ja, ErrorText> = {
  'certificate_authority.unknown': {
    title: 'Certificate authority not found',
    detail: 'There is no certificate authority of that name.',
    nextStep: 'Check the name and try again.',
  },
  'certificate_authority.name_invalid': {
    title: 'Not a name for a certificate authority',
    detail:
      'Up to 54 small letters, digits and hyphens. Names that begin with test- or end with -root or -issuer-1 are kept for others.',
    nextStep: 'Choose another name.',
  },
  'certificate_authority.subject_invalid': {
    title: 'Not a distinguished name',
    detail: 'Attributes are written one by one, such as C=JP O=... CN=...',
    nextStep: 'Correct the attributes and try again.',
  },
  'certificate_authority.name_taken': {
    title: 'Name already taken',
    detail: 'There is a certificate authority of that name, or a request with another subject or kind of key.',
    nextStep: 'Choose another name.',
  },
  'certificate_authority.subject_taken': {
    title: 'Subject already taken',
    detail:
      'There is a certificate authority or a request with that subject. Revocation lists could not distinguish two authorities with the same name.',
    nextStep: 'Choose another subject.',
  },
  'certificate_authority.certificate_refused': {
    title: 'Certificate not accepted',
    detail: 'The certificate is not what was asked for, or nothing could be issued under it. Nothing has been stored.',
    nextStep: 'Report the reasons shown to the issuing authority, and ask for another one.',
  },
  'certificate_authority.installed': {
    title: 'Already installed',
    detail: 'The certificate for this request has been installed already.',
  },
  'certificate_authority.retired': {
    title: 'Already retired',
    detail: 'This certificate authority issues no more.',
  },
  'certificate_authority.test_hierarchy': {
    title: 'Not with the test hierarchy',
    detail:
      'While SHOMEI_TRUST is test, no real certificate authority is requested or installed, and the test hierarchy is not retired.',
    nextStep: 'Take SHOMEI_TRUST out of the settings and try again.',
  },
}
