import type { Element } from '../../xml/element'
import {
  isElementNamed,
  type Reading,
  readAny,
  readEmpty,
  readObjectIdentifier,
  readSequence,
  readUri,
} from './content-model'
import { readDigest } from './read-digest'

/**
 * SignaturePolicyIdentifier (ETSI EN 319 132-1 §5.2.9): implied, so that the verifier's own rules hold; or a named policy, which
 * would have to be fetched and applied: unsupported.
 */
export function readSignaturePolicy(element: Element): Reading {
  const [child] = element.children
  if (child !== undefined && isElementNamed(child, 'xa:SignaturePolicyImplied')) {
    return readSequence(element, [{ name: 'xa:SignaturePolicyImplied', required: true, read: readEmpty }])
  }
  const reading = readSequence(element, [{ name: 'xa:SignaturePolicyId', required: true, read: readPolicyId }])
  return reading === 'malformed' ? 'malformed' : 'unsupported'
}

function readPolicyId(element: Element): Reading {
  return readSequence(element, [
    { name: 'xa:SigPolicyId', required: true, read: readObjectIdentifier },
    { name: 'ds:Transforms', read: readAny },
    { name: 'xa:SigPolicyHash', required: true, read: readDigest },
    { name: 'xa:SigPolicyQualifiers', read: readQualifiers },
  ])
}

function readQualifiers(element: Element): Reading {
  return readSequence(element, [{ name: 'xa:SigPolicyQualifier', required: true, many: true, read: readQualifier }])
}

function readQualifier(element: Element): Reading {
  const [child] = element.children
  if (child !== undefined && isElementNamed(child, 'xa:SPURI')) {
    return readSequence(element, [{ name: 'xa:SPURI', required: true, read: readUri }])
  }
  return 'unsupported'
}
