import type {
  PublicKeyCredentialCreationOptionsJSON,
  PublicKeyCredentialRequestOptionsJSON,
} from '@simplewebauthn/server'
import type { RegistrationStep } from '@/lib/vocabulary/states/registration-step'
import type { Holder } from '../holders/holder'
import type { Phone } from '../phones/phone'
import { registrationError } from './registration.errors'

/** One attempt to bind a phone with a card whose password was right; the browser's cookie is its only key. */
export type Registration = {
  id: string
  cardId: string
  holderId: string
  phoneId: string | null
  trialAt: Date | null
  /** By the database's clock; 0 or less: it can do nothing any more. */
  secondsLeft: number
}

/** What the phone's page shows of a registration, and the options of its next ceremony. */
export type RegistrationView = {
  registration: Registration
  step: RegistrationStep
  holder: Holder
  phone: Phone | null
  warnings: 'synced_passkey'[]
  options: PublicKeyCredentialCreationOptionsJSON | PublicKeyCredentialRequestOptionsJSON | null
}

export function registrationStep({ phoneId, trialAt }: Pick<Registration, 'phoneId' | 'trialAt'>): RegistrationStep {
  if (phoneId === null) return 'bind'
  return trialAt === null ? 'trial' : 'done'
}

/**
 * Steps cannot be skipped or repeated (AT-13).
 * @throws AppError `registration.done` when the step is behind, `registration.unknown` when it is still ahead.
 */
export function assertStep(registration: Registration, expected: 'bind' | 'trial'): void {
  const step = registrationStep(registration)
  if (step === expected) return
  throw registrationError(expected === 'trial' && step === 'bind' ? 'registration.unknown' : 'registration.done')
}
