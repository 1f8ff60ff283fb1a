import { createHash } from 'node:crypto'
import { concatBytes, equalBytes } from '@/lib/kernel/bytes'
import { derChildren, derPrimitive, readDer } from './der'
import { type AttestationInput, readChain, type StatementVerdict } from './statement'

const nonceExtension = '1.2.840.113635.100.8.2'

/**
 * Apple Anonymous attestation (WebAuthn L3 §8.8): the certificate names the hash of what was attested, and the key. There is no
 * signature, so a certificate without that hash says nothing about this ceremony.
 */
export function judgeApple(input: AttestationInput): StatementVerdict {
  const chain = readChain(input.attStmt.get('x5c'))
  if (!Array.isArray(chain)) return chain
  const [leaf] = chain
  const nonce = createHash('sha256').update(concatBytes(input.authenticatorData, input.clientDataHash)).digest()
  const wrapper = derChildren(readDer(leaf.extensions.get(nonceExtension)?.value ?? new Uint8Array()))?.[0]
  const named = wrapper?.tagClass === 'context' && wrapper.tag === 1 ? derPrimitive(derChildren(wrapper)?.[0], 4) : null
  if (named === null || !equalBytes(named, nonce)) return { kind: 'forged', detail: 'nonce' }
  if (!leaf.x509.publicKey.equals(input.credentialKey.key)) return { kind: 'forged', detail: 'public key' }
  return { kind: 'chain', chain, coversAaguid: true }
}
