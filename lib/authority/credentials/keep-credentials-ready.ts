import { KeystoreRefused } from '@/lib/keystore/keystore-error'
import { createTestHierarchy } from '../certificate-authorities/create-test-hierarchy'
import { refreshCrls } from '../certificate-authorities/crls/refresh-crls'
import type { CredentialContext } from '../credential-context'
import { destroyAbandonedKeys } from '../signing-keys/destroy-abandoned-keys'
import { fillKeyPool } from '../signing-keys/fill-key-pool'

/**
 * The background work of issuing: a keystore that is fit (a token's wrapping key has the attributes it must have), a hierarchy to issue from, CRLs that are fresh, keys made ahead, and no key left over. Safe in
 * several processes at once.
 * @throws KeystoreRefused, KeystoreInDoubt
 */
export async function keepCredentialsReady(context: CredentialContext): Promise<void> {
  const { isHealthy, detail, keystore } = await context.signingKeystore.health()
  if (!isHealthy) throw new KeystoreRefused('unavailable', `${keystore}: ${detail}`)
  if (context.settings.testHierarchy) await createTestHierarchy(context)
  await refreshCrls(context)
  await destroyAbandonedKeys(context)
  await fillKeyPool(context)
}
