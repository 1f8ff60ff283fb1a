import { equalBytes } from '@/lib/kernel/bytes'
import { hashToken } from '@/lib/keystore/token'

/**
 * How a client says who it is (RFC 6749 §2.3, RFC 7523 §2.2). `clientId` with an assertion is the `client_id` of the request,
 * `null` when it names none.
 */
export type ClientClaim =
  | { by: 'secret'; clientId: string; secret: string }
  | { by: 'assertion'; clientId: string | null; assertion: string }

const noHash = new Uint8Array(32)

/** Whether the secret hashes to that value, in constant time; `null` for a client without a secret or no client at all: false. */
export function isClientSecret(secretHash: Uint8Array | null, secret: string): boolean {
  return equalBytes(secretHash ?? noHash, hashToken(secret)) && secretHash !== null
}
