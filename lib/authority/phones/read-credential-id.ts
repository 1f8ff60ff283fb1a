/** Longest credential id that is looked up, in base64url characters: 1,023 bytes (R3). */
const maxLength = 1_364

/** The credential id a WebAuthn answer names, unverified: a key to look up by. Empty when it names none, and then none is found. */
export function readCredentialId(response: unknown): string {
  if (typeof response !== 'object' || response === null || !('id' in response)) return ''
  return typeof response.id === 'string' && response.id.length <= maxLength ? response.id : ''
}
