import { attributeOf, childrenNamed, type Element } from '../../xml/element'
import { collapseWhiteSpace } from '../../xml/white-space'
import {
  type Particle,
  type Reading,
  readAny,
  readEmpty,
  readObjectIdentifier,
  readSequence,
  readText,
  readUri,
} from './content-model'

/** What a signature over a prescription can mean (RFC 5126 §5.11.1): made by me, created by me, approved by me. */
const understoodCommitments: ReadonlySet<string> = new Set([
  'http://uri.etsi.org/01903/v1.2.2#ProofOfOrigin',
  'http://uri.etsi.org/01903/v1.2.2#ProofOfApproval',
  'http://uri.etsi.org/01903/v1.2.2#ProofOfCreation',
  'urn:oid:1.2.840.113549.1.9.16.6.1',
  'urn:oid:1.2.840.113549.1.9.16.6.5',
  'urn:oid:1.2.840.113549.1.9.16.6.6',
])

/** SignedDataObjectProperties (ETSI EN 319 132-1 §5.2): what they say of a reference has to be about one of this signature's. */
export function dataObjectParticles(signedInfo: Element): Particle[] {
  const ids = new Set(childrenNamed(signedInfo, 'ds', 'Reference').map((reference) => attributeOf(reference, 'Id')))
  const isReference: IsReference = (uri) => uri?.startsWith('#') === true && ids.has(uri.slice(1))
  return [
    { name: 'xa:DataObjectFormat', many: true, read: (format) => readFormat(format, isReference) },
    { name: 'xa:CommitmentTypeIndication', many: true, read: (commitment) => readCommitment(commitment, isReference) },
    // Time-stamps over the content: proof of a time before the signature, not judged here.
    { name: 'xa:AllDataObjectsTimeStamp', many: true, read: readAny },
    { name: 'xa:IndividualDataObjectsTimeStamp', many: true, read: readAny },
  ]
}

type IsReference = (uri: string | null) => boolean

/** §5.2.4: at least one of its children. */
function readFormat(element: Element, isReference: IsReference): Reading {
  if (element.children.length === 0 || !isReference(attributeOf(element, 'ObjectReference'))) return 'malformed'
  return readSequence(element, [
    { name: 'xa:Description', read: readText },
    { name: 'xa:ObjectIdentifier', read: readObjectIdentifier },
    { name: 'xa:MimeType', read: readText },
    { name: 'xa:Encoding', read: readUri },
  ])
}

/** §5.2.3: a type; all references or the ones named; qualifiers, which are not interpreted here. */
function readCommitment(element: Element, isReference: IsReference): Reading {
  const readReference = (reference: Element): Reading => {
    if (reference.children.length > 0) return 'malformed'
    return isReference(collapseWhiteSpace(reference.text)) ? 'sound' : 'malformed'
  }
  const reading = readSequence(element, [
    { name: 'xa:CommitmentTypeId', required: true, read: readCommitmentType },
    { name: 'xa:ObjectReference', many: true, read: readReference },
    { name: 'xa:AllSignedDataObjects', read: readEmpty },
    { name: 'xa:CommitmentTypeQualifiers', read: readAny },
  ])
  const references = childrenNamed(element, 'xa', 'ObjectReference').length
  const isForAll = childrenNamed(element, 'xa', 'AllSignedDataObjects').length > 0
  return isForAll === references > 0 ? 'malformed' : reading
}

function readCommitmentType(element: Element): Reading {
  const reading = readObjectIdentifier(element)
  if (reading !== 'sound') return reading
  return understoodCommitments.has(collapseWhiteSpace(element.children[0]?.text ?? '')) ? 'sound' : 'unsupported'
}
