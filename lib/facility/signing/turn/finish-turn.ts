import type { RequestOrigin } from '@/lib/kernel/request-origin'
import type { Trust } from '../../authority-port/trust'
import type { SigningResult } from '../requests/signing-result'
import type { SigningContext } from '../signing-context'
import { completeTurn, failTurn } from './end-turn'
import { explainFindings } from './explain-findings'
import { finishDocuments } from './finish-documents'
import type { PreparedWork } from './prepare-documents'
import type { SigningWork } from './signing-work'

/**
 * Puts the signatures into the documents, verifies these as a stranger would, and ends the request with them. Where one is not VALID
 * nothing leaves, now or later.
 * @throws AppError `signing.verification_failed`, `signing.signer_changed`, `signing.in_progress` when the turn was lost
 */
export async function finishTurn(
  context: SigningContext,
  work: SigningWork,
  { prepared, signatures, trust }: { prepared: PreparedWork; signatures: readonly Uint8Array[]; trust: Trust },
  origin: RequestOrigin,
): Promise<SigningResult> {
  const finished = await finishDocuments({ prepared, signatures, trust, kind: work.kind }, new Date())
  if (finished.outcome === 'sound') return completeTurn(context, work, { prepared, signatures, ...finished }, origin)
  work.signatures.forgetCredential()
  const reason = [...new Set(finished.findings.map(({ code }) => code))].join(' ')
  const detail = explainFindings(finished.findings)
  throw await failTurn(context, work, { code: 'signing.verification_failed', reason, detail }, origin)
}
