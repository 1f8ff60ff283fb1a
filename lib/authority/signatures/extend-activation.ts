import type { RequestOrigin } from '@/lib/kernel/request-origin'
import { hashToken } from '@/lib/keystore/token'
import type { AuthorityContext } from '../authority-context'
import { recordEvent, recordingRefusals } from '../record-event'
import { type IssuedSad, newSad } from './authorize-signatures'
import { requireLiveBearer } from './bearer/authenticate-bearer'
import type { Bearer } from './bearer/bearer'
import { findBearer } from './bearer/bearer.store'
import { requireSigningKey } from './credential/judge-credential'
import { findSigningCredential } from './credential/signing-credential.store'
import { countSpent, insertSad, supersedeSad } from './ledger/activation.store'
import { requireUsableSad } from './ledger/judge-sad'
import { sadMac } from './ledger/ledger-mac'
import { findSad, lockSad } from './ledger/sad.store'
import { signatureError } from './signature.errors'

/**
 * Ends a SAD and gives another for these hashes under the same activation (CSC `credentials/extendTransaction`): what was signed or
 * may have been, and the new hashes, together stay within its number.
 * @throws AppError `signature.token_*`, `signature.credential_*`, `signature.certificate_expired`, `signature.sad_*`,
 *   `signature.budget_exceeded`, `signature.record_altered`
 */
export async function extendActivation(
  context: Pick<AuthorityContext, 'db' | 'keyring' | 'settings'>,
  bearer: Bearer,
  input: { credentialId: string; sad: string; hashes: readonly Uint8Array[] },
  origin: RequestOrigin,
): Promise<IssuedSad> {
  const { db, keyring } = context
  const { credentialId, hashes } = input
  const { accessTokenId, facilityClientId: actor } = bearer
  const handleHash = hashToken(input.sad)
  const refusal = { action: 'activation.extend', actor, subject: accessTokenId, origin } as const
  return recordingRefusals(context, refusal, () =>
    db.transaction(async (tx) => {
      const [, found, credential, sad] = await Promise.all([
        lockSad(tx, { handleHash }),
        findBearer(tx, { accessTokenId }),
        findSigningCredential(tx, { credentialId, holderId: bearer.holderId }),
        findSad(tx, handleHash),
      ])
      const { now } = requireLiveBearer(found)
      if (credential === null) throw signatureError('signature.credential_unknown')
      const { activation, sad: old } = requireUsableSad(keyring, sad, { bearer, credentialId })
      requireSigningKey(keyring, credential, activation.documentKind)
      const spent = await countSpent(tx, activation.id)
      if (spent + hashes.length > activation.numSignatures) {
        throw signatureError('signature.budget_exceeded', { detail: `${spent} of ${activation.numSignatures} spent` })
      }
      const { sad: further, answer } = newSad(context.settings, { activation, hashes, now })
      const isSuperseded = await supersedeSad(tx, old.id, further.id)
      if (!isSuperseded) throw signatureError('signature.sad_invalid', { detail: 'changed' })
      insertSad(tx, { sad: further, sadMac: sadMac(keyring, further) })
      const event = { action: 'activation.extend', outcome: 'success', actor, subject: activation.id, origin } as const
      const details = { superseded: old.id, sad: further.id, credential: credentialId, hashes: hashes.length }
      await recordEvent(tx, keyring, { ...event, details })
      return answer
    }),
  )
}
