import type { JWK } from 'jose'
import { appendAudit } from '@/lib/audit/audit.store'
import { assertDisplayTexts } from '@/lib/kernel/assert-display-texts'
import { newId } from '@/lib/kernel/ids'
import type { RequestOrigin } from '@/lib/kernel/request-origin'
import type { FacilityContext } from '../facility-context'
import { authorityKeyPlace, generateAuthorityKey } from './authority-key'
import { defaultFacilitySettings, type FacilitySettings } from './facility'
import { insertFacility } from './facility.store'

export type CreateFacilityInput = {
  code: string
  name: string
  /** The client id under which the authority knows, or will know, this facility. */
  authorityClientId: string
  settings?: Partial<FacilitySettings>
  /** Id of who does it, or `system`. */
  actor: string
}

/**
 * Creates a hospital with a key pair of its own. `publicJwk` is to be registered at the authority under `authorityClientId`; the
 * private key stays here, sealed.
 * @throws AppError `request.text_not_displayable`
 */
export async function createFacility(
  context: Pick<FacilityContext, 'db' | 'keyring'>,
  input: CreateFacilityInput,
  origin: RequestOrigin,
): Promise<{ facilityId: string; publicJwk: JWK }> {
  assertDisplayTexts({ code: input.code, name: input.name })
  const facilityId = newId('facility')
  const { keyId, publicJwk, privateKeyDer } = await generateAuthorityKey()
  const { code, name, authorityClientId, settings, actor } = input
  await context.db.transaction(async (tx) => {
    await insertFacility(tx, {
      ...defaultFacilitySettings,
      ...settings,
      id: facilityId,
      code,
      name,
      authorityClientId,
      authorityKeyId: keyId,
      sealedAuthorityKey: context.keyring.seal(privateKeyDer, authorityKeyPlace(facilityId)),
    })
    await appendAudit(tx, 'facility', context.keyring, {
      partition: facilityId,
      action: 'facility.create',
      outcome: 'success',
      actor,
      subject: facilityId,
      origin,
      details: { code, authority_client_id: authorityClientId, authority_key_id: keyId },
    })
  })
  return { facilityId, publicJwk }
}
