import type { AuthorityContext } from '../../authority-context'
import type { Bearer } from '../bearer/bearer'
import { signatureError } from '../signature.errors'
import type { SigningCredential } from './signing-credential'
import { findSigningCredential } from './signing-credential.store'

/** A credential of the bearer's holder. @throws AppError `signature.credential_unknown`, also for another holder's */
export async function getOwnCredential(
  { db }: Pick<AuthorityContext, 'db'>,
  { holderId }: Pick<Bearer, 'holderId'>,
  credentialId: string,
): Promise<SigningCredential> {
  const credential = await findSigningCredential(db, { credentialId, holderId })
  if (credential === null) throw signatureError('signature.credential_unknown')
  return credential
}
