import { newId } from '@/lib/kernel/ids'
import type { CredentialContext } from '../credential-context'
import { endLease, takeLease } from './lease.store'
import { countFreeKeys, insertFreeKey } from './signing-key.store'

const leaseSeconds = 60

/**
 * Makes keys ahead until `keyPool` are free: an RSA key takes a fifth of a second of a core, too long for somebody who waits. One
 * process at a time; however many run, there are never more than `keyPool`.
 * @returns how many were made
 * @throws KeystoreRefused
 */
export async function fillKeyPool(
  context: Pick<CredentialContext, 'db' | 'settings' | 'signingKeystore'>,
): Promise<number> {
  const { db, settings, signingKeystore } = context
  const { credentialAlgorithm: algorithm, keyPool } = settings
  const lease = { name: 'key pool', owner: crypto.randomUUID(), seconds: leaseSeconds }
  let made = 0
  while ((await countFreeKeys(db, algorithm)) < keyPool && (await takeLease(db, lease))) {
    const key = { ...(await signingKeystore.generate(algorithm)), algorithm, id: newId('signingKey') }
    if (!(await db.transaction((tx) => insertFreeKey(tx, key, keyPool)))) break
    made += 1
  }
  await endLease(db, lease)
  return made
}
