import { findCertificateAuthorityCertificate } from '../certificate-authorities/certificate-authority.store'
import { findCrl, type StoredCrl } from '../certificate-authorities/crls/crl.store'
import type { CredentialContext } from '../credential-context'

const namePattern = /^[a-z0-9-]{1,64}$/

/** The newest CRL of a certificate authority, by its name; `null` when there is none. */
export async function getCrl({ db }: Pick<CredentialContext, 'db'>, name: string): Promise<StoredCrl | null> {
  return namePattern.test(name) ? findCrl(db, name) : null
}

/** The certificate (DER) of a certificate authority, by its name; `null` when there is none. */
export async function getCertificateAuthorityCertificate(
  { db }: Pick<CredentialContext, 'db'>,
  name: string,
): Promise<Uint8Array<ArrayBuffer> | null> {
  return namePattern.test(name) ? findCertificateAuthorityCertificate(db, name) : null
}
