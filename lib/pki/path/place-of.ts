import type { Certificate } from '../certificate'
import { toRfc4514 } from '../name'
import type { CertificatePlace } from '../pki.findings'

/** Names a certificate in a finding; `index` 0 is the certificate that was asked about. */
export function placeOf(certificate: Certificate, index: number): CertificatePlace {
  return { index, subject: toRfc4514(certificate.subject).slice(0, 512), serialNumber: certificate.serialNumber }
}
