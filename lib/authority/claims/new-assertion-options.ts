import { randomBytes } from 'node:crypto'
import type { PublicKeyCredentialRequestOptionsJSON } from '@simplewebauthn/server'
import { newId } from '@/lib/kernel/ids'
import { requestOptions } from '@/lib/webauthn/request-options'
import { signInChallenge } from '@/lib/webauthn/sign-in-challenge'
import type { AuthorityContext } from '../authority-context'
import { insertChallenge } from '../challenges/challenge.store'
import { phoneError } from '../phones/phone.errors'
import { listLivePhones } from '../phones/phone.store'
import { challengeSeconds, relyingParty } from '../relying-party'
import { challengeInputs } from './challenge-inputs'
import type { Claim } from './claim'
import { claimError } from './claim.errors'

/** For `startAuthentication` of @simplewebauthn/browser. */
export type AssertionOptions = PublicKeyCredentialRequestOptionsJSON

const nonceOctets = 32

/**
 * Options of the assertion that approves a claim, under a new challenge over session, facility, terminal, holder and number (Q10).
 * Only now, after claim and number, does anybody learn the holder's credential ids (O4). `claim` was read or changed a moment ago.
 * @throws AppError `claim.out_of_order` before the number was right, `phone.removed` when the holder has no phone left
 */
export async function newAssertionOptions(
  { db, settings }: Pick<AuthorityContext, 'db' | 'settings'>,
  claim: Claim,
): Promise<AssertionOptions> {
  if (!claim.isNumberMatched) throw claimError('claim.out_of_order')
  const { deviceAuthorizationId, holderId } = claim
  const phones = await listLivePhones(db, holderId)
  if (phones.length === 0) throw phoneError('phone.removed')
  const nonce = new Uint8Array(randomBytes(nonceOctets))
  const challenge = signInChallenge(challengeInputs(claim, nonce))
  const allowedCredentialIds = phones.map((phone) => phone.credentialId)
  const owner = { purpose: 'sign_in', holderId, deviceAuthorizationId } as const
  const id = newId('challenge')
  await insertChallenge(db, {
    id,
    ...owner,
    challenge,
    nonce,
    allowedCredentialIds,
    lifeSeconds: challengeSeconds,
  })
  return requestOptions({ rpId: relyingParty(settings).rpId, challenge, allowCredentials: phones })
}
