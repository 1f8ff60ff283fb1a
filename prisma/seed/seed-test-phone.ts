import { issueNotificationCard } from '@/lib/authority/notification-cards/issue-notification-card'
import { bindPhone } from '@/lib/authority/registrations/bind-phone'
import { finishTrial } from '@/lib/authority/registrations/finish-trial'
import { startRegistration } from '@/lib/authority/registrations/start-registration'
import { keepTestPhone } from '@/lib/facility/sandbox/keep-test-phone'
import type { Id } from '@/lib/kernel/ids'
import { createSoftAuthenticator } from '@/lib/webauthn/testing/soft-authenticator'
import { type SeedContexts, seedOrigin } from './seed-hospital'

/**
 * Registers a phone in software for a fictitious doctor, by a card as every phone, and keeps its key at the hospital: vendors sign this
 * person in by an API call. The counter stays 0, as of phones that count nothing.
 */
export async function seedTestPhone(
  { authority, facility }: SeedContexts,
  { facilityId }: { facilityId: string },
  { holderId, staffKey }: { holderId: string; staffKey: Id<'staff'> },
): Promise<void> {
  const origin = authority.settings.authorityUrl
  const phone = createSoftAuthenticator({ rpId: new URL(origin).hostname, origin })
  const { code, password } = await issueNotificationCard(authority, { holderId, route: 'ca_direct' }, seedOrigin)
  const { ticket, view } = await startRegistration(authority, { code, password }, seedOrigin)
  const registrationId = view.registration.id
  const { options } = view
  if (options === null || !('user' in options)) throw new Error('no options to register the test phone')
  const created = phone.create(options, { counter: 0 })
  const bound = await bindPhone(authority, { ticket, registrationId, response: created }, seedOrigin)
  if (bound.options === null) throw new Error('no options for the trial of the test phone')
  const response = phone.get(bound.options, { counter: 0 })
  await finishTrial(authority, { ticket, registrationId, response }, seedOrigin)
  const privateKey = new Uint8Array(phone.credential.privateKey.export({ format: 'der', type: 'pkcs8' }))
  const { credentialId } = phone
  const kept = { facilityId, staffKey, credentialId, userHandle: phone.userHandle(), privateKey }
  await keepTestPhone(facility, kept, seedOrigin)
}
