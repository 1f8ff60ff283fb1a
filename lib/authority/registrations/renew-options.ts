import type {
  PublicKeyCredentialCreationOptionsJSON,
  PublicKeyCredentialRequestOptionsJSON,
} from '@simplewebauthn/server'
import type { AuthorityContext } from '../authority-context'
import { holderError } from '../holders/holder.errors'
import { getLiveHolder } from '../holders/holder.store'
import { countCeremony } from './ceremony-limit'
import { newBindOptions, newTrialOptions } from './ceremony-options'
import { getBoundPhone } from './get-bound-phone'
import { getRegistration, type RegistrationTicket } from './get-registration'
import { assertStep } from './registration'

/**
 * New options for one more attempt at a step of the registration; a challenge that was answered is gone (A6).
 * @throws AppError `registration.unknown | expired | done`, `holder.disabled`, `phone.limit_reached | removed`,
 * `request.rate_limited`.
 */
export async function renewOptions(
  context: Pick<AuthorityContext, 'db' | 'settings'>,
  input: RegistrationTicket & { step: 'bind' | 'trial' },
): Promise<PublicKeyCredentialCreationOptionsJSON | PublicKeyCredentialRequestOptionsJSON> {
  const { db, settings } = context
  const registration = await getRegistration(db, input)
  assertStep(registration, input.step)
  await countCeremony(context, registration.cardId)
  return db.transaction(async (tx) => {
    const holder = await getLiveHolder(tx, registration.holderId)
    if (holder === null) throw holderError('holder.disabled')
    if (input.step === 'bind') return newBindOptions(tx, settings, { registration, holder })
    return newTrialOptions(tx, settings, { registration, phone: await getBoundPhone(tx, registration) })
  })
}
