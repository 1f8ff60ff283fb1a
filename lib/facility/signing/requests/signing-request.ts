import { createHash } from 'node:crypto'
import { concatBytes, utf8 } from '@/lib/kernel/bytes'
import type { Keyring } from '@/lib/keystore/keyring'

/** How long one process may work on a request before another goes on with it: longer than its calls to the authority together. */
export const turnSeconds = 45

/** How long a request that comes while another of the same key is worked on waits for that one's end. */
export const waitMs = 5_000

/** Most documents of one batch: one authorisation of the authority holds the hashes of all. */
export const maxBatch = 100

/**
 * HMAC over what is asked for, part by part with their lengths: the same key with anything else is another request. Keyed, because
 * it outlives the document, and the content of a prescription must not be found by trial.
 */
export function requestHash(
  keyring: Pick<Keyring, 'requestMac'>,
  ...parts: readonly (string | Uint8Array)[]
): Uint8Array<ArrayBuffer> {
  const octets = parts.map((part) => (typeof part === 'string' ? utf8(part) : part))
  const framed = octets.flatMap((part) => [utf8(`${part.length}:`), part])
  return keyring.requestMac(concatBytes(...framed))
}

export function sha256(octets: Uint8Array): Uint8Array<ArrayBuffer> {
  return new Uint8Array(createHash('sha256').update(octets).digest())
}
