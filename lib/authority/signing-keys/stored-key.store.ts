import type { Database } from '@/lib/db/database'
import type { WrappedKey } from '@/lib/keystore/signing-keystore'
import type { SigningKeyAlgorithm } from '@/lib/vocabulary/settings/signing-key-algorithm'
import type { StoredKey } from './signing-key.store'

/** A key and its owner, with the MAC that binds the two. */
export type StoredKeyRow = Omit<WrappedKey, 'wrapped'> & {
  keyId: string
  algorithm: SigningKeyAlgorithm
  publicKey: Uint8Array<ArrayBuffer>
  blob: Uint8Array<ArrayBuffer>
}

/** Columns of a `StoredKeyRow` and of its `bindingMac`; the query names the signing key `key`. */
export function storedKeyColumns({ sql }: Pick<Database, 'sql'>) {
  return sql`key.id AS key_id, key.algorithm, key.public_key, key.keystore,
    key.wrapping_key_id, key.mechanism, key.wrapped AS blob, key.binding_mac`
}

/** The row with its key's columns put together. */
export function withStoredKey<Row extends StoredKeyRow>(row: Row): Omit<Row, keyof StoredKeyRow> & { key: StoredKey } {
  const { keyId, algorithm, publicKey, keystore, wrappingKeyId, mechanism, blob, ...owner } = row
  return {
    ...owner,
    key: { id: keyId, algorithm, publicKey, wrapped: { keystore, wrappingKeyId, mechanism, wrapped: blob } },
  }
}
