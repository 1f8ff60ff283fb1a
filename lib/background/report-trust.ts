import { hasIssuingCertificateAuthority } from '@/lib/authority/certificate-authorities/has-issuing-certificate-authority'
import { readTrustSettings } from '@/lib/facility/authority-port/trust-settings'
import { AppError } from '@/lib/kernel/app-error'
import { logger } from '@/lib/log/logger'
import type { ApiOptions } from '../api/api'

/**
 * Logs at start what signing lacks on the sides that this process serves, or that a test hierarchy is trusted. Nothing
 * is stopped by it: the daily sign-in works without certificates.
 */
export async function reportTrust({ authority, facility }: Pick<ApiOptions, 'authority' | 'facility'>): Promise<void> {
  const { role, testHierarchy } = authority.settings
  if (testHierarchy) {
    logger().warn(
      'SHOMEI_TRUST=test: certificates of a TEST hierarchy are issued and trusted; not for real prescriptions',
    )
    return
  }
  if (role !== 'facility') {
    if (!(await hasIssuingCertificateAuthority(authority, { isTest: false }))) {
      logger().error('there is no certificate authority to issue from: no second certificate can be issued')
    }
  }
  if (role === 'authority') return
  await readTrustSettings(facility.settings).catch((error: unknown) => {
    if (!(error instanceof AppError)) throw error
    logger().error({ code: error.code }, error.detail ?? error.code)
  })
}
