import type { AuthorityContext } from '../authority-context'
import type { ListedCertificateAuthority } from './certificate-authority'
import { listCertificateAuthorities } from './certificate-authority.store'
import { listPendingRequests } from './certificate-authority-request.store'

/** Every certificate authority with those above it, and the requests that wait for their certificate, oldest first. */
export async function listAllCertificateAuthorities({ db }: Pick<AuthorityContext, 'db'>): Promise<{
  installed: ListedCertificateAuthority[]
  pending: { name: string; subject: Uint8Array<ArrayBuffer> }[]
}> {
  return { installed: await listCertificateAuthorities(db), pending: await listPendingRequests(db) }
}
