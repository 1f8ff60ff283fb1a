import { equalBytes } from '@/lib/kernel/bytes'
import { type DerElement, isContext } from '@/lib/pki/der/der-element'
import { readExplicit, readOctetString, readSequence, readSet, readSmallInteger } from '@/lib/pki/der/der-values'
import { readDer } from '@/lib/pki/der/read-der'
import { readOrNull } from '@/lib/pki/pki-error'
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
  const attested = readChain(input.attStmt.get('x5c'))
  if ('kind' in attested) return attested
  const { chain, leafKey } = attested
  const signatureFault = faultOfSignature(input, leafKey, alg, signature)
  if (signatureFault !== null) return signatureFault
  if (!leafKey.equals(input.credentialKey.key)) return { kind: 'forged', detail: 'public key' }
  const fault = faultOfDescription(chain[0].extensions.get(keyDescriptionExtension)?.value, input.clientDataHash)
  return fault ?? { kind: 'chain', chain, coversAaguid: equalBytes(input.aaguid, androidAaguid) }
}

function faultOfDescription(value: Uint8Array | undefined, clientDataHash: Uint8Array): StatementFault | null {
  const description = readOrNull(() => readDescription(value))
  if (description === null) return insufficient('key description')
  const { challenge, softwareEnforced, hardwareEnforced } = description
  if (!equalBytes(challenge, clientDataHash)) return { kind: 'forged', detail: 'attestation challenge' }
  if ([...softwareEnforced, ...hardwareEnforced].some((element) => isContext(element, allApplicationsTag))) {
    return insufficient('all applications')
  }
  const origin = readOrNull(() => readSmallInteger(readTagged(hardwareEnforced, originTag)))
  if (origin !== originGenerated) return insufficient('origin')
  const purposes = readOrNull(() => readSet(readTagged(hardwareEnforced, purposeTag)).map(readSmallInteger))
  return purposes?.length === 1 && purposes[0] === purposeSign ? null : insufficient('purpose')
}

function insufficient(detail: string): StatementFault {
  return { kind: 'insufficient', detail }
}

/** The members of a KeyDescription that WebAuthn L3 §8.4.1 judges. @throws {PkiError} */
function readDescription(value: Uint8Array = new Uint8Array()) {
  const members = readSequence(readDer(value))
  return {
    challenge: readOctetString(members[4]),
    softwareEnforced: readSequence(members[6]),
    hardwareEnforced: readSequence(members[7]),
  }
}

/** The element inside the explicit context tag `tag` of an authorization list. @throws {PkiError} */
function readTagged(list: readonly DerElement[], tag: number): DerElement {
  const wrapper = list.find((element) => isContext(element, tag))
  return readExplicit(wrapper, tag)
}
