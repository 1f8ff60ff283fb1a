import { authorityRefusals } from '@/lib/api/openapi/refusals'

/** Refusals of every operation that has a document signed; the data of the document is judged by each of them itself. */
export const signingRefusals = [
  'facility.unknown',
  'staff.unknown',
  'terminal.unknown',
  'terminal.retired',
  'signing.authentication_required',
  'signing.credential_unfit',
  'signing.document_wiped',
  'signing.in_doubt',
  'signing.in_progress',
  'signing.key_reused',
  'signing.no_credential',
  'signing.not_set_up',
  'signing.refused',
  'signing.signer_changed',
  'signing.verification_failed',
  ...authorityRefusals,
] as const
