import type { Element } from '../../xml/element'
import { type Particle, type Reading, readAny, readSequence, readText } from './content-model'

/** SignatureProductionPlace, and SignatureProductionPlaceV2 with its street (ETSI EN 319 132-1 §5.2.5): texts that claim a place. */
export function readProductionPlace(element: Element): Reading {
  const text = (name: Particle['name']): Particle => ({ name, read: readText })
  const hasStreet = element.name === 'SignatureProductionPlaceV2'
  return readSequence(element, [
    text('xa:City'),
    ...(hasStreet ? [text('xa:StreetAddress')] : []),
    text('xa:StateOrProvince'),
    text('xa:PostalCode'),
    text('xa:CountryName'),
  ])
}

/**
 * SignerRole and SignerRoleV2 (§5.2.6). A claimed role in words adds nothing to the certificate's role, which alone decides (V13);
 * certified roles and signed assertions would have to be verified: unsupported.
 */
export function readSignerRole(element: Element): Reading {
  const isVersion2 = element.name === 'SignerRoleV2'
  const reading = readSequence(element, [
    { name: 'xa:ClaimedRoles', read: readClaimedRoles },
    { name: isVersion2 ? 'xa:CertifiedRolesV2' : 'xa:CertifiedRoles', read: readAny },
    ...(isVersion2 ? [{ name: 'xa:SignedAssertions', read: readAny } satisfies Particle] : []),
  ])
  return element.children.length === 0 ? 'malformed' : reading
}

function readClaimedRoles(element: Element): Reading {
  return readSequence(element, [{ name: 'xa:ClaimedRole', required: true, many: true, read: readClaimedRole }])
}

/** A claimed role may contain any XML. */
function readClaimedRole(element: Element): Reading {
  return element.children.length === 0 ? 'sound' : 'unsupported'
}
