import { equalBytes } from '@/lib/kernel/bytes'
import type { Certificate } from './certificate'
import { derPrimitive, readDer } from './der'
import type { AttestationInput, StatementVerdict } from './statement'
import { isAttestationSignature, readChain } from './statement'

const aaguidExtension = '1.3.6.1.4.1.45724.1.1.4'
const country = '2.5.4.6'
const organization = '2.5.4.10'
const organizationalUnit = '2.5.4.11'
const commonName = '2.5.4.3'

/** Packed attestation, with a certificate chain or as self attestation (WebAuthn L3 §8.2). */
export function judgePacked(input: AttestationInput): StatementVerdict {
  const alg = input.attStmt.get('alg')
  const signature = input.attStmt.get('sig')
  if (typeof alg !== 'number' || !(signature instanceof Uint8Array)) return { kind: 'malformed', detail: 'alg or sig' }
  if (!input.attStmt.has('x5c')) return judgeSelf(input, alg, signature)
  const chain = readChain(input.attStmt.get('x5c'))
  const leaf = chain?.[0]
  if (!chain || !leaf) return { kind: 'malformed', detail: 'x5c' }
  if (!isAttestationSignature(input, leaf.x509.publicKey, alg, signature))
    return { kind: 'invalid', detail: 'signature' }
  const fault = faultOfLeaf(leaf, input.aaguid)
  return fault === null ? { kind: 'chain', chain, coversAaguid: true } : { kind: 'invalid', detail: fault }
}

function judgeSelf(input: AttestationInput, alg: number, signature: Uint8Array): StatementVerdict {
  if (alg !== input.credentialKey.algorithm) return { kind: 'invalid', detail: 'alg' }
  const isRight = isAttestationSignature(input, input.credentialKey.key, alg, signature)
  return isRight ? { kind: 'self' } : { kind: 'invalid', detail: 'signature' }
}

/** WebAuthn L3 §8.2.1: version 3, the four subject attributes, no CA, and the AAGUID where the certificate names one. */
function faultOfLeaf(leaf: Certificate, aaguid: Uint8Array): string | null {
  const { subject } = leaf
  if (leaf.version !== 3) return 'version'
  if (!/^[A-Z]{2}$/.test(subject.get(country) ?? '')) return 'subject C'
  if (!subject.get(organization) || !subject.get(commonName)) return 'subject O or CN'
  if (subject.get(organizationalUnit) !== 'Authenticator Attestation') return 'subject OU'
  if (leaf.x509.ca || !leaf.extensions.has('2.5.29.19')) return 'basic constraints'
  const extension = leaf.extensions.get(aaguidExtension)
  if (extension === undefined) return null
  const named = derPrimitive(readDer(extension.value), 4)
  return !extension.isCritical && named !== null && equalBytes(named, aaguid) ? null : 'AAGUID extension'
}
