import { newId } from '@/lib/kernel/ids'
import { keyBindingMac } from '@/lib/keystore/key-binding'
import type { CredentialContext } from '../credential-context'
import { assignKey, insertAssignedKey, lockFreeKey, type StoredKey } from './signing-key.store'

/**
 * A key for a credential that is about to be: from the pool, or made now when the pool is empty. From here on it is bound to that
 * credential and holder; if the credential never comes to be, the key is destroyed later.
 * @throws KeystoreRefused
 */
export async function claimKey(
  { db, keyring, settings, signingKeystore }: CredentialContext,
  owner: { credentialId: string; holderId: string },
): Promise<StoredKey> {
  const algorithm = settings.credentialAlgorithm
  const ready = await db.transaction(async (tx) => {
    const key = await lockFreeKey(tx, algorithm)
    if (key !== null) await assignKey(tx, key.id, keyBindingMac(keyring, { ...key, ...owner }))
    return key
  })
  if (ready !== null) return ready
  const key = { ...(await signingKeystore.generate(algorithm)), algorithm, id: newId('signingKey') }
  await db.transaction((tx) => insertAssignedKey(tx, key, keyBindingMac(keyring, { ...key, ...owner })))
  return key
}
