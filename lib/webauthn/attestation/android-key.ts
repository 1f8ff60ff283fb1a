import { equalBytes } from '@/lib/kernel/bytes'
import { type DerElement, derChildren, derPrimitive, derSmallInteger, readDer } from './der'
import type { AttestationInput, StatementVerdict } from './statement'
import { isAttestationSignature, readChain } from './statement'

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
 * Android Key attestation (WebAuthn L3 §8.4). The key must have been made for signing inside the trusted environment and for
 * one application only. The authenticator data is signed by the attested key itself, so any application could have written
 * another AAGUID: only Android's own one counts as covered.
 */
export function judgeAndroidKey(input: AttestationInput): StatementVerdict {
  const alg = input.attStmt.get('alg')
  const signature = input.attStmt.get('sig')
  const chain = readChain(input.attStmt.get('x5c'))
  const leaf = chain?.[0]
  if (typeof alg !== 'number' || !(signature instanceof Uint8Array)) return { kind: 'malformed', detail: 'alg or sig' }
  if (!chain || !leaf) return { kind: 'malformed', detail: 'x5c' }
  if (!isAttestationSignature(input, leaf.x509.publicKey, alg, signature))
    return { kind: 'invalid', detail: 'signature' }
  if (!leaf.x509.publicKey.equals(input.credentialKey.key)) return { kind: 'invalid', detail: 'public key' }
  const extension = leaf.extensions.get(keyDescriptionExtension)
  const fault = extension ? faultOfDescription(extension.value, input.clientDataHash) : 'key description'
  if (fault !== null) return { kind: 'invalid', detail: fault }
  return { kind: 'chain', chain, coversAaguid: equalBytes(input.aaguid, androidAaguid) }
}

function faultOfDescription(value: Uint8Array, clientDataHash: Uint8Array): string | null {
  const description = derChildren(readDer(value))
  const challenge = derPrimitive(description?.[4], 4)
  const softwareEnforced = derChildren(description?.[6])
  const hardwareEnforced = derChildren(description?.[7])
  if (!challenge || !softwareEnforced || !hardwareEnforced) return 'key description'
  if (!equalBytes(challenge, clientDataHash)) return 'attestation challenge'
  if (explicit(softwareEnforced, allApplicationsTag) || explicit(hardwareEnforced, allApplicationsTag)) {
    return 'all applications'
  }
  if (derSmallInteger(explicit(hardwareEnforced, originTag)) !== originGenerated) return 'origin'
  const purposes = derChildren(explicit(hardwareEnforced, purposeTag))
  return purposes?.length === 1 && derSmallInteger(purposes[0]) === purposeSign ? null : 'purpose'
}

/** The element inside the explicit context tag `tag`. */
function explicit(list: readonly DerElement[], tag: number): DerElement | undefined {
  const wrapper = list.find((element) => element.tagClass === 'context' && element.tag === tag)
  return derChildren(wrapper)?.[0]
}
