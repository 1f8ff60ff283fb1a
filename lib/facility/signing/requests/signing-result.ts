import type { FacilityContext } from '@/lib/facility/facility-context'
import { equalBytes } from '@/lib/kernel/bytes'
import { restoredError } from '@/lib/problem/restored-error'
import { finishSignature } from '@/lib/xades/create/finish-signature'
import type { ItemFinding } from '../document-item'
import { signingError } from '../signing.errors'
import { openSealedPreparation, openSealedSignature } from './sealed-preparation'
import { sha256 } from './signing-request'
import { type KnownRequest, listDocuments, type StoredDocument } from './signing-request.store'

/** What became of one document of a request. */
export type SignedItem =
  | { outcome: 'signed'; document: Uint8Array<ArrayBuffer>; signedAt: Date }
  | { outcome: 'refused'; findings: readonly ItemFinding[] }

export type SigningResult = {
  signingRequestId: string
  /** Each document at its place in the request. */
  items: readonly SignedItem[]
  /** Of the signatures, for example `BES`. */
  level: string
  /** The signer's certificate, DER. */
  certificate: Uint8Array
}

/**
 * The outcome of a request that has ended; `null` for one that goes on.
 * @throws AppError the failure that it ended with, `signing.document_wiped`
 */
export async function readOutcome(
  context: Pick<FacilityContext, 'db' | 'keyring'>,
  known: KnownRequest,
): Promise<SigningResult | null> {
  if (known.state === 'failed') throw restoredError(known.failureCode ?? 'service.internal')
  if (known.state !== 'signed') return null
  if (!known.documentsLive || known.certificate === null) throw signingError('signing.document_wiped')
  const documents = await listDocuments(context.db, known.id)
  return {
    signingRequestId: known.id,
    items: documents.map((document) => openItem(context, known.id, document)),
    level: known.signatureLevel ?? '',
    certificate: known.certificate,
  }
}

function openItem(
  { keyring }: Pick<FacilityContext, 'keyring'>,
  requestId: string,
  { position, refusal, sealedPreparation, sealedSignature, signedAt }: StoredDocument,
): SignedItem {
  if (refusal !== null) return { outcome: 'refused', findings: refusal }
  if (sealedPreparation === null || sealedSignature === null || signedAt === null) {
    throw signingError('signing.document_wiped')
  }
  const place = { requestId, position }
  const prepared = openSealedPreparation(keyring, place, sealedPreparation)
  const { signature, documentHash } = openSealedSignature(keyring, place, sealedSignature)
  const document = finishSignature(prepared.signature, signature)
  // What was judged before it left is what leaves again, byte for byte.
  if (!equalBytes(sha256(document), documentHash)) throw new Error(`document ${position} of ${requestId} has changed`)
  return { outcome: 'signed', document, signedAt }
}
