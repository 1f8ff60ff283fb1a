import type { AuthorityContext } from '@/lib/authority/authority-context'
import { recordEvent } from '@/lib/authority/record-event'
import { parseClientKeys } from '@/lib/client-assertion/client-keys'
import { assertDisplayTexts } from '@/lib/kernel/assert-display-texts'
import { newId } from '@/lib/kernel/ids'
import type { RequestOrigin } from '@/lib/kernel/request-origin'
import type { FacilityClient } from './facility-client'
import { facilityClientError } from './facility-client.errors'
import { insertFacilityClient } from './facility-client.store'

export type NewFacilityClient = {
  clientId: string
  /** Name of the hospital as its staff read it on their phones. */
  name: string
  /** JWK set of public keys (RFC 7517 §5), with `kid` where there is more than one. */
  jwks: unknown
  /** RFC 8705 §3.1 `x5t#S256` of the client's certificate, for when it comes over mutual TLS. */
  certificateThumbprint?: string
}

/**
 * Makes a hospital an OAuth client of the authority.
 * @throws AppError `facility_client.invalid_keys`, `facility_client.already_exists`, `request.text_not_displayable`
 */
export async function createFacilityClient(
  context: Pick<AuthorityContext, 'db' | 'keyring'>,
  input: NewFacilityClient,
  origin: RequestOrigin,
): Promise<FacilityClient> {
  assertDisplayTexts({ clientId: input.clientId, name: input.name })
  const keys = parseClientKeys(input.jwks)
  if (keys === null) throw facilityClientError('facility_client.invalid_keys')
  const client = { id: newId('facilityClient'), clientId: input.clientId, name: input.name }
  await context.db.transaction(async (tx) => {
    const isNew = await insertFacilityClient(tx, {
      ...client,
      jwks: JSON.stringify({ keys: keys.map((key) => key.jwk) }),
      certificateThumbprint: input.certificateThumbprint ?? null,
    })
    if (!isNew) throw facilityClientError('facility_client.already_exists')
    await recordEvent(tx, context.keyring, {
      action: 'facility_client.create',
      outcome: 'success',
      actor: 'system',
      subject: client.id,
      origin,
      details: { client_id: client.clientId, key_ids: keys.map((key) => key.keyId ?? '') },
    })
  })
  return client
}
