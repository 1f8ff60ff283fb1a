/** O1: 32 bytes or more. A shorter challenge is a programmer's mistake and throws. */
export function assertChallenge(challenge: Uint8Array): void {
  if (!(challenge instanceof Uint8Array) || challenge.length < 32) {
    throw new RangeError('a WebAuthn challenge has at least 32 bytes')
  }
}

/** O2: an RP ID is a host name in lower case, no address. An empty one would make the library skip its check. */
export function assertRpId(rpId: string): void {
  if (!/^[a-z0-9-]+(\.[a-z0-9-]+)*$/.test(rpId) || /^[\d.]+$/.test(rpId)) throw new RangeError(`not an RP ID: ${rpId}`)
}

/** O2: at least one exact origin, in the form a browser reports it. */
export function assertOrigins(origins: readonly string[]): void {
  if (origins.length === 0) throw new RangeError('at least one origin is needed')
  for (const origin of origins) {
    if (new URL(origin).origin !== origin) throw new RangeError(`not an origin: ${origin}`)
  }
}
