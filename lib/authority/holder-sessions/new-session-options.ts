import { randomBytes } from 'node:crypto'
import type { PublicKeyCredentialRequestOptionsJSON } from '@simplewebauthn/server'
import { newId } from '@/lib/kernel/ids'
import { requestOptions } from '@/lib/webauthn/request-options'
import type { AuthorityContext } from '../authority-context'
import { insertChallenge } from '../challenges/challenge.store'
import { challengeOctets, challengeSeconds, relyingParty } from '../relying-party'

/** Options of the passkey sign-in to the holder's own page: discoverable, so the options do not disclose whose phones exist (O4). */
export async function newSessionOptions({
  db,
  settings,
}: Pick<AuthorityContext, 'db' | 'settings'>): Promise<PublicKeyCredentialRequestOptionsJSON> {
  const challenge = new Uint8Array(randomBytes(challengeOctets))
  const id = newId('challenge')
  const life = { allowedCredentialIds: [], lifeSeconds: challengeSeconds }
  await insertChallenge(db, { id, purpose: 'my_page', challenge, ...life })
  return requestOptions({ rpId: relyingParty(settings).rpId, challenge, allowCredentials: [] })
}
