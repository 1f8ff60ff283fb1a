import { readBitStringOctets, readSequence } from '../der/der-values'
import { readDer } from '../der/read-der'

/**
 * The octets within the BIT STRING of a SubjectPublicKeyInfo (DER), which key identifiers are made of.
 * @throws {PkiError} der_malformed
 */
export function publicKeyBits(publicKey: Uint8Array): Uint8Array {
  return readBitStringOctets(readSequence(readDer(publicKey))[1])
}
