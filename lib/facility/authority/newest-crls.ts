import { equalBytes } from '@/lib/kernel/bytes'
import { logger } from '@/lib/log/logger'
import type { Certificate } from '@/lib/pki/certificate'
import type { Crl } from '@/lib/pki/crl'
import { isSameName } from '@/lib/pki/name'
import { judgeSignature } from '@/lib/pki/path/signature-algorithm'

export type NewestCrls = {
  /**
   * The CRL to judge by: the fetched one, or the newest one known of this address, as long as that is not past its nextUpdate, where
   * the fetched one is older or nobody's. Whoever hands out an older CRL that is still good, a proxy or an attacker, brings no
   * revoked certificate back, and whoever hands out a forged one stops nothing.
   */
  take(url: string, fetched: Crl, certificates: readonly Certificate[], now: Date): Crl
}

/**
 * Remembers the newest CRL of each address while the process runs. Only one that a known certificate signed is remembered: a forged
 * one with a high number would shut out every true one.
 */
export function createNewestCrls(): NewestCrls {
  const newest = new Map<string, Crl>()
  return {
    take(url, fetched, certificates, now) {
      const kept = newest.get(url)
      if (kept === fetched) return fetched
      const isSigned = certificates.some((certificate) => isSignedBy(fetched, certificate))
      if (kept !== undefined && isLive(kept, now) && (!isSigned || isOlder(fetched, kept))) {
        const told = { url, number: String(fetched.crlNumber), newest: String(kept.crlNumber), isSigned }
        logger().warn(told, 'an older or unsigned CRL is published: the newest known one serves on')
        return kept
      }
      if (isSigned) newest.set(url, fetched)
      return fetched
    },
  }
}

function isSignedBy(crl: Crl, certificate: Certificate): boolean {
  return isSameName(certificate.subject, crl.issuer) && judgeSignature(crl, certificate) === null
}

function isLive({ nextUpdate }: Crl, now: Date): boolean {
  return nextUpdate !== null && nextUpdate > now
}

/** Of the same issuer and key, with a lower number (RFC 5280 §5.2.3), or where there are none from an earlier time. */
function isOlder(crl: Crl, kept: Crl): boolean {
  if (!isSameName(crl.issuer, kept.issuer) || !isSameKey(crl, kept)) return false
  if (crl.crlNumber !== null && kept.crlNumber !== null) return crl.crlNumber < kept.crlNumber
  return crl.thisUpdate < kept.thisUpdate
}

function isSameKey({ authorityKeyId: a }: Crl, { authorityKeyId: b }: Crl): boolean {
  return a === null || b === null ? a === b : equalBytes(a, b)
}
