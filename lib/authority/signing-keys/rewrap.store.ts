import type { Database, Transaction } from '@/lib/db/database'
import type { WrappedKey } from '@/lib/keystore/signing-keystore'
import type { SigningKeyAlgorithm } from '@/lib/vocabulary/settings/signing-key-algorithm'

/** A key under an older wrapping key, with its owner; `null`: it has none. */
export type OlderKey = {
  id: string
  algorithm: SigningKeyAlgorithm
  publicKey: Uint8Array<ArrayBuffer>
  wrapped: WrappedKey
  bindingMac: Uint8Array<ArrayBuffer> | null
  state: 'free' | 'assigned'
  credentialId: string | null
  holderId: string | null
  /** Of a certificate authority, also one that is only requested, or of a time-stamp authority. */
  authorityId: string | null
}

type Row = Omit<OlderKey, 'wrapped'> & Omit<WrappedKey, 'wrapped'> & { blob: Uint8Array<ArrayBuffer> }

/** Keys of a keystore that are not under the given wrapping key, in the order of their ids, after `afterId`. */
export async function listOlderKeys(
  db: Pick<Database, 'sql'>,
  input: { keystore: string; wrappingKeyId: string; afterId: string; limit: number },
): Promise<OlderKey[]> {
  const rows = await db.sql<Row[]>`
    SELECT key.id, key.algorithm, key.public_key, key.keystore, key.wrapping_key_id,
      key.mechanism, key.wrapped AS blob, key.binding_mac, key.state,
      credential.id AS credential_id, credential.holder_id,
      coalesce(authority.id, request.id, tsa.id) AS authority_id
    FROM authority.signing_key AS key
    LEFT JOIN authority.credential AS credential ON credential.key_id = key.id
    LEFT JOIN authority.certificate_authority AS authority ON authority.key_id = key.id
    LEFT JOIN authority.certificate_authority_request AS request ON request.key_id = key.id
    LEFT JOIN authority.timestamp_authority AS tsa ON tsa.key_id = key.id
    WHERE key.state <> 'destroyed' AND key.keystore = ${input.keystore} AND key.wrapping_key_id <> ${input.wrappingKeyId}
      AND key.id > ${input.afterId}
    ORDER BY key.id LIMIT ${input.limit}`
  return rows.map(({ keystore, wrappingKeyId, mechanism, blob, ...row }) => ({
    ...row,
    wrapped: { keystore, wrappingKeyId, mechanism, wrapped: blob },
  }))
}

/** Puts the same key under another wrapping key, unless it was rewrapped, given away or destroyed meanwhile. */
export async function replaceWrapping(
  tx: Transaction,
  { id, wrapped: old, state }: Pick<OlderKey, 'id' | 'wrapped' | 'state'>,
  next: WrappedKey,
  bindingMac: Uint8Array | null,
): Promise<boolean> {
  const { count } = await tx.sql`
    UPDATE authority.signing_key
    SET wrapped = ${next.wrapped}, wrapping_key_id = ${next.wrappingKeyId}, mechanism = ${next.mechanism},
      binding_mac = ${bindingMac}
    WHERE id = ${id} AND wrapped = ${old.wrapped} AND wrapping_key_id = ${old.wrappingKeyId}
      AND state = ${state}::authority.signing_key_state`
  return count === 1
}
