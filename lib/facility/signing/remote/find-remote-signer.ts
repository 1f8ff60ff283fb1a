import type { AppError } from '@/lib/kernel/app-error'
import type { RequestOrigin } from '@/lib/kernel/request-origin'
import type { SignInStatusName } from '@/lib/vocabulary/sign-in-status'
import type { FacilityContext } from '../../facility-context'
import { staffError } from '../../staff/staff.errors'
import { terminalError } from '../../terminals/terminal.errors'
import { checkInBackground, statusCheckSeconds } from '../../token-vault/check-vault-token'
import { toSignInStatus } from '../../token-vault/status-row'
import { vaultTokenPlace } from '../../token-vault/vault-token'
import type { Signer, SignerQuery } from '../signature-port'
import { signingError } from '../signing.errors'
import { waysToSignIn } from '../ways-on'
import { findSigner } from './signer.store'

/** A staff member whose sign-in serves here, and its token. */
export type RemoteSigner = Signer & {
  vaultTokenId: string
  authorityClientId: string
  accessToken: string
  status: SignInStatusName
}

/**
 * Finds who is to sign and opens the token that serves at the terminal, in central or per-terminal mode as the sign-in status judges
 * it.
 * @throws AppError `staff.unknown`, `terminal.unknown`, `terminal.retired`, `signing.authentication_required`
 */
export async function findRemoteSigner(
  context: Pick<FacilityContext, 'db' | 'keyring' | 'authority'>,
  query: SignerQuery,
  origin: RequestOrigin,
): Promise<RemoteSigner> {
  const signer = await findSigner(context.db, query)
  if (signer === null || signer.staffKey === null) throw staffError('staff.unknown')
  if (query.terminalCode !== null && signer.terminalKey === null) throw terminalError('terminal.unknown')
  if (signer.terminalRetired) throw terminalError('terminal.retired')
  const { tokenId, checkDue } = signer.status
  const { status } = toSignInStatus(signer.status)
  const isReady = status === 'signed_in' || status === 'expiring'
  const isSame = query.vaultTokenId === undefined || query.vaultTokenId === tokenId
  const isWanted = isSame && (query.terminalCode !== null || signer.servesEverywhere)
  const { sealedToken } = signer
  if (!isReady || !isWanted || tokenId === null || sealedToken === null) {
    throw authenticationRequired(query, signer, isReady ? 'sign_in_required' : status)
  }
  if (checkDue === true) checkInBackground(context, tokenId, statusCheckSeconds, origin)
  const accessToken = new TextDecoder().decode(context.keyring.open(sealedToken, vaultTokenPlace(tokenId)))
  const { staffKey, terminalKey, hasReader, methods, authorityClientId, knownSubject, holderSubject } = signer
  const { facilityId, staffCode, terminalCode } = query
  const place = { facilityId, staffCode, terminalCode, terminalKey, hasReader, methods }
  return {
    ...place,
    staffKey,
    vaultTokenId: tokenId,
    authorityClientId,
    accessToken,
    knownSubject,
    holderSubject,
    status,
  }
}

/** With what a screen needs to open the sign-in, and every other way to a prescription. */
export function authenticationRequired(
  { staffCode, terminalCode }: Pick<SignerQuery, 'staffCode' | 'terminalCode'>,
  { methods, hasReader }: Pick<Signer, 'hasReader'> & { methods: readonly string[] },
  status: string,
): AppError {
  return signingError('signing.authentication_required', {
    signIn: { staffCode, terminalCode, status },
    waysOn: waysToSignIn({ methods, hasReader, status }),
  })
}
