import type { CredentialContext } from '../credential-context'
import type { Credential } from './credential'
import { listCredentials } from './credential.store'

const most = 1_000

/** The newest thousand credentials, or those of one holder, in whatever state. */
export async function listAllCredentials(
  { db }: Pick<CredentialContext, 'db'>,
  { holderId }: { holderId: string | null },
): Promise<Credential[]> {
  return listCredentials(db, { holderId, limit: most })
}
