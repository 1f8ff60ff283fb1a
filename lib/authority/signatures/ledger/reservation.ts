import type { Activation } from './activation'

/** Units of one signHash call, marked before anything is signed. */
export type Reservation = { requestId: string; sadId: string; activation: Activation; hashes: readonly Uint8Array[] }

/** A call that may be asked for again: same facility, credential and hashes under the same key. */
export type RepeatKey = { facilityClientId: string; credentialId: string; idempotencyKeyHash: Uint8Array }
