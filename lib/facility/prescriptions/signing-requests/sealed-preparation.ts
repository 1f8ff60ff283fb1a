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
  return keyring.seal(octets, sealPlace(place))
}

/** @throws Error when the sealed octets were altered or are another row's */
export function openSealedPreparation(keyring: Pick<Keyring, 'open'>, place: Place, sealed: Uint8Array): Preparation {
  const octets = keyring.open(sealed, sealPlace(place))
  const end = octets.indexOf(0x0a)
  const signingTime = new Date(new TextDecoder().decode(octets.subarray(0, end)))
  return { signature: decodePreparedSignature(octets.subarray(end + 1)), signingTime }
}

function sealPlace({ requestId, position }: Place): SealPlace {
  return { table: 'signing_document', row: `${requestId}.${position}`, column: 'sealed_preparation' }
}
