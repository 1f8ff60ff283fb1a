import { createHash } from 'node:crypto'
import { concatBytes, equalBytes } from '@/lib/kernel/bytes'
import { readExplicit, readOctetString, readSequence } from '@/lib/pki/der/der-values'
import { readDer } from '@/lib/pki/der/read-der'
import { readOrNull } from '@/lib/pki/pki-error'
import { type AttestationInput, readChain, type StatementVerdict } from './statement'

const nonceExtension = '1.2.840.113635.100.8.2'

/**
 * Apple Anonymous attestation (WebAuthn L3 §8.8): the certificate names the hash of what was attested, and the key. There is no
 * signature, so a certificate without that hash says nothing about this ceremony.
 */
export function judgeApple(input: AttestationInput): StatementVerdict {
  const attested = readChain(input.attStmt.get('x5c'))
  if ('kind' in attested) return attested
  const { chain, leafKey } = attested
  const nonce = createHash('sha256').update(concatBytes(input.authenticatorData, input.clientDataHash)).digest()
  const named = readOrNull(() => readNonce(chain[0].extensions.get(nonceExtension)?.value))
  if (named === null || !equalBytes(named, nonce)) return { kind: 'forged', detail: 'nonce' }
  if (!leafKey.equals(input.credentialKey.key)) return { kind: 'forged', detail: 'public key' }
  return { kind: 'chain', chain, coversAaguid: true }
}

/** SEQUENCE { nonce [1] EXPLICIT OCTET STRING }. @throws {PkiError} */
function readNonce(value: Uint8Array = new Uint8Array()): Uint8Array {
  const [nonce] = readSequence(readDer(value))
  return readOctetString(readExplicit(nonce, 1))
}
