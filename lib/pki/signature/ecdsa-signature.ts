import { readInteger, readSequence } from '../der/der-values'
import { readDer } from '../der/read-der'
import { PkiError } from '../pki-error'
import type { EcCurve } from '../public-key'

/** Order n of each curve's base point (SEC 2 §§2.4.2, 2.5.1, 2.6.1), and the bytes that a number below it takes. */
const curves: Readonly<Record<EcCurve, { order: bigint; bytes: number }>> = {
  'P-256': { order: BigInt(`0xffffffff00000000${'f'.repeat(16)}bce6faada7179e84f3b9cac2fc632551`), bytes: 32 },
  'P-384': { order: BigInt(`0x${'f'.repeat(48)}c7634d81f4372ddf581a0db248b0a77aecec196accc52973`), bytes: 48 },
  'P-521': {
    order: BigInt(`0x1${'f'.repeat(64)}fa51868783bf2f966b7fcc0148f709a5d03bb5c9b8899c47aebb6fb71e91386409`),
    bytes: 66,
  },
}

/**
 * Reads an ECDSA-Sig-Value (RFC 3279 §2.2.3) to its last byte and as DER only: one SEQUENCE of two INTEGERs r and s, minimal
 * lengths and numbers, nothing behind them, 0 < r < n and 0 < s < n. What OpenSSL refuses is refused here too, so that a
 * signature that is kept as evidence verifies with any tool. s above n/2 is taken: ECDSA (FIPS 186-5 §6.4.2) allows it and
 * authenticators make it; do not use a signature's bytes as a unique key. Says nothing about whether the signature is right.
 * @returns r ‖ s, each as long as n: the form of XML signatures (RFC 4050 §3.3) and JWS; `null` for any other form
 */
export function readEcdsaSignature(der: Uint8Array, curve: EcCurve): Uint8Array<ArrayBuffer> | null {
  const { order, bytes } = curves[curve]
  try {
    const numbers = readSequence(readDer(der, { maxOctets: 2 * bytes + 16, maxDepth: 1 })).map(readInteger)
    if (numbers.length !== 2 || numbers.some((number) => number <= 0n || number >= order)) return null
    return new Uint8Array(numbers.flatMap((number) => bigEndian(number, bytes)))
  } catch (error) {
    if (error instanceof PkiError) return null
    throw error
  }
}

function bigEndian(number: bigint, length: number): number[] {
  const hex = number.toString(16).padStart(2 * length, '0')
  return Array.from({ length }, (_, place) => Number.parseInt(hex.slice(2 * place, 2 * place + 2), 16))
}
