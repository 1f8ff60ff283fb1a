import type { RequestOrigin } from '@/lib/kernel/request-origin'
import { hashToken } from '@/lib/keystore/token'
import type { AuthorityContext } from '../authority-context'
import { recordingRefusals } from '../record-event'
import type { Bearer } from './bearer/bearer'
import { findSigningCredential } from './credential/signing-credential.store'
import { requireUsableSad } from './ledger/judge-sad'
import { findSad } from './ledger/sad.store'
import { signatureError } from './signature.errors'

/**
 * Whether a credential, and a SAD if one is given, are the bearer's, without using anything: for a request that fails further on
 * in the standard's order of checks.
 * @throws AppError `signature.credential_unknown`, `signature.sad_*`, `signature.record_altered`
 */
export function checkSad(
  context: Pick<AuthorityContext, 'db' | 'keyring'>,
  bearer: Bearer,
  { credentialId, sad }: { credentialId: string; sad: string | null },
  origin: RequestOrigin,
): Promise<void> {
  const { db, keyring } = context
  const { facilityClientId: actor, accessTokenId: subject } = bearer
  return recordingRefusals(context, { action: 'signature.reserve', actor, subject, origin }, async () => {
    const credential = await findSigningCredential(db, { credentialId, holderId: bearer.holderId })
    if (credential === null) throw signatureError('signature.credential_unknown')
    if (sad === null) return
    requireUsableSad(keyring, await findSad(db, hashToken(sad)), { bearer, credentialId })
  })
}
