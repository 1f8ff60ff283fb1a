import { fromBase64Url } from '@/lib/kernel/bytes'
import { parseClientData } from '@/lib/webauthn/client-data'

/** Longest clientDataJSON that is looked at, in base64url characters. */
const maxLength = 65_536

/**
 * The challenge that a WebAuthn answer says it answers, unverified; `null` when it names none in strict base64url. Only a key
 * to find the stored challenge by: the verdict compares it again (A6, A10).
 */
export function readChallenge(response: unknown): Uint8Array<ArrayBuffer> | null {
  const clientDataJSON = memberOf(memberOf(response, 'response'), 'clientDataJSON')
  if (typeof clientDataJSON !== 'string' || clientDataJSON.length > maxLength) return null
  const octets = fromBase64Url(clientDataJSON)
  const clientData = octets === null ? null : parseClientData(octets)
  const challenge = clientData === null ? null : fromBase64Url(clientData.challenge)
  return challenge === null || challenge.length === 0 ? null : challenge
}

function memberOf(value: unknown, name: string): unknown {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return undefined
  const members: Record<string, unknown> = { ...value }
  return members[name]
}
