import type { JSONWebKeySet } from 'jose'
import { appendAudit } from '@/lib/audit/audit.store'
import { parseClientKeys } from '@/lib/client-assertion/client-keys'
import { assertDisplayTexts } from '@/lib/kernel/assert-display-texts'
import { newId } from '@/lib/kernel/ids'
import type { RequestOrigin } from '@/lib/kernel/request-origin'
import { hashToken, newToken } from '@/lib/keystore/token'
import type { FacilityContext } from '../facility-context'
import { emrClientError } from './emr-client.errors'
import { insertEmrClient } from './emr-client.store'
import { isPageOrigin } from './web-origin'

export type CreateEmrClientInput = {
  facilityId: string
  /** OAuth client id, chosen by the hospital. */
  clientId: string
  name: string
  /** Origins of the pages that may embed the frame. */
  origins: string[]
  /** Public keys for `private_key_jwt`, as `parseClientKeys` reads them; without them the client gets a secret. */
  jwks?: JSONWebKeySet
  actor: string
}

/**
 * Enters an EMR back end of one hospital. `clientSecret` (256 bits) is returned this once; only its hash is kept.
 * @throws AppError `emr_client.invalid_origin`, `emr_client.invalid_keys`, `request.text_not_displayable`
 */
export async function createEmrClient(
  context: Pick<FacilityContext, 'db' | 'keyring'>,
  input: CreateEmrClientInput,
  origin: RequestOrigin,
): Promise<{ emrClientId: string; clientSecret: string | null }> {
  const { facilityId, clientId, name, origins, jwks = null, actor } = input
  assertDisplayTexts({ clientId, name })
  if (!origins.every(isPageOrigin)) throw emrClientError('emr_client.invalid_origin')
  if (jwks !== null && parseClientKeys(jwks) === null) throw emrClientError('emr_client.invalid_keys')
  const emrClientId = newId('emrClient')
  const clientSecret = jwks === null ? newToken(32) : null
  const secretHash = clientSecret === null ? null : hashToken(clientSecret)
  await context.db.transaction(async (tx) => {
    await insertEmrClient(tx, { id: emrClientId, facilityId, clientId, name, secretHash, jwks, origins })
    await appendAudit(tx, 'facility', context.keyring, {
      partition: facilityId,
      action: 'emr_client.create',
      outcome: 'success',
      actor,
      subject: emrClientId,
      origin,
      details: { client_id: clientId, origins, method: jwks === null ? 'secret' : 'private_key_jwt' },
    })
  })
  return { emrClientId, clientSecret }
}
