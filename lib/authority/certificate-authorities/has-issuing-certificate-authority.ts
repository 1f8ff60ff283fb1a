import type { AuthorityContext } from '../authority-context'
import { findIssuingCertificateAuthority } from './certificate-authority.store'

/** Whether second certificates can be issued: by the test hierarchy or by a real certificate authority. */
export async function hasIssuingCertificateAuthority(
  { db }: Pick<AuthorityContext, 'db'>,
  which: { isTest: boolean },
): Promise<boolean> {
  return (await findIssuingCertificateAuthority(db, which)) !== null
}
