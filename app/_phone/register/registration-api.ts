import type { z } from 'zod'
import type { CallApi } from '@/lib/browser/api-client'
import type { cardStatus, optionsAnswer, registration } from '@/lib/wire/phone'

export type CardStatus = z.infer<typeof cardStatus>
export type Registration = z.infer<typeof registration>
type OptionsAnswer = z.infer<typeof optionsAnswer>

/** Requests of the registration page to the authority. */
export function registrationApi(call: CallApi) {
  const at = (id: string, what: string) => `registrations/${encodeURIComponent(id)}/${what}`
  return {
    readCard: (code: string) => call<CardStatus>('POST', 'notification-cards/status', { code }),
    start: (code: string, password: string) => call<Registration>('POST', 'registrations', { code, password }),
    resume: () => call<Registration>('GET', 'registrations/current'),
    renewBindOptions: (id: string) => call<OptionsAnswer>('POST', at(id, 'options')),
    attest: (id: string, response: object, phoneName: string) =>
      call<Registration>('POST', at(id, 'attestation'), { response, phone_name: phoneName }),
    renewTrialOptions: (id: string) => call<OptionsAnswer>('POST', at(id, 'trial-options')),
    tryOut: (id: string, response: object) => call<Registration>('POST', at(id, 'trial'), { response }),
    /** For a phone that had a key before: signing in to one's own page proves that it works. */
    existingOptions: () => call<OptionsAnswer>('POST', 'holder-sessions/options', {}),
    proveExisting: (response: object) => call<unknown>('POST', 'holder-sessions', { response }),
  }
}

export type RegistrationApi = ReturnType<typeof registrationApi>
