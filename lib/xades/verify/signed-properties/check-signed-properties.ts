import { namespaces } from '../../algorithms'
import type { FindingCode } from '../../xades.findings'
import { type Element, walk } from '../../xml/element'
import type { Report, SignatureParts } from '../signature-parts'
import { hasOnlyKnownAttributes } from './attributes'
import { type Particle, readSequence, readText } from './content-model'
import { readCertificateReferences } from './read-certificate-references'
import { dataObjectParticles } from './read-data-objects'
import { readSignaturePolicy } from './read-signature-policy'
import { readProductionPlace, readSignerRole } from './read-signer-claims'

/** SignedSignatureProperties (ETSI EN 319 132-1 §5.2, schema order). */
const signatureParticles: readonly Particle[] = [
  { name: 'xa:SigningTime', read: readText },
  { name: 'xa:SigningCertificate', read: readCertificateReferences },
  { name: 'xa:SigningCertificateV2', read: readCertificateReferences },
  { name: 'xa:SignaturePolicyIdentifier', read: readSignaturePolicy },
  { name: 'xa:SignatureProductionPlace', read: readProductionPlace },
  { name: 'xa:SignatureProductionPlaceV2', read: readProductionPlace },
  { name: 'xa:SignerRole', read: readSignerRole },
  { name: 'xa:SignerRoleV2', read: readSignerRole },
]

/**
 * SignedProperties is a closed list (V22): the properties of ETSI EN 319 132-1, each at its place, once, and with a content that is
 * read to its end. What is legal and not judged here leaves the signature undecided; anything else is refused. Whether SigningTime
 * and the signing certificate are right is for V14 and V9.
 */
export function checkSignedProperties({ signedProperties, signedInfo }: SignatureParts, report: Report): void {
  const strange = walk(signedProperties).find((element) => isRead(element) && !hasOnlyKnownAttributes(element))
  if (strange !== undefined) report('signed_properties_structure', strange)
  const reported = (particles: readonly Particle[]) => particles.map((particle) => reportedBy(particle, report))
  const reading = readSequence(signedProperties, [
    {
      name: 'xa:SignedSignatureProperties',
      read: (element) => readSequence(withoutForeign(element, report), reported(signatureParticles)),
    },
    {
      name: 'xa:SignedDataObjectProperties',
      read: (element) => readSequence(withoutForeign(element, report), reported(dataObjectParticles(signedInfo))),
    },
  ])
  if (reading === 'malformed') report('signed_properties_structure', signedProperties)
}

/** Each property reports for itself, so that the finding names its place. */
function reportedBy(particle: Particle, report: Report): Particle {
  return {
    ...particle,
    read: (element) => {
      const reading = particle.read(element)
      if (reading === 'malformed') report('signed_properties_structure', element)
      if (reading === 'unsupported') report(unsupportedCode(element), element)
      return 'sound'
    },
  }
}

function unsupportedCode({ name }: Element): FindingCode {
  return name === 'SignaturePolicyIdentifier' ? 'signature_policy_not_supported' : 'signed_property_not_supported'
}

/** The schema allows properties of other namespaces at the end: signed, but not interpreted here. */
function withoutForeign(element: Element, report: Report): Element {
  const end = element.children.findIndex(({ namespace }) => namespace !== namespaces.xa)
  if (end === -1) return element
  const foreign = element.children.slice(end)
  const isLegal = foreign.every(({ namespace }) => namespace !== namespaces.xa && namespace !== '')
  if (!isLegal) return element
  for (const property of foreign) report('signed_property_not_supported', property)
  return { ...element, children: element.children.slice(0, end) }
}

function isRead({ namespace }: Element): boolean {
  return namespace === namespaces.xa || namespace === namespaces.ds
}
