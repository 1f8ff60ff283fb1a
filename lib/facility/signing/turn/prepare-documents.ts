import { randomBytes } from 'node:crypto'
import { setImmediate as letOthersRun } from 'node:timers/promises'
import { prepareSignature } from '@/lib/xades/create/prepare-signature'
import type { PreparedSignature } from '@/lib/xades/create/prepared-signature'
import type { FacilityContext } from '../../facility-context'
import { openSealedPreparation, type Preparation, sealPreparation } from '../requests/sealed-preparation'
import { listDocuments, storePreparation, type Turn } from '../requests/signing-request.store'
import type { SignedItem } from '../requests/signing-result'
import type { SignerCredential } from '../signature-port'
import { signingError } from '../signing.errors'
import { turnLost } from './keep-turn'
import type { SigningWork } from './signing-work'

/** What is to be signed, as it is kept before the authority hears of it. */
export type PreparedWork = {
  preparation: number
  credentialId: string
  certificate: Uint8Array
  signAlgorithm: string
  documents: readonly ({ position: number } & Preparation)[]
  refused: readonly { position: number; findings: Extract<SignedItem, { outcome: 'refused' }>['findings'] }[]
}

/**
 * Prepares every document that can be signed and keeps the preparations, sealed, under the request. Other requests get their turn
 * between two documents.
 */
export async function prepareDocuments(
  context: Pick<FacilityContext, 'db' | 'keyring'>,
  { turn, items, kind }: SigningWork,
  credential: SignerCredential,
): Promise<PreparedWork> {
  const { credentialId, certificate, signAlgorithm } = credential
  // A document has its time in whole seconds.
  const signingTime = new Date(Math.floor(turn.now.getTime() / 1000) * 1000)
  const documents: { position: number; signature: PreparedSignature }[] = []
  for (const [position, item] of items.entries()) {
    if (item.outcome === 'refused') continue
    const idPrefix = newIdPrefix()
    documents.push({ position, signature: prepareSignature({ ...item, kind, certificate, signingTime, idPrefix }) })
    await letOthersRun()
  }
  const refused = items.flatMap((item, position) =>
    item.outcome === 'refused' ? [{ position, findings: item.findings }] : [],
  )
  const prepared = documents.map(({ position, signature }) => ({
    position,
    digest: signature.digest,
    sealedPreparation: sealPreparation(context.keyring, { requestId: turn.id, position }, { signature, signingTime }),
  }))
  const kept = { credentialId, certificate, signAlgorithm, prepared, refused }
  const preparation = await storePreparation(context.db, turn, kept)
  if (preparation === null) throw turnLost()
  const timed = documents.map((document) => ({ ...document, signingTime }))
  return { preparation, credentialId, certificate, signAlgorithm, documents: timed, refused }
}

/** Goes on with what an earlier turn has prepared. */
export async function openPreparation(
  { db, keyring }: Pick<FacilityContext, 'db' | 'keyring'>,
  { id, preparation, credentialId, certificate, signAlgorithm }: Turn,
): Promise<PreparedWork> {
  if (credentialId === null || certificate === null || signAlgorithm === null) throw turnLost()
  const rows = await listDocuments(db, id)
  if (rows.some(({ refusal, sealedPreparation }) => refusal === null && sealedPreparation === null)) {
    throw signingError('signing.document_wiped')
  }
  const documents = rows.flatMap(({ position, sealedPreparation }) =>
    sealedPreparation === null
      ? []
      : [{ position, ...openSealedPreparation(keyring, { requestId: id, position }, sealedPreparation) }],
  )
  const refused = rows.flatMap(({ position, refusal }) => (refusal === null ? [] : [{ position, findings: refusal }]))
  return { preparation, credentialId, certificate, signAlgorithm, documents, refused }
}

/**
 * At random for each signature: the same prescription issued twice in one second is then not one hash in the ledger, and the
 * authority, which keeps the hash, cannot find the content of the document by trial.
 */
function newIdPrefix(): string {
  return `id-${randomBytes(16).toString('hex')}`
}
