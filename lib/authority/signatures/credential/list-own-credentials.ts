import type { AuthorityContext } from '../../authority-context'
import type { Bearer } from '../bearer/bearer'
import type { SigningCredential } from './signing-credential'
import { listSigningCredentials } from './signing-credential.store'

/** Every credential of the bearer's holder, newest first. */
export async function listOwnCredentials(
  { db }: Pick<AuthorityContext, 'db'>,
  { holderId }: Pick<Bearer, 'holderId'>,
): Promise<SigningCredential[]> {
  return listSigningCredentials(db, holderId)
}
