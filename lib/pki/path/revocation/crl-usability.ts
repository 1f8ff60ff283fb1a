import type { Certificate } from '../../certificate'
import type { Crl } from '../../crl'
import type { PkiFindingCode } from '../../pki.findings'
import { OID } from '../../pki.oids'

/** When a CRL applies to a time: see PathQuestion. */
export type CrlTimes = {
  at: Date
  usedAt: Date
  validationTime: Date
  crlGraceSeconds: number
  maxCrlAgeSeconds: number
  clockSkewSeconds: number
  isCompromiseRetroactive: boolean
}

const processedExtensions: readonly string[] = [
  OID.authorityKeyIdentifier,
  OID.crlNumber,
  OID.deltaCrlIndicator,
  OID.issuingDistributionPoint,
]

/** Whether a CRL may be used for anything at all (RFC 5280 §5.2, §5.3); a refusal means that it says nothing. */
export function judgeCrlForm({ extensions, entries }: Crl): PkiFindingCode | null {
  const isUnknown = [...extensions.values()].some(
    ({ oid, isCritical }) => isCritical && !processedExtensions.includes(oid),
  )
  if (isUnknown) return 'crl_critical_extension_unknown'
  return entries.hasUnknownCriticalExtension ? 'crl_entry_extension_unknown' : null
}

/**
 * Whether the absence of an entry says that the certificate was good at that time. A CRL from after `at` does, as long as the
 * certificate had not expired before: until then entries stay (RFC 5280 §3.3).
 */
export function judgeCrlTime(crl: Crl, certificate: Certificate, times: CrlTimes): PkiFindingCode | null {
  if (isFromTheFuture(crl, times)) return 'crl_not_yet_valid'
  if (crl.nextUpdate === null) return 'crl_without_next_update'
  if (milliseconds(times.at) > milliseconds(crl.nextUpdate, times.crlGraceSeconds)) return 'crl_stale'
  if (milliseconds(times.at) > milliseconds(crl.thisUpdate, times.maxCrlAgeSeconds)) return 'crl_stale'
  return crl.thisUpdate > times.at && crl.thisUpdate > certificate.notAfter ? 'crl_issued_after_expiry' : null
}

/** Issued after the question is asked: such a CRL is not believed in anything. */
export function isFromTheFuture({ thisUpdate }: Crl, { validationTime, clockSkewSeconds }: CrlTimes): boolean {
  return milliseconds(thisUpdate) > milliseconds(validationTime, clockSkewSeconds)
}

function milliseconds(time: Date, plusSeconds = 0): number {
  return time.getTime() + plusSeconds * 1000
}
