import { fromBase64Url } from '@/lib/kernel/bytes'

/** A JSON object of the sender's, whose members may be of any type. */
export type UnverifiedMembers = Readonly<Record<string, unknown>>

/** None is in a client_id (RFC 6749 Appendix A.1). */
const controlCharacter = /\p{Cc}/u

/** What an assertion says of itself; nothing of it is proven. */
export type UnverifiedClientAssertion = {
  clientId: string
  header: UnverifiedMembers
  claims: UnverifiedMembers
  /** RFC 7515 §5.1, step 5. */
  signingInput: string
  signature: Uint8Array<ArrayBuffer>
}

/** Reads a JWS in compact form (RFC 7515 §7.1) whose issuer is its subject (RFC 7523 §3); `null` for anything else. Any length. */
export function readClientAssertion(unverified: string): UnverifiedClientAssertion | null {
  const [protectedPart, payloadPart, signaturePart, ...rest] = unverified.split('.')
  if (protectedPart === undefined || payloadPart === undefined || signaturePart === undefined) return null
  if (rest.length > 0) return null
  const header = readMembers(protectedPart)
  const claims = readMembers(payloadPart)
  const signature = fromBase64Url(signaturePart)
  if (header === null || claims === null || signature === null) return null
  const { iss, sub } = claims
  if (typeof iss !== 'string' || iss === '' || iss !== sub || controlCharacter.test(iss)) return null
  return { clientId: iss, header, claims, signingInput: `${protectedPart}.${payloadPart}`, signature }
}

function readMembers(part: string): UnverifiedMembers | null {
  const bytes = fromBase64Url(part)
  if (bytes === null) return null
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
    const value: unknown = JSON.parse(text)
    return isObject(value) ? value : null
  } catch {
    return null
  }
}

function isObject(value: unknown): value is UnverifiedMembers {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
