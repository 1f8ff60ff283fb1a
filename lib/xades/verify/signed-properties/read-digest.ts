import { fromBase64 } from '../../xml/base64'
import { attributeOf, type Element } from '../../xml/element'
import { isUri, type Reading, readEmpty, readSequence } from './content-model'

/** DigestAlgAndValueType: a method without parameters and a value. The caller decides whether it accepts the method. */
export function readDigest(element: Element): Reading {
  return readSequence(element, [
    { name: 'ds:DigestMethod', required: true, read: readMethod },
    { name: 'ds:DigestValue', required: true, read: readValue },
  ])
}

function readMethod(element: Element): Reading {
  return isUri(attributeOf(element, 'Algorithm') ?? '') ? readEmpty(element) : 'malformed'
}

function readValue(element: Element): Reading {
  const value = element.children.length === 0 ? fromBase64(element.text) : null
  return value !== null && value.length > 0 ? 'sound' : 'malformed'
}
