import type { AppError } from '@/lib/kernel/app-error'
import type { RequestOrigin } from '@/lib/kernel/request-origin'
import type { AuthorityContext } from '../authority-context'
import type { Challenge } from '../challenges/challenge'
import { assertionError } from '../phones/assertion.errors'
import { decoyPhone } from '../phones/decoy-phone'
import { type AcceptedAssertion, judgeAssertion } from '../phones/judge-assertion'
import type { Phone } from '../phones/phone'
import { phoneError } from '../phones/phone.errors'
import { findAnswering } from '../phones/phone.store'
import { readCredentialId } from '../phones/read-credential-id'
import type { Claim } from './claim'

/** A right answer of one of the holder's phones. */
export type JudgedAnswer = {
  phone: Phone
  userHandle: Uint8Array
  challenge: Uint8Array
  nonce: Uint8Array
  assertion: AcceptedAssertion
}

/**
 * Judges a phone's answer to the challenge of its claim. A credential that is unknown or somebody else's costs the same work and
 * answers as a wrong signature does (A1, A9, AT-08); only after a right signature does a phone learn that it was removed (P9).
 * @throws AppError `phone.removed`; as `judgeAssertion`
 */
export async function judgeAnswer(
  context: Pick<AuthorityContext, 'db' | 'keyring' | 'settings'>,
  input: { claim: Claim; challenge: Challenge | null; response: unknown },
  origin: RequestOrigin,
): Promise<JudgedAnswer> {
  const { claim, challenge, response } = input
  if (challenge === null || challenge.nonce === null) throw rejected('challenge_not_live')
  const { db } = context
  const { holderId } = claim
  const answering = await findAnswering(db, { holderId, credentialId: readCredentialId(response) })
  if (answering === null) throw rejected('holder_unknown')
  const { userHandle, phone: named } = answering
  const phone = named?.holderId === holderId ? named : null
  const isRemoved = phone !== null && (phone.revokedAt !== null || phone.disabledAt !== null)
  const allowedCredentialIds = [...challenge.allowedCredentialIds, ...(isRemoved ? [phone.credentialId] : [])]
  const assertion = await judgeAssertion(
    context,
    {
      response,
      challenge: { challenge: challenge.challenge, allowedCredentialIds },
      phone: phone ?? decoyPhone,
      userHandle,
      discoverable: false,
    },
    origin,
  ).catch((error: unknown) => {
    throw named !== null && phone === null && isWrongPhone(error) ? wrongPhone('credential_of_another_holder') : error
  })
  if (phone === null) throw wrongPhone('credential_unknown')
  if (isRemoved) throw phoneError('phone.removed')
  return { phone, userHandle, challenge: challenge.challenge, nonce: challenge.nonce, assertion }
}

function rejected(detail: string): AppError {
  return assertionError('assertion.rejected', { detail })
}

function wrongPhone(detail: string): AppError {
  return assertionError('assertion.wrong_phone', { detail })
}

function isWrongPhone(error: unknown): boolean {
  return assertionError.is(error, 'assertion.wrong_phone')
}
