import type { Transaction } from '@/lib/db/database'
import { newId } from '@/lib/kernel/ids'
import type { RequestOrigin } from '@/lib/kernel/request-origin'
import { verifyRegistration } from '@/lib/webauthn/verify-registration'
import { offeredAlgorithms, type RegisteredCredential } from '@/lib/webauthn/webauthn'
import type { AuthorityContext } from '../authority-context'
import { consumeAnsweredChallenge } from '../challenges/consume-answered-challenge'
import type { Holder } from '../holders/holder'
import { holderError } from '../holders/holder.errors'
import { lockLiveHolder } from '../holders/holder.store'
import { assertOpen } from '../notification-cards/notification-card'
import { notificationCardError } from '../notification-cards/notification-card.errors'
import { consumeCard, findCard } from '../notification-cards/notification-card.store'
import { phoneError } from '../phones/phone.errors'
import { findPhone, insertPhone } from '../phones/phone.store'
import { phoneName } from '../phones/phone-name'
import { recordEvent, recordingRefusals } from '../record-event'
import { relyingParty } from '../relying-party'
import { attestationRefusal } from './attestation-refusal'
import { attestationTrust } from './attestation-trust'
import { assertBelowPhoneLimit, newTrialOptions } from './ceremony-options'
import { getRegistration, type RegistrationTicket } from './get-registration'
import { assertStep, type Registration, type RegistrationView } from './registration'
import { registrationError } from './registration.errors'
import { bindIfOpen } from './registration.store'
import { registrationView } from './registration-view'

type Context = Pick<AuthorityContext, 'db' | 'keyring' | 'settings'>

/**
 * Binds the phone that answered the registration's challenge: card consumed, phone inserted, registration bound and audit row in
 * one transaction, or nothing. The holder is the registration's, whatever a body says (R11); a refused ceremony uses up its
 * challenge and nothing else. Answers with the options of the trial sign-in.
 * @throws AppError `registration.unknown | expired | done`, `request.malformed`, `phone.rejected | user_not_verified |
 * key_not_supported | already_registered | limit_reached | synced_not_allowed | attestation_required`, `notification_card.expired | locked | voided | consumed`,
 * `holder.disabled`.
 */
export async function bindPhone(
  context: Context,
  input: RegistrationTicket & { response: unknown; phoneName?: string },
  origin: RequestOrigin,
): Promise<RegistrationView> {
  const registration = await getRegistration(context.db, input)
  assertStep(registration, 'bind')
  const { id: subject, holderId: actor } = registration
  return recordingRefusals(context, { action: 'registration.bind', actor, subject, origin }, async () => {
    const credential = await judgeAttestation(context, registration, input.response)
    const name = phoneName(input.phoneName, origin.userAgent)
    return context.db.transaction((tx) => bind(tx, context, { registration, credential, name }, origin))
  })
}

async function judgeAttestation(
  { db, settings }: Context,
  registration: Registration,
  response: unknown,
): Promise<RegisteredCredential> {
  const owner = { purpose: 'register', registrationId: registration.id } as const
  const challenge = await consumeAnsweredChallenge(db, owner, response)
  if (challenge === null) throw phoneError('phone.rejected', { detail: 'challenge_not_live' })
  const { rpId, origins } = relyingParty(settings)
  const at = new Date()
  const { syncedPasskeys, attestation } = settings
  const policy = { syncedPasskeys, attestation, allowedAaguids: [], ...attestationTrust(settings.attestationTrust, at) }
  const verdict = await verifyRegistration({
    response,
    expectations: {
      challenge: challenge.challenge,
      origins,
      rpId,
      algorithms: offeredAlgorithms,
      policy,
      at,
    },
  })
  if (!verdict.accepted) throw attestationRefusal(verdict)
  return verdict.credential
}

async function bind(
  tx: Transaction,
  { keyring, settings }: Context,
  input: { registration: Registration; credential: RegisteredCredential; name: string },
  origin: RequestOrigin,
): Promise<RegistrationView> {
  const { registration, credential, name } = input
  const { id, cardId, holderId } = registration
  const holder = await lockLiveHolder(tx, holderId)
  if (holder === null) throw holderError('holder.disabled')
  const phoneId = newId('phone')
  await insertOrRefuse(tx, settings, { phoneId, holder, credential, name })
  if (!(await consumeCard(tx, { cardId, holderId, phoneId }))) await refuseCard(tx, cardId)
  if (!(await bindIfOpen(tx, id, phoneId))) throw registrationError('registration.expired')
  const phone = await findPhone(tx, holderId, phoneId)
  if (phone === null) throw new Error('phone not found after insert')
  const bound = { ...registration, phoneId }
  const options = await newTrialOptions(tx, settings, { registration: bound, phone })
  const { backupEligible, aaguid, aaguidProven, attestationFormat: attestation, attestationProven } = credential
  const proof = { attestation, attestation_proven: attestationProven, aaguid, aaguid_proven: aaguidProven }
  const facts = { backup_eligible: backupEligible, ...proof }
  const details = { card_id: cardId, phone_id: phoneId, ...facts }
  const event = { action: 'registration.bind', outcome: 'success', actor: holderId, subject: id, origin } as const
  await recordEvent(tx, keyring, { ...event, details })
  return registrationView(settings, { registration: bound, holder, phone, options })
}

/** Inserted before the card is consumed, because the card's row refers to it; a lost race rolls it back. */
async function insertOrRefuse(
  tx: Transaction,
  settings: Context['settings'],
  input: { phoneId: string; holder: Holder; credential: RegisteredCredential; name: string },
): Promise<void> {
  const { phoneId, holder, credential, name } = input
  await assertBelowPhoneLimit(tx, settings, holder.id)
  const { authenticatorAttachment: _claim, userVerified: _always, ...facts } = credential
  const { rpId } = relyingParty(settings)
  const isNew = await insertPhone(tx, { ...facts, id: phoneId, holderId: holder.id, name, rpId })
  if (!isNew) throw phoneError('phone.already_registered')
}

async function refuseCard(tx: Transaction, cardId: string): Promise<never> {
  const card = await findCard(tx, cardId)
  if (card !== null) assertOpen(card)
  throw notificationCardError('notification_card.voided', { detail: 'card not consumable' })
}
