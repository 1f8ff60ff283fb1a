import type { AuthorityContext } from '../../authority-context'
import type { SigningCredential } from './signing-credential'
import { listIssuerCertificates } from './signing-credential.store'

/** The certificates above a credential's own, DER, its issuer first. */
export async function listIssuersOf(
  { db }: Pick<AuthorityContext, 'db'>,
  { certificateAuthorityId }: Pick<SigningCredential, 'certificateAuthorityId'>,
): Promise<Uint8Array<ArrayBuffer>[]> {
  return listIssuerCertificates(db, certificateAuthorityId)
}
