import type { Settings } from '@/lib/config/settings'
import type { Holder } from '../holders/holder'
import type { Phone } from '../phones/phone'
import { type Registration, type RegistrationView, registrationStep } from './registration'

/** The registration as its page shows it; a synced key is a warning where the authority's policy says so (R10). */
export function registrationView(
  settings: Pick<Settings, 'syncedPasskeys'>,
  input: { registration: Registration; holder: Holder; phone: Phone | null; options?: RegistrationView['options'] },
): RegistrationView {
  const { registration, holder, phone, options = null } = input
  const isWarned = phone?.backupEligible === true && settings.syncedPasskeys === 'warn'
  const warnings: RegistrationView['warnings'] = isWarned ? ['synced_passkey'] : []
  return { registration, step: registrationStep(registration), holder, phone, warnings, options }
}
