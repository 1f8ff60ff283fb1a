import { equalBytes } from '@/lib/kernel/bytes'
import type { Certificate } from '@/lib/pki/certificate'
import { readOctetString } from '@/lib/pki/der/der-values'
import { readDer } from '@/lib/pki/der/read-der'
import { readOrNull } from '@/lib/pki/pki-error'
import {
  type AttestationInput,
  faultOfSignature,
  readChain,
  type StatementFault,
  type StatementVerdict,
} from './statement'

/** id-fido-gen-ce-aaguid: the model that an attestation certificate is for. */
export const aaguidExtension = '1.3.6.1.4.1.45724.1.1.4'
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
  const attested = readChain(input.attStmt.get('x5c'))
  if ('kind' in attested) return attested
  const { chain, leafKey } = attested
  const [leaf] = chain
  const fault =
    faultOfSignature(input, leafKey, alg, signature) ?? faultOfAaguid(leaf, input.aaguid) ?? faultOfLeaf(leaf)
  return fault ?? { kind: 'chain', chain, coversAaguid: true }
}

function judgeSelf(input: AttestationInput, alg: number, signature: Uint8Array): StatementVerdict {
  if (alg !== input.credentialKey.algorithm) return { kind: 'forged', detail: 'alg' }
  return faultOfSignature(input, input.credentialKey.key, alg, signature) ?? { kind: 'self' }
}

/** WebAuthn L3 §8.2: a certificate that names a model was not made for an authenticator of another one. */
function faultOfAaguid(leaf: Certificate, aaguid: Uint8Array): StatementFault | null {
  const extension = leaf.extensions.get(aaguidExtension)
  if (extension === undefined) return null
  const named = readOrNull(() => readOctetString(readDer(extension.value)))
  if (named?.length !== 16 || extension.isCritical) return { kind: 'insufficient', detail: 'AAGUID extension' }
  return equalBytes(named, aaguid) ? null : { kind: 'forged', detail: 'AAGUID of another model' }
}

/** WebAuthn L3 §8.2.1: version 3, the four subject attributes, no CA. */
function faultOfLeaf(leaf: Certificate): StatementFault | null {
  const isFit =
    leaf.version === 3 &&
    /^[A-Z]{2}$/.test(attributeOf(leaf, country)) &&
    attributeOf(leaf, organization) !== '' &&
    attributeOf(leaf, commonName) !== '' &&
    attributeOf(leaf, organizationalUnit) === 'Authenticator Attestation' &&
    leaf.basicConstraints?.isCa === false
  return isFit ? null : { kind: 'insufficient', detail: 'certificate profile' }
}

/** The first value of a subject attribute; empty when there is none. */
function attributeOf({ subject }: Certificate, type: string): string {
  return subject.rdns.flat().find((attribute) => attribute.type === type)?.text ?? ''
}
