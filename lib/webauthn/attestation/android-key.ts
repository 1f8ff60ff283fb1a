import { equalBytes } from '@/lib/kernel/bytes'
import { type DerElement, derChildren, derPrimitive, derSmallInteger, readDer } from './der'
import {
  type AttestationInput,
  faultOfSignature,
  readChain,
  type StatementFault,
  type StatementVerdict,
} from './statement'

const keyDescriptionExtension = '1.3.6.1.4.1.11129.2.1.17'
const purposeTag = 1
const allApplicationsTag = 600
const originTag = 702
const purposeSign = 2
const originGenerated = 0

/** The AAGUID of Android's own authenticator, b93fd961-f2e6-462f-b122-82002247de78. */
const androidAaguid = new Uint8Array([
  0xb9, 0x3f, 0xd9, 0x61, 0xf2, 0xe6, 0x46, 0x2f, 0xb1, 0x22, 0x82, 0x00, 0x22, 0x47, 0xde, 0x78,
])

/**
 * Android Key attestation (WebAuthn L3 §8.4). Proof is a key that was made inside the trusted environment, for signing and for
 * one application only; a statement that honestly says less is insufficient. The authenticator data is signed by the attested
 * key itself, so any application could have written another AAGUID: only Android's own one counts as covered.
 */
export function judgeAndroidKey(input: AttestationInput): StatementVerdict {
  const alg = input.attStmt.get('alg')
  const signature = input.attStmt.get('sig')
  if (typeof alg !== 'number' || !(signature instanceof Uint8Array)) return { kind: 'malformed', detail: 'alg or sig' }
  const chain = readChain(input.attStmt.get('x5c'))
  if (!Array.isArray(chain)) return chain
  const [leaf] = chain
  const signatureFault = faultOfSignature(input, leaf.x509.publicKey, alg, signature)
  if (signatureFault !== null) return signatureFault
  if (!leaf.x509.publicKey.equals(input.credentialKey.key)) return { kind: 'forged', detail: 'public key' }
  const fault = faultOfDescription(leaf.extensions.get(keyDescriptionExtension)?.value, input.clientDataHash)
  return fault ?? { kind: 'chain', chain, coversAaguid: equalBytes(input.aaguid, androidAaguid) }
}

function faultOfDescription(value: Uint8Array | undefined, clientDataHash: Uint8Array): StatementFault | null {
  const description = derChildren(readDer(value ?? new Uint8Array()))
  const challenge = derPrimitive(description?.[4], 4)
  const softwareEnforced = derChildren(description?.[6])
  const hardwareEnforced = derChildren(description?.[7])
  if (!challenge || !softwareEnforced || !hardwareEnforced) return insufficient('key description')
  if (!equalBytes(challenge, clientDataHash)) return { kind: 'forged', detail: 'attestation challenge' }
  if (explicit(softwareEnforced, allApplicationsTag) || explicit(hardwareEnforced, allApplicationsTag)) {
    return insufficient('all applications')
  }
  if (derSmallInteger(explicit(hardwareEnforced, originTag)) !== originGenerated) return insufficient('origin')
  const purposes = derChildren(explicit(hardwareEnforced, purposeTag))
  return purposes?.length === 1 && derSmallInteger(purposes[0]) === purposeSign ? null : insufficient('purpose')
}

function insufficient(detail: string): StatementFault {
  return { kind: 'insufficient', detail }
}

/** The element inside the explicit context tag `tag`. */
function explicit(list: readonly DerElement[], tag: number): DerElement | undefined {
  const wrapper = list.find((element) => element.tagClass === 'context' && element.tag === tag)
  return derChildren(wrapper)?.[0]
}
