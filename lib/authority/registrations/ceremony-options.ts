import { randomBytes } from 'node:crypto'
import type {
  PublicKeyCredentialCreationOptionsJSON,
  PublicKeyCredentialRequestOptionsJSON,
} from '@simplewebauthn/server'
import type { Settings } from '@/lib/config/settings'
import type { Database } from '@/lib/db/database'
import { toShownText } from '@/lib/kernel/display-text'
import { newId } from '@/lib/kernel/ids'
import { creationOptions } from '@/lib/webauthn/creation-options'
import { requestOptions } from '@/lib/webauthn/request-options'
import { insertChallenge } from '../challenges/challenge.store'
import type { Holder } from '../holders/holder'
import type { Phone } from '../phones/phone'
import { phoneError } from '../phones/phone.errors'
import { countPhones, listExcludedPhones } from '../phones/phone.store'
import { challengeOctets, challengeSeconds, relyingParty } from '../relying-party'
import type { Registration } from './registration'

/**
 * Options that bind a phone, under a new challenge; the limit of phones is reported before the holder touches a sensor.
 * @throws AppError `phone.limit_reached`.
 */
export async function newBindOptions(
  db: Pick<Database, 'sql'>,
  settings: Settings,
  { registration, holder }: { registration: Registration; holder: Holder },
): Promise<PublicKeyCredentialCreationOptionsJSON> {
  await assertBelowPhoneLimit(db, settings, holder.id)
  const { rpId, rpName } = relyingParty(settings)
  const excludeCredentials = await listExcludedPhones(db, holder.id)
  const challenge = await newChallenge(db, 'register', registration, [])
  const user = { id: holder.userHandle, name: accountName(holder), displayName: toShownText(holder.nameKanji) }
  return creationOptions({ rpId, rpName, challenge, user, excludeCredentials, attestation: settings.attestation })
}

/** Options of the trial sign-in, under a new challenge, for the phone just bound and no other (R11). */
export async function newTrialOptions(
  db: Pick<Database, 'sql'>,
  settings: Settings,
  { registration, phone }: { registration: Registration; phone: Phone },
): Promise<PublicKeyCredentialRequestOptionsJSON> {
  const { rpId } = relyingParty(settings)
  const challenge = await newChallenge(db, 'trial', registration, [phone.credentialId])
  return requestOptions({ rpId, challenge, allowCredentials: [phone] })
}

/** @throws AppError `phone.limit_reached`. */
export async function assertBelowPhoneLimit(
  db: Pick<Database, 'sql'>,
  settings: Settings,
  holderId: string,
): Promise<void> {
  if ((await countPhones(db, holderId)) >= settings.phonesPerHolder) throw phoneError('phone.limit_reached')
}

async function newChallenge(
  db: Pick<Database, 'sql'>,
  purpose: 'register' | 'trial',
  { id: registrationId, holderId }: Registration,
  allowedCredentialIds: readonly string[],
): Promise<Uint8Array<ArrayBuffer>> {
  const challenge = new Uint8Array(randomBytes(challengeOctets))
  const owner = { purpose, registrationId, holderId }
  const id = newId('challenge')
  await insertChallenge(db, { id, ...owner, challenge, allowedCredentialIds, lifeSeconds: challengeSeconds })
  return challenge
}

/** Distinct per holder, namesakes too, because some providers overwrite a passkey of the same RP and name (O3). */
function accountName({ nameRomaji, subject }: Holder): string {
  return `${toShownText(nameRomaji)} (${subject.slice(0, 6)})`
}
