import type { AppError } from '@/lib/kernel/app-error'
import type { RequestOrigin } from '@/lib/kernel/request-origin'
import { endRefusedToken } from '../../token-vault/end-refused-token'
import { turnSeconds } from '../requests/signing-request'
import type { OpenSigner, SignaturePort } from '../signature-port'
import type { SigningContext } from '../signing-context'
import { findCachedCredential, forgetCredential } from './credential-cache'
import { authenticationRequired, findRemoteSigner, type RemoteSigner } from './find-remote-signer'

/** The way of the daily sign-in: the key of the staff member's second certificate at the authority, under their vault token. */
export const openRemoteSigner: OpenSigner = async (context, query, origin) => {
  const signer = await findRemoteSigner(context, query, origin)
  return { signer, signatures: createRemoteSignatures(context, signer, origin) }
}

/**
 * The SignaturePort over the signing of the authority (CSC API v2). A token that the authority does not take any more is ended here: the
 * badge turns yellow, and the screen is asked to sign in.
 * @throws AppError `signing.authentication_required`, `authority.unavailable` and its kind
 */
export function createRemoteSignatures(
  context: Pick<SigningContext, 'db' | 'keyring' | 'authority'>,
  signer: RemoteSigner,
  origin: RequestOrigin,
): SignaturePort {
  const forget = () => forgetCredential(signer.vaultTokenId)
  const tokenRefused = async (): Promise<AppError> => {
    forget()
    await endRefusedToken(context, signer, origin)
    return authenticationRequired(signer, signer, 'sign_in_required')
  }
  return {
    // Each call to the authority has its own limit; all of them together fit into one turn.
    timeoutSeconds: turnSeconds,
    async findCredential() {
      const found = await findCachedCredential(context.authority, signer)
      if (found.outcome === 'token_refused') throw await tokenRefused()
      return found.outcome === 'found' ? found.credential : null
    },
    async obtainSignatures({ signal, ...request }) {
      signal.throwIfAborted()
      const { authorityClientId: clientId, accessToken } = signer
      const answer = await context.authority.signHashes({ ...request, clientId, accessToken })
      if (answer.outcome === 'token_refused') throw await tokenRefused()
      return answer
    },
    forgetCredential: forget,
  }
}
