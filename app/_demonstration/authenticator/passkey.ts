import { concatBytes, fromBase64Url, toBase64Url, utf8 } from '@/lib/kernel/bytes'
import { encodeAttestationObject, encodeCoseKey, encodeEcdsaSignature } from './encode'

/** A passkey of the phone in the browser. The private key cannot be exported; the browser keeps it. */
export type Passkey = {
  /** base64url. */
  credentialId: string
  rpId: string
  userHandle: Uint8Array<ArrayBuffer>
  privateKey: CryptoKey
  counter: number
}

/** Where a ceremony takes place: `challenge` as raw bytes, `origin` of the page that asks. */
export type Ceremony = { rpId: string; origin: string; challenge: Uint8Array }

export type Attestation = {
  clientDataJSON: Uint8Array<ArrayBuffer>
  attestationObject: Uint8Array<ArrayBuffer>
}

export type Assertion = {
  clientDataJSON: Uint8Array<ArrayBuffer>
  authenticatorData: Uint8Array<ArrayBuffer>
  signature: Uint8Array<ArrayBuffer>
}

/** Flag bits of authenticator data (WebAuthn L3 §6.1). */
const flag = { UP: 0x01, UV: 0x04, AT: 0x40 } as const
const curve = { name: 'ECDSA', namedCurve: 'P-256' } as const
const aaguid = new Uint8Array(16)

/** Makes an ES256 key pair and the answer to a registration (WebAuthn L3 §6.3.2), without attestation. */
export async function makePasskey(
  { rpId, origin, challenge }: Ceremony,
  userHandle: Uint8Array<ArrayBuffer>,
): Promise<{ passkey: Passkey; attestation: Attestation }> {
  const pair = await crypto.subtle.generateKey(curve, false, ['sign', 'verify'])
  const { x, y } = await crypto.subtle.exportKey('jwk', pair.publicKey)
  const credentialId = crypto.getRandomValues(new Uint8Array(32))
  const attested = concatBytes(
    aaguid,
    new Uint8Array([0, credentialId.length]),
    credentialId,
    encodeCoseKey(coordinate(x), coordinate(y)),
  )
  const counter = 1
  const data = concatBytes(await authenticatorData(rpId, flag.UP | flag.UV | flag.AT, counter), attested)
  return {
    passkey: { credentialId: toBase64Url(credentialId), rpId, userHandle, privateKey: pair.privateKey, counter },
    attestation: {
      clientDataJSON: clientData('webauthn.create', challenge, origin),
      attestationObject: encodeAttestationObject(data),
    },
  }
}

/** Answers a sign-in with `passkey` (WebAuthn L3 §6.3.3); `passkey.counter` is the value that the answer carries. */
export async function signChallenge(passkey: Passkey, { rpId, origin, challenge }: Ceremony): Promise<Assertion> {
  const clientDataJSON = clientData('webauthn.get', challenge, origin)
  const data = await authenticatorData(rpId, flag.UP | flag.UV, passkey.counter)
  const signed = concatBytes(data, await sha256(clientDataJSON))
  const raw = await crypto.subtle.sign({ name: 'ECDSA', hash: 'SHA-256' }, passkey.privateKey, signed)
  return { clientDataJSON, authenticatorData: data, signature: encodeEcdsaSignature(new Uint8Array(raw)) }
}

async function authenticatorData(rpId: string, flags: number, counter: number): Promise<Uint8Array<ArrayBuffer>> {
  const tail = new Uint8Array(5)
  tail[0] = flags
  new DataView(tail.buffer).setUint32(1, counter)
  return concatBytes(await sha256(utf8(rpId)), tail)
}

function clientData(type: string, challenge: Uint8Array, origin: string): Uint8Array<ArrayBuffer> {
  return utf8(JSON.stringify({ type, challenge: toBase64Url(challenge), origin, crossOrigin: false }))
}

async function sha256(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))
}

function coordinate(member: string | undefined): Uint8Array<ArrayBuffer> {
  const bytes = fromBase64Url(member ?? '')
  if (bytes?.length !== 32) throw new TypeError('a coordinate of P-256 has 32 bytes')
  return bytes
}
