import type { document as ja } from '../../ja/findings/document'

export const document: typeof ja = {
  document_too_large: {
    title: 'The document is too large',
    detail: 'The document is larger than what is verified here. Its content was not read.',
  },
  document_too_complex: {
    title: 'The document is too complex',
    detail: 'The XML has more elements, or more levels, than what is verified here.',
  },
  encoding_not_utf8: {
    title: 'The document is not in UTF-8',
    detail: 'The document is not in the character encoding of electronic prescriptions.',
  },
  document_type_declaration: {
    title: 'A DOCTYPE declaration is not allowed',
    detail: 'A declaration that can change how the document is read. Electronic prescriptions have none.',
  },
  entity_reference: {
    title: 'An entity reference is not allowed',
    detail: 'A reference that is replaced by other text. Electronic prescriptions have none.',
  },
  processing_instruction: {
    title: 'A processing instruction is not allowed',
    detail: 'An instruction to the program that reads the document. Electronic prescriptions have none.',
  },
  cdata_section: {
    title: 'A CDATA section is not allowed',
    detail: 'A way to write text that electronic prescriptions do not use.',
  },
  xml_malformed: {
    title: 'The document cannot be read',
    detail: 'It is not well-formed XML. It may be damaged, or a part may be missing.',
  },
  canonicalization_failed: {
    title: 'The document has no canonical form',
    detail:
      'The document holds something that cannot be written in the standard form in which signatures are verified.',
  },
  id_duplicate: {
    title: 'An identifier is used twice',
    detail:
      'An identifier that must be unique occurs more than once, so it is not certain what was signed. This is a known way to forge documents.',
  },
  document_kind_unknown: {
    title: 'Neither a prescription nor a dispensing result',
    detail: 'The document is not built as an electronic prescription or dispensing result.',
  },
  document_kind_mismatch: {
    title: 'The document is of the other kind',
    detail: 'A prescription was expected and this is a dispensing result, or the other way round.',
  },
  signature_missing: {
    title: 'There is no signature',
    detail: 'At the place of the signature there is none, or more than one.',
  },
  signature_misplaced: {
    title: 'There is a signature at another place',
    detail: 'There is a signature where none belongs. This is a known way to forge documents.',
  },
  signature_structure: {
    title: 'The signature is not built correctly',
    detail: 'A part of the signature is missing, or there is one too many.',
  },
  signed_info_structure: {
    title: 'The list of what was signed is not built correctly',
    detail: 'In SignedInfo, which says what was signed, a part is missing, or there is one too many.',
  },
  qualifying_properties_structure: {
    title: 'The signature’s properties are not built correctly',
    detail:
      'QualifyingProperties, which holds the signing time and facts about the certificate, is not built as defined.',
  },
  qualifying_properties_reference: {
    title: 'The signature’s properties are outside the document',
    detail: 'Signing time and facts about the certificate are a reference to another place. That form is not accepted.',
  },
  counter_signature: {
    title: 'There is a counter-signature',
    detail: 'Somebody else signed the signature. Prescriptions and dispensing results do not have that.',
  },
}
