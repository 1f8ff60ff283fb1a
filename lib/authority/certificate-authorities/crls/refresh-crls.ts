import type { CredentialContext } from '@/lib/authority/credential-context'
import { listCertificateAuthorityIds } from '../certificate-authority.store'
import { tryRefreshCrl } from './try-refresh-crl'

/** Every certificate authority's CRL, where one is due. One that cannot sign is logged and keeps no other back. */
export async function refreshCrls(context: CredentialContext): Promise<void> {
  for (const id of await listCertificateAuthorityIds(context.db)) await tryRefreshCrl(context, id)
}
