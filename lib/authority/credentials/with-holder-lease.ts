import { KeystoreInDoubt, KeystoreRefused } from '@/lib/keystore/keystore-error'
import type { CredentialContext } from '../credential-context'
import { endLease, takeLease } from '../signing-keys/lease.store'
import { credentialError } from './credential.errors'

const leaseSeconds = 60

/**
 * Issuing for a holder, one at a time in all processes: a simultaneous caller costs no key. That there is one credential only is
 * decided by the write, not here.
 * @throws AppError `credential.in_progress`; `credential.keystore_refused` for the keystore's refusals
 */
export async function withHolderLease<Result>(
  { db }: Pick<CredentialContext, 'db'>,
  holderId: string,
  work: () => Promise<Result>,
): Promise<Result> {
  const lease = { name: `credential of ${holderId}`, owner: crypto.randomUUID() }
  if (!(await takeLease(db, { ...lease, seconds: leaseSeconds }))) throw credentialError('credential.in_progress')
  try {
    return await work()
  } catch (error) {
    if (error instanceof KeystoreRefused || error instanceof KeystoreInDoubt) {
      throw credentialError('credential.keystore_refused', { detail: error.message, cause: error })
    }
    throw error
  } finally {
    await endLease(db, lease)
  }
}
