import { concatBytes, utf8 } from '@/lib/kernel/bytes'

/** COSE_Key of an ES256 key in CTAP2 canonical CBOR (RFC 9053 §7.1.1; WebAuthn L3 §6.5.1). `x`, `y`: 32 bytes each. */
export function encodeCoseKey(x: Uint8Array, y: Uint8Array): Uint8Array<ArrayBuffer> {
  const kty = [0x01, 0x02]
  const alg = [0x03, 0x26]
  const crv = [0x20, 0x01]
  const head = new Uint8Array([0xa5, ...kty, ...alg, ...crv, 0x21, 0x58, 32])
  return concatBytes(head, x, new Uint8Array([0x22, 0x58, 32]), y)
}

/** Attestation object without a statement (WebAuthn L3 §8.7). `authenticatorData` has fewer than 256 bytes. */
export function encodeAttestationObject(authenticatorData: Uint8Array): Uint8Array<ArrayBuffer> {
  return concatBytes(
    new Uint8Array([0xa3]),
    cborText('fmt'),
    cborText('none'),
    cborText('attStmt'),
    new Uint8Array([0xa0]),
    cborText('authData'),
    new Uint8Array([0x58, authenticatorData.length]),
    authenticatorData,
  )
}

/** An ECDSA signature as WebAuthn wants it (L3 §6.5.5: DER), from r and s of 32 bytes each, as WebCrypto makes it. */
export function encodeEcdsaSignature(rawSignature: Uint8Array): Uint8Array<ArrayBuffer> {
  const r = derInteger(rawSignature.subarray(0, 32))
  const s = derInteger(rawSignature.subarray(32))
  return concatBytes(new Uint8Array([0x30, r.length + s.length]), r, s)
}

function cborText(text: string): Uint8Array<ArrayBuffer> {
  return concatBytes(new Uint8Array([0x60 | text.length]), utf8(text))
}

function derInteger(magnitude: Uint8Array): Uint8Array<ArrayBuffer> {
  const start = magnitude.findIndex((byte) => byte !== 0)
  const digits = start === -1 ? new Uint8Array(1) : magnitude.subarray(start)
  const sign = (digits[0] ?? 0) & 0x80 ? new Uint8Array(1) : new Uint8Array(0)
  return concatBytes(new Uint8Array([0x02, sign.length + digits.length]), sign, digits)
}
