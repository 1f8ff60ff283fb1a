import { requestError } from '@/lib/kernel/request.errors'
import type { RequestOrigin } from '@/lib/kernel/request-origin'
import { readPreflightFacts } from '../code-masters/preflight-facts'
import { checkPrescription } from './check-prescription'
import { type DocumentItem, toPrescriptionItem } from './document-item'
import { refuseItem } from './refuse-item'
import { openRemoteSigner } from './remote/remote-signatures'
import { maxBatch, requestHash } from './requests/signing-request'
import type { SigningResult } from './requests/signing-result'
import { type SignDocumentsInput, signDocuments } from './sign-documents'
import type { SigningContext } from './signing-context'

export type SignInput = Pick<
  SignDocumentsInput,
  'principal' | 'staffCode' | 'terminalCode' | 'idempotencyKey' | 'vaultTokenId'
>

/** What was signed, and what is remarkable about what was sent, document by document. */
export type Signed = { result: SigningResult; warnings: readonly DocumentItem['findings'][] }

/**
 * Signs one prescription (CSV, UTF-8).
 * @throws AppError `prescription.invalid` before anything is kept under the key; otherwise as `signDocuments`
 */
export async function signPrescription(
  context: SigningContext,
  input: SignInput & { csv: Uint8Array },
  origin: RequestOrigin,
): Promise<Signed> {
  const item = await checkPrescription(context, input.csv)
  if (item.outcome === 'refused') throw refuseItem('prescription.invalid', item.findings)
  const { staffCode, terminalCode, csv } = input
  const hash = requestHash(context.keyring, 'prescription', staffCode, terminalCode ?? '', csv)
  const request = {
    ...input,
    kind: 'prescription',
    openSigner: openRemoteSigner,
    requestHash: hash,
    items: async () => [item],
  } as const
  return { result: await signDocuments(context, request, origin), warnings: [item.findings] }
}

/**
 * Signs many prescriptions of one staff member under one authorisation. Each has its own outcome at its own place; one that is not
 * valid stops no other.
 * @throws AppError `request.malformed` for none or more than 100; otherwise as `signDocuments`
 */
export async function signPrescriptionBatch(
  context: SigningContext,
  input: SignInput & { csvs: readonly Uint8Array[] },
  origin: RequestOrigin,
): Promise<Signed> {
  const { staffCode, terminalCode, csvs } = input
  if (csvs.length === 0 || csvs.length > maxBatch) throw requestError('request.malformed')
  const facts = await readPreflightFacts(context.settings)
  const items = csvs.map((csv) => toPrescriptionItem(csv, facts))
  const hash = requestHash(context.keyring, 'prescriptions', staffCode, terminalCode ?? '', ...csvs)
  const request = {
    ...input,
    kind: 'prescription',
    openSigner: openRemoteSigner,
    requestHash: hash,
    items: async () => items,
  } as const
  const result = await signDocuments(context, request, origin)
  return { result, warnings: items.map((item) => (item.outcome === 'document' ? item.findings : [])) }
}
