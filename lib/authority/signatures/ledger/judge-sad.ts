import type { AppError } from '@/lib/kernel/app-error'
import type { Keyring } from '@/lib/keystore/keyring'
import type { Bearer } from '../bearer/bearer'
import { signatureError } from '../signature.errors'
import { activationMac, isIntact, sadMac } from './ledger-mac'
import type { FoundSad } from './sad.store'

/**
 * Whether this bearer may use this SAD for that credential now. One of another token, facility, holder or credential, one that is
 * used up and an unknown one are refused alike.
 * @throws AppError `signature.sad_invalid`, `signature.sad_expired`; `signature.record_altered` when a MAC does not fit
 */
export function requireUsableSad(
  keyring: Pick<Keyring, 'ledgerMac'>,
  found: FoundSad | null,
  { bearer, credentialId }: { bearer: Bearer; credentialId: string },
): FoundSad {
  if (found === null) throw invalid('unknown SAD')
  const { sad, activation, state } = found
  const isWhole =
    found.hasOwnUnitsOnly &&
    isIntact(found.activationMac, activationMac(keyring, activation)) &&
    isIntact(found.sadMac, sadMac(keyring, sad))
  if (!isWhole) throw signatureError('signature.record_altered', { detail: `MAC of ${sad.id}` })
  const isOwn =
    activation.accessTokenId === bearer.accessTokenId &&
    activation.holderId === bearer.holderId &&
    activation.facilityClientId === bearer.facilityClientId &&
    activation.certificateThumbprint === bearer.certificateThumbprint
  if (!isOwn) throw invalid(`SAD ${sad.id} of another bearer`)
  if (activation.credentialId !== credentialId) throw invalid(`SAD ${sad.id} of another credential`)
  if (found.isRevoked || state !== 'active') throw invalid(`SAD ${sad.id} ${found.isRevoked ? 'revoked' : state}`)
  if (found.isExpired) throw signatureError('signature.sad_expired', { detail: sad.id })
  return found
}

function invalid(detail: string): AppError {
  return signatureError('signature.sad_invalid', { detail })
}
