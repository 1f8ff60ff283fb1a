import type { AppError } from '@/lib/kernel/app-error'
import { certificateAuthorityError } from '../certificate-authority.errors'

/** Ten characters less than names in addresses have: room for what the certificates above it are called. */
const namePattern = /^[a-z0-9-]{1,54}$/
const ofIssuers = /-(root|issuer-[0-9]+)$/
const ofTests = /^test(-|$)/

/**
 * The name of a requested certificate authority; the addresses of its CRL and certificate contain it.
 * @throws AppError `certificate_authority.name_invalid`, also for names kept for the test hierarchy or for certificates above one
 */
export function requireCertificateAuthorityName(name: string): string {
  if (!namePattern.test(name)) throw invalid('1 to 54 of a-z, 0-9 and -')
  if (ofTests.test(name)) throw invalid('names from test- belong to the test hierarchy')
  if (ofIssuers.test(name)) throw invalid('names on -root and -issuer-<number> belong to the certificates above')
  return name
}

/** What the certificates above it are called, its issuer first, the root last. */
export function namesAbove(name: string, count: number): string[] {
  return Array.from({ length: count }, (_, index) =>
    index === count - 1 ? `${name}-root` : `${name}-issuer-${index + 1}`,
  )
}

function invalid(detail: string): AppError {
  return certificateAuthorityError('certificate_authority.name_invalid', { detail })
}
