import { concatBytes, equalBytes, toBase64Url, utf8 } from '@/lib/kernel/bytes'
import type { Keyring } from '@/lib/keystore/keyring'
import type { Activation, Sad } from './activation'

/** HMAC over every column of an activation: one edited behind the application is noticed. */
export function activationMac(keyring: Pick<Keyring, 'ledgerMac'>, activation: Activation): Uint8Array<ArrayBuffer> {
  const { id, holderId, credentialId, facilityClientId, accessTokenId, certificateThumbprint } = activation
  const { documentKind, numSignatures, createdAt, expiresAt } = activation
  const who = [id, holderId, credentialId, facilityClientId, accessTokenId, certificateThumbprint]
  const what = [documentKind, numSignatures, createdAt.toISOString(), expiresAt.toISOString()]
  return keyring.ledgerMac(utf8(JSON.stringify(['activation/1', ...who, ...what])))
}

/** HMAC over a SAD and its ordered hashes. */
export function sadMac(keyring: Pick<Keyring, 'ledgerMac'>, sad: Sad): Uint8Array<ArrayBuffer> {
  const { id, activationId, handleHash, createdAt, expiresAt, hashes } = sad
  const row = [
    id,
    activationId,
    toBase64Url(handleHash),
    createdAt.toISOString(),
    expiresAt.toISOString(),
    hashes.length,
  ]
  return keyring.ledgerMac(concatBytes(utf8(JSON.stringify(['sad/1', ...row])), ...hashes))
}

export function isIntact(stored: Uint8Array, expected: Uint8Array): boolean {
  return equalBytes(stored, expected)
}
