import { matchesKeyBinding } from '@/lib/keystore/key-binding'
import type { Keyring } from '@/lib/keystore/keyring'
import { signatureError } from '../signatures/signature.errors'
import { keyOwnerOf } from '../signing-keys/key-owner'
import type { StoredKey } from '../signing-keys/signing-key.store'

/** A certificate authority that is to be: its key is there, its certificate is asked for. */
export type CertificateAuthorityRequest = {
  /** Of the future authority. */
  id: string
  name: string
  /** DER Name. */
  subject: Uint8Array<ArrayBuffer>
  installedAt: Date | null
  key: StoredKey
  bindingMac: Uint8Array<ArrayBuffer>
}

/** @throws AppError `signature.record_altered` when the key is not the one that was made for this request */
export function requireKeyOfRequest(
  keyring: Pick<Keyring, 'bindingMac'>,
  { id, key, bindingMac }: CertificateAuthorityRequest,
): StoredKey {
  if (matchesKeyBinding(keyring, { ...key, ...keyOwnerOf(id) }, bindingMac)) return key
  throw signatureError('signature.record_altered', { detail: `key of ${id}` })
}
