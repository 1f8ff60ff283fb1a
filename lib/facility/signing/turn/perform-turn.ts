import type { RequestOrigin } from '@/lib/kernel/request-origin'
import type { SigningResult } from '../requests/signing-result'
import type { SigningContext } from '../signing-context'
import { rethrowWithWaysOn } from '../ways-on'
import { finishTurn } from './finish-turn'
import { obtainSignatures } from './obtain-signatures'
import { prepareTurn } from './prepare-turn'
import type { SigningWork } from './signing-work'

/**
 * Signs what a turn is for, whatever the way: prepares and keeps it, obtains the signatures of the hashes under a key of their own,
 * finishes and verifies the documents, and keeps those. Each step can be gone on from after a crash: the same preparation under the
 * same key gives the same document.
 */
export async function performTurn(
  context: SigningContext,
  work: SigningWork,
  origin: RequestOrigin,
): Promise<SigningResult> {
  // Asked for before anything is signed: a document that could not be verified would be signed for nothing.
  const trust = await context.authority.readTrust().catch(rethrowWithWaysOn)
  const prepared = await prepareTurn(context, work, { trust, origin })
  const signatures = await obtainSignatures(context, work, { prepared, origin })
  return finishTurn(context, work, { prepared, signatures, trust }, origin)
}
