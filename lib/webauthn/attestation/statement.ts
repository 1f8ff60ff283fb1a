import { type KeyObject, verify } from 'node:crypto'
import { concatBytes } from '@/lib/kernel/bytes'
import type { CredentialKey } from '../credential-key'
import { type Certificate, parseCertificate } from './certificate'

/** What every attestation format is judged on (WebAuthn L3 §6.5.2). */
export type AttestationInput = {
  attStmt: ReadonlyMap<unknown, unknown>
  authenticatorData: Uint8Array
  clientDataHash: Uint8Array
  aaguid: Uint8Array
  credentialKey: CredentialKey
}

/**
 * What a statement proves by itself. `chain`: signed under the first certificate of a chain that is not yet trusted;
 * `coversAaguid` tells whether the AAGUID is part of what the maker of the authenticator vouches for.
 */
export type StatementVerdict =
  | { kind: 'none' }
  | { kind: 'self' }
  | { kind: 'chain'; chain: Certificate[]; coversAaguid: boolean }
  | { kind: 'not_evaluated' }
  | { kind: 'malformed'; detail: string }
  | { kind: 'invalid'; detail: string }

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

/** Whether `signature` is over authenticatorData and the hash of the client data, made by `key` with COSE algorithm `alg`. */
export function isAttestationSignature(
  input: Pick<AttestationInput, 'authenticatorData' | 'clientDataHash'>,
  key: KeyObject,
  alg: number,
  signature: Uint8Array,
): boolean {
  const algorithm = attestationAlgorithms.get(alg)
  if (algorithm === undefined || key.asymmetricKeyType !== algorithm.keyType) return false
  try {
    return verify(algorithm.hash, concatBytes(input.authenticatorData, input.clientDataHash), key, signature)
  } catch {
    return false
  }
}

/** Reads `x5c`, leaf first; `null` when it is empty, too long or holds anything but certificates. */
export function readChain(x5c: unknown): Certificate[] | null {
  if (!Array.isArray(x5c) || x5c.length === 0 || x5c.length > 8) return null
  const chain: Certificate[] = []
  for (const der of x5c) {
    const certificate = der instanceof Uint8Array ? parseCertificate(der) : null
    if (certificate === null) return null
    chain.push(certificate)
  }
  return chain
}
