import type { RequestOrigin } from '@/lib/kernel/request-origin'
import type { AuthorityContext } from '../authority-context'
import { consumeAnsweredChallenge } from '../challenges/consume-answered-challenge'
import type { Holder } from '../holders/holder'
import { holderError } from '../holders/holder.errors'
import { getLiveHolder } from '../holders/holder.store'
import { acceptAssertion } from '../phones/accept-assertion'
import { assertionError } from '../phones/assertion.errors'
import { type AcceptedAssertion, judgeAssertion } from '../phones/judge-assertion'
import type { Phone } from '../phones/phone'
import { markPhoneTried } from '../phones/phone.store'
import { recordEvent, recordingRefusals } from '../record-event'
import { getBoundPhone } from './get-bound-phone'
import { getRegistration, type RegistrationTicket } from './get-registration'
import { assertStep, type Registration, type RegistrationView } from './registration'
import { registrationError } from './registration.errors'
import { finishIfBound } from './registration.store'
import { registrationView } from './registration-view'

type Context = Pick<AuthorityContext, 'db' | 'keyring' | 'settings'>

/**
 * The trial sign-in that ends a registration: it accepts only the phone just bound (R11).
 * @throws AppError `registration.unknown | expired | done`, `phone.removed`, `holder.disabled`; as
 * `judgeAssertion`.
 */
export async function finishTrial(
  context: Context,
  input: RegistrationTicket & { response: unknown },
  origin: RequestOrigin,
): Promise<RegistrationView> {
  const registration = await getRegistration(context.db, input)
  assertStep(registration, 'trial')
  const { id: subject, holderId: actor } = registration
  return recordingRefusals(context, { action: 'registration.trial', actor, subject, origin }, async () => {
    const { holder, phone, assertion } = await judge(context, registration, input.response, origin)
    return finish(context, { registration, holder, phone, assertion }, origin)
  })
}

type Judged = { holder: Holder; phone: Phone; assertion: AcceptedAssertion }

async function judge(
  context: Context,
  registration: Registration,
  response: unknown,
  origin: RequestOrigin,
): Promise<Judged> {
  const { db } = context
  const owner = { purpose: 'trial', registrationId: registration.id } as const
  const challenge = await consumeAnsweredChallenge(db, owner, response)
  if (challenge === null) throw assertionError('assertion.rejected', { detail: 'challenge_not_live' })
  const holder = await getLiveHolder(db, registration.holderId)
  if (holder === null) throw holderError('holder.disabled')
  const phone = await getBoundPhone(db, registration)
  const { userHandle } = holder
  const input = { response, challenge, phone, userHandle, discoverable: false }
  return { holder, phone, assertion: await judgeAssertion(context, input, origin) }
}

function finish(
  { db, keyring, settings }: Context,
  { registration, holder, phone, assertion }: Judged & { registration: Registration },
  origin: RequestOrigin,
): Promise<RegistrationView> {
  return db.transaction(async (tx) => {
    if ((await getLiveHolder(tx, holder.id)) === null) throw holderError('holder.disabled')
    await acceptAssertion(tx, keyring, { phone, assertion, origin })
    await markPhoneTried(tx, phone.id)
    if (!(await finishIfBound(tx, registration.id, phone.id))) throw registrationError('registration.expired')
    const event = { action: 'registration.trial', outcome: 'success', actor: holder.id, origin } as const
    await recordEvent(tx, keyring, { ...event, subject: registration.id, details: { phone_id: phone.id } })
    const done = { ...registration, trialAt: new Date() }
    return registrationView(settings, { registration: done, holder, phone: { ...phone, lastUsedAt: new Date() } })
  })
}
