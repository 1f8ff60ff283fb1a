import { equalBytes } from '@/lib/kernel/bytes'
import type { Crl } from '../../crl'
import { isSameName } from '../../name'
import { OID } from '../../pki.oids'

/**
 * RFC 5280 §6.3.3 (c), §5.2.4: the delta CRLs that may be combined with a complete one, the newest first: same issuer, scope and
 * key, their base not after the complete CRL, themselves after it. Nothing is verified.
 */
export function findDeltas(complete: Crl, deltas: readonly Crl[]): Crl[] {
  const fitting = deltas.filter((delta) => isDeltaOf(delta, complete))
  return fitting.sort((a, b) => compare(b.crlNumber ?? 0n, a.crlNumber ?? 0n))
}

function isDeltaOf(delta: Crl, complete: Crl): boolean {
  const { crlNumber: deltaNumber, deltaBase } = delta
  const { crlNumber } = complete
  if (deltaNumber === null || deltaBase === null || crlNumber === null) return false
  return (
    deltaBase <= crlNumber &&
    deltaNumber > crlNumber &&
    isSameName(delta.issuer, complete.issuer) &&
    isSameValue(delta, complete, OID.issuingDistributionPoint) &&
    isSameOctets(delta.authorityKeyId, complete.authorityKeyId)
  )
}

function isSameValue(a: Crl, b: Crl, oid: string): boolean {
  return isSameOctets(a.extensions.get(oid)?.value ?? null, b.extensions.get(oid)?.value ?? null)
}

function isSameOctets(a: Uint8Array | null, b: Uint8Array | null): boolean {
  return a === null || b === null ? a === b : equalBytes(a, b)
}

function compare(a: bigint, b: bigint): number {
  if (a === b) return 0
  return a < b ? -1 : 1
}
