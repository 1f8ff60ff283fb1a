import { X509Certificate } from 'node:crypto'

const pemBlock = /-----BEGIN CERTIFICATE-----[A-Za-z0-9+/=\s]+-----END CERTIFICATE-----/g

/**
 * The certificates of a PEM file, in their order.
 * @throws Error when one of them cannot be read
 */
export function readPem(text: string): { pem: string; certificate: X509Certificate }[] {
  return (text.match(pemBlock) ?? []).map((pem) => ({ pem, certificate: new X509Certificate(pem) }))
}
