import { type KeyObject, verify } from 'node:crypto'
import { concatBytes } from '@/lib/kernel/bytes'
import type { Certificate } from '@/lib/pki/certificate'
import { publicKeyOf } from '@/lib/pki/path/signature-algorithm'
import type { CborMap, CborValue } from '../cbor/read-cbor'
import type { CredentialKey } from '../credential-key'
import { isCertificateShaped, readCertificate } from './read-certificate'

/** What every attestation format is judged on (WebAuthn L3 §6.5.2). */
export type AttestationInput = {
  attStmt: CborMap
  authenticatorData: Uint8Array
  clientDataHash: Uint8Array
  aaguid: Uint8Array
  credentialKey: CredentialKey
}

/**
 * What a statement proves by itself.
 *
 * - `chain`: signed under the first certificate of a chain that is not yet trusted; `coversAaguid` says whether the AAGUID is
 *   part of what the maker of the authenticator vouches for.
 * - `insufficient`: nothing in it is false, but it does not say what its format demands as proof.
 * - `not_evaluated`: a format, algorithm or kind of certificate that is not known here.
 * - `malformed`: not the syntax of its format.
 * - `forged`: its signature is wrong, or it contradicts the credential or the ceremony.
 */
export type StatementVerdict =
  | { kind: 'none' }
  | { kind: 'self' }
  | { kind: 'chain'; chain: Certificate[]; coversAaguid: boolean }
  | { kind: 'insufficient'; detail: string }
  | { kind: 'not_evaluated'; detail: string }
  | { kind: 'malformed'; detail: string }
  | { kind: 'forged'; detail: string }

/** A verdict that ends the judgement of a statement. */
export type StatementFault = Extract<StatementVerdict, { detail: string }>

const maxChain = 8

/** Hash and key type per COSE algorithm of an attestation signature (RFC 9053, RFC 8812). */
const attestationAlgorithms: ReadonlyMap<number, { hash: string | null; keyType: string }> = new Map([
  [-7, { hash: 'sha256', keyType: 'ec' }],
  [-35, { hash: 'sha384', keyType: 'ec' }],
  [-36, { hash: 'sha512', keyType: 'ec' }],
  [-8, { hash: null, keyType: 'ed25519' }],
  [-257, { hash: 'sha256', keyType: 'rsa' }],
  [-258, { hash: 'sha384', keyType: 'rsa' }],
  [-259, { hash: 'sha512', keyType: 'rsa' }],
])

/**
 * `null` when `signature` is over authenticatorData and the hash of the client data, made by `key` with COSE algorithm `alg`.
 * An algorithm that is not known here is not a wrong signature.
 */
export function faultOfSignature(
  input: Pick<AttestationInput, 'authenticatorData' | 'clientDataHash'>,
  key: KeyObject,
  alg: number,
  signature: Uint8Array,
): StatementFault | null {
  const algorithm = attestationAlgorithms.get(alg)
  if (algorithm === undefined) return { kind: 'not_evaluated', detail: `algorithm ${alg}` }
  const isRight = key.asymmetricKeyType === algorithm.keyType && isSignedBy(input, key, algorithm.hash, signature)
  return isRight ? null : { kind: 'forged', detail: 'signature' }
}

function isSignedBy(
  input: Pick<AttestationInput, 'authenticatorData' | 'clientDataHash'>,
  key: KeyObject,
  hash: string | null,
  signature: Uint8Array,
): boolean {
  try {
    return verify(hash, concatBytes(input.authenticatorData, input.clientDataHash), key, signature)
  } catch {
    return false
  }
}

/** A certificate chain, leaf first, with the leaf's key. */
export type AttestationChain = { chain: [Certificate, ...Certificate[]]; leafKey: KeyObject }

/** Reads `x5c`, leaf first. Certificates of a kind that cannot be read here are not evaluated, anything else is malformed. */
export function readChain(x5c: CborValue): AttestationChain | StatementFault {
  if (!Array.isArray(x5c) || x5c.length === 0) return { kind: 'malformed', detail: 'x5c' }
  if (x5c.length > maxChain) return { kind: 'not_evaluated', detail: 'long x5c' }
  const chain: Certificate[] = []
  for (const der of x5c) {
    const certificate = der instanceof Uint8Array ? readCertificate(der) : null
    if (certificate !== null) chain.push(certificate)
    else if (der instanceof Uint8Array && isCertificateShaped(der)) return { kind: 'not_evaluated', detail: 'x5c' }
    else return { kind: 'malformed', detail: 'x5c' }
  }
  const [leaf, ...issuers] = chain
  const leafKey = leaf === undefined ? null : publicKeyOf(leaf)
  if (leaf === undefined || leafKey === null) return { kind: 'malformed', detail: 'x5c' }
  return { chain: [leaf, ...issuers], leafKey }
}
