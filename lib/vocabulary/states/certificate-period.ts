/** Where a moment lies in the validity period of a certificate (RFC 5280 §4.1.2.5). */
export const certificatePeriods = ['not_yet_valid', 'valid', 'expired'] as const

export type CertificatePeriod = (typeof certificatePeriods)[number]

export function isCertificatePeriod(value: unknown): value is CertificatePeriod {
  return certificatePeriods.some((word) => word === value)
}
