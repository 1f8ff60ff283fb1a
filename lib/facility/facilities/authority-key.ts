import { generateKeyPairSync } from 'node:crypto'
import { calculateJwkThumbprint, exportJWK, type JWK } from 'jose'
import type { SealPlace } from '@/lib/keystore/keyring'
import type { AuthorityCredentials } from '../authority-port/authority-port'
import type { FacilityContext } from '../facility-context'
import { facilityError } from './facility.errors'
import { findAuthorityKey, type SealedAuthorityKey } from './facility.store'

/** Where a facility's key is sealed. */
export function authorityKeyPlace(facilityId: string): SealPlace {
  return { table: 'facility', row: facilityId, column: 'sealed_authority_key' }
}

/** A new P-256 key pair; `keyId` is the public key's RFC 7638 thumbprint. */
export async function generateAuthorityKey(): Promise<{ keyId: string; publicJwk: JWK; privateKeyDer: Uint8Array }> {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const bare = await exportJWK(publicKey)
  const keyId = await calculateJwkThumbprint(bare)
  return {
    keyId,
    publicJwk: { ...bare, kid: keyId, alg: 'ES256', use: 'sig' },
    privateKeyDer: new Uint8Array(privateKey.export({ format: 'der', type: 'pkcs8' })),
  }
}

/**
 * Opens what the facility needs for one call to the authority.
 * @throws AppError `facility.unknown`
 */
export async function openAuthorityCredentials(
  context: Pick<FacilityContext, 'db' | 'keyring'>,
  facilityId: string,
): Promise<AuthorityCredentials> {
  const row = await findAuthorityKey(context.db, facilityId)
  if (row === null) throw facilityError('facility.unknown')
  return openAuthorityKey(context.keyring, facilityId, row)
}

/** The same from what another query has read. */
export function openAuthorityKey(
  keyring: FacilityContext['keyring'],
  facilityId: string,
  { clientId, keyId, sealedKey }: SealedAuthorityKey,
): AuthorityCredentials {
  return { clientId, keyId, privateKeyDer: keyring.open(sealedKey, authorityKeyPlace(facilityId)) }
}
