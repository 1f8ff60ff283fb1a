import type { RequestOrigin } from '@/lib/kernel/request-origin'
import { signingError } from '../signing.errors'
import type { SigningContext } from '../signing-context'
import { rethrowWithWaysOn } from '../ways-on'
import { failTurn } from './end-turn'
import { keepTurn } from './keep-turn'
import type { PreparedWork } from './prepare-documents'
import type { SigningWork } from './signing-work'

/**
 * The signatures of what was prepared, in its order, by whatever way. They are not judged here.
 * @throws AppError `signing.refused`, `signing.in_doubt`, `signing.in_progress` when the turn was lost or the time is over; as the port
 */
export async function obtainSignatures(
  context: SigningContext,
  work: SigningWork,
  { prepared, origin }: { prepared: PreparedWork; origin: RequestOrigin },
): Promise<readonly Uint8Array[]> {
  const { signatures: port, turn, kind } = work
  if (prepared.documents.length === 0) return []
  const { credentialId, signAlgorithm } = prepared
  const answer = await keepTurn(context.db, turn, port.timeoutSeconds, (signal) =>
    port.obtainSignatures({
      credential: { credentialId, signAlgorithm },
      hashes: prepared.documents.map(({ signature }) => signature.digest),
      kind,
      idempotencyKey: `${turn.id}.${prepared.preparation}`,
      signal,
    }),
  ).catch(rethrowWithWaysOn)
  switch (answer.outcome) {
    case 'signed':
      return answer.signatures
    case 'refused':
      port.forgetCredential()
      throw signingError('signing.refused', { detail: answer.reason, params: { reason: answer.reason } })
    case 'in_doubt':
      throw await failTurn(context, work, { code: 'signing.in_doubt' }, origin)
  }
}
