import { appendAudit, lockAuditHead } from '@/lib/audit/audit.store'
import type { FacilityContext } from '@/lib/facility/facility-context'
import { isStillKnown, rememberSigner } from '@/lib/facility/known-signers/known-signer.store'
import { readSubject } from '@/lib/facility/known-signers/read-subject'
import { lockForChange } from '@/lib/facility/staff/staff.store'
import type { AppError } from '@/lib/kernel/app-error'
import { toBase64Url } from '@/lib/kernel/bytes'
import type { RequestOrigin } from '@/lib/kernel/request-origin'
import { sealSignature } from '../requests/sealed-preparation'
import { sha256 } from '../requests/signing-request'
import { completeIfMine, failIfMine } from '../requests/signing-request.store'
import type { SignedItem, SigningResult } from '../requests/signing-result'
import { signingError } from '../signing.errors'
import { auditActorOf } from '../signing-context'
import { turnLost } from './keep-turn'
import type { PreparedWork } from './prepare-documents'
import type { SigningWork } from './signing-work'

type Context = Pick<FacilityContext, 'db' | 'keyring' | 'settings'>
/** Failures after which nothing will come of the request any more. */
type FinalCode = 'signing.verification_failed' | 'signing.signer_changed' | 'signing.in_doubt'

type Finished = { documents: readonly Uint8Array<ArrayBuffer>[]; level: string }

/**
 * Keeps the signatures with the sealed preparations, with the audit row, and ends the request; all of it or nothing. Together they
 * are the documents.
 */
export async function completeTurn(
  context: Context,
  work: SigningWork,
  { prepared, signatures, documents, level }: Finished & { prepared: PreparedWork; signatures: readonly Uint8Array[] },
  origin: RequestOrigin,
): Promise<SigningResult> {
  const { turn, signer } = work
  const subject = readSubject(prepared.certificate)
  const signed = prepared.documents.map(({ position, signingTime }, index) => {
    const [document, signature] = [documents[index], signatures[index]]
    if (document === undefined || signature === undefined) throw new Error('a signed document is missing')
    const documentHash = sha256(document)
    const place = { requestId: turn.id, position }
    const sealedSignature = sealSignature(context.keyring, place, { signature, documentHash })
    return { position, document, sealedSignature, documentHash, signedAt: signingTime }
  })
  const { signedDocumentSeconds: documentSeconds } = context.settings
  await context.db.transaction(async (tx) => {
    // First of all locks, as everywhere: the first signature is about to write what is known of the staff member.
    const isNew = signer.knownSubject === null
    const staff = isNew ? await lockForChange(tx, signer.staffKey) : null
    if (staff !== null && staff.holderSubject !== signer.holderSubject) throw turnLost()
    const [isMine, isKnown] = await Promise.all([
      completeIfMine(tx, turn, { documents: signed, level, documentSeconds }),
      isNew ? null : isStillKnown(tx, signer.staffKey, subject.hash),
      lockAuditHead(tx, 'facility', work.actor.facilityId),
    ])
    if (!isMine) throw turnLost()
    // Meanwhile another name may have become known, or this one been forgotten.
    if (signed.length > 0 && !(isKnown ?? (await rememberSigner(tx, signer.staffKey, subject)))) {
      throw signingError('signing.signer_changed', { detail: 'while it was signed' })
    }
    await appendAudit(tx, 'facility', context.keyring, {
      ...auditOf(work, origin),
      outcome: 'success',
      details: {
        ...whoAndWhere(work),
        credential: prepared.credentialId,
        level,
        refused: prepared.refused.length,
        documents: signed.map(({ documentHash }) => toBase64Url(documentHash)),
      },
    })
  })
  const items: SignedItem[] = []
  for (const { position, document, signedAt } of signed) items[position] = { outcome: 'signed', document, signedAt }
  for (const { position, findings } of prepared.refused) items[position] = { outcome: 'refused', findings }
  return { signingRequestId: turn.id, items, level, certificate: prepared.certificate }
}

/**
 * Ends a request of which nothing will be handed out; answers with the failure to throw. `reason`: codes, for the audit trail.
 * `detail`: words for the log, by default the same.
 */
export async function failTurn(
  context: Context,
  work: SigningWork,
  { code, reason, detail = reason }: { code: FinalCode; reason?: string; detail?: string },
  origin: RequestOrigin,
): Promise<AppError> {
  await context.db.transaction(async (tx) => {
    if (!(await failIfMine(tx, work.turn, code))) throw turnLost()
    await appendAudit(tx, 'facility', context.keyring, {
      ...auditOf(work, origin),
      outcome: 'failure',
      code,
      ...(reason === undefined ? {} : { reason }),
      details: whoAndWhere(work),
    })
  })
  return signingError(code, detail === undefined ? {} : { detail })
}

function auditOf({ turn, kind, actor }: SigningWork, origin: RequestOrigin) {
  const action = `${kind}.sign` as const
  return { partition: actor.facilityId, action, actor: auditActorOf(actor), subject: turn.id, origin }
}

function whoAndWhere({ signer }: SigningWork) {
  return { staff: signer.staffKey, terminal: signer.terminalKey, token: signer.vaultTokenId }
}
