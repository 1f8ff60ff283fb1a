import type { Certificate } from '../../certificate'
import type { Crl } from '../../crl'
import { type DistributionPoint, namesOfPoint, type ReasonMask } from '../../distribution-point'
import { type GeneralName, isSameGeneralName } from '../../general-name'
import { isSameName, type Name } from '../../name'

/**
 * RFC 5280 §6.3.3 (b), (d): the reasons for which the complete CRL answers about the certificate as that distribution point
 * would, 0 where it is another issuer's, another point's, or for another kind of certificates.
 */
export function reasonsInScope(crl: Crl, point: DistributionPoint, certificate: Certificate): ReasonMask {
  const scope = crl.issuingDistributionPoint
  const wantedIssuers = point.crlIssuer ?? [certificate.issuer]
  if (!wantedIssuers.some((name) => isSameName(name, crl.issuer))) return 0
  if (point.crlIssuer !== null && !scope?.isIndirect) return 0
  if (scope === null) return point.reasons
  const isCa = certificate.basicConstraints?.isCa === true
  if ((scope.onlyUserCertificates && isCa) || (scope.onlyCaCertificates && !isCa)) return 0
  if (scope.onlyAttributeCertificates) return 0
  if (scope.name !== null) {
    const issued = namesOfPoint(scope.name, crl.issuer)
    const asked = namesAsked(point, crl.issuer)
    if (!issued.some((name) => asked.some((other) => isSameGeneralName(name, other)))) return 0
  }
  return point.reasons & scope.reasons
}

/** §6.3.3 (b)(2)(i): a point without a name is known by the names of its CRL issuer. */
function namesAsked(point: DistributionPoint, crlIssuer: Name): readonly GeneralName[] {
  if (point.name !== null) return namesOfPoint(point.name, crlIssuer)
  return (point.crlIssuer ?? []).map((name) => ({ kind: 'directory', name }))
}
