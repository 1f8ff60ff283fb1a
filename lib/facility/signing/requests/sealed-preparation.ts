import { concatBytes } from '@/lib/kernel/bytes'
import type { Keyring, SealPlace } from '@/lib/keystore/keyring'
import {
  decodePreparedSignature,
  encodePreparedSignature,
  type PreparedSignature,
} from '@/lib/xades/create/prepared-signature'

/** What is kept of one document before the authority hears of it, and as long as the signed document may be asked for again. */
export type Preparation = { signature: PreparedSignature; signingTime: Date }

/** The place of a document in its request. */
type Place = { requestId: string; position: number }

/** Seals a preparation, which holds patient data, for its row alone. */
export function sealPreparation(
  keyring: Pick<Keyring, 'seal'>,
  place: Place,
  { signature, signingTime }: Preparation,
): Uint8Array<ArrayBuffer> {
  const fields = encodePreparedSignature(signature)
  const time = new TextEncoder().encode(`${signingTime.toISOString()}\n`)
  const octets = new Uint8Array(time.length + fields.length)
  octets.set(time)
  octets.set(fields, time.length)
  return keyring.seal(octets, sealPlace(place, 'sealed_preparation'))
}

/** @throws Error when the sealed bytes were altered or are another row's */
export function openSealedPreparation(keyring: Pick<Keyring, 'open'>, place: Place, sealed: Uint8Array): Preparation {
  const octets = keyring.open(sealed, sealPlace(place, 'sealed_preparation'))
  const end = octets.indexOf(0x0a)
  const signingTime = new Date(new TextDecoder().decode(octets.subarray(0, end)))
  return { signature: decodePreparedSignature(octets.subarray(end + 1)), signingTime }
}

const hashOctets = 32

/** The signature of a document, as the authority gave it, and SHA-256 of the document that was judged with it. */
export type KeptSignature = { signature: Uint8Array; documentHash: Uint8Array }

/** Seals a signature together with the hash of its document: neither is exchanged without the other, nor the preparation. */
export function sealSignature(
  keyring: Pick<Keyring, 'seal'>,
  place: Place,
  { signature, documentHash }: KeptSignature,
): Uint8Array<ArrayBuffer> {
  return keyring.seal(concatBytes(documentHash, signature), sealPlace(place, 'sealed_signature'))
}

/** @throws Error when the sealed bytes were altered or are another row's */
export function openSealedSignature(keyring: Pick<Keyring, 'open'>, place: Place, sealed: Uint8Array): KeptSignature {
  const octets = keyring.open(sealed, sealPlace(place, 'sealed_signature'))
  return { documentHash: octets.slice(0, hashOctets), signature: octets.slice(hashOctets) }
}

function sealPlace({ requestId, position }: Place, column: 'sealed_preparation' | 'sealed_signature'): SealPlace {
  return { table: 'signing_document', row: `${requestId}.${position}`, column }
}
