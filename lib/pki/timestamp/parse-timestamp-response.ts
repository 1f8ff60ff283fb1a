import { readBer } from '../der/ber-to-der'
import { DER } from '../der/der-element'
import { derFields } from '../der/der-fields'
import { readText } from '../der/der-text'
import { readNamedBits, readSequence, readSmallInteger } from '../der/der-values'
import { PkiError } from '../pki-error'
import { maxTimestampTokenOctets } from './parse-timestamp-token'

/** PKIStatus (RFC 3161 §2.4.2). */
export type TimestampStatus =
  | 'granted'
  | 'grantedWithMods'
  | 'rejection'
  | 'waiting'
  | 'revocationWarning'
  | 'revocationNotification'

/** PKIFailureInfo by its bit (RFC 3161 §2.4.2). */
export const timestampFailures = {
  badAlg: 0,
  badRequest: 2,
  badDataFormat: 5,
  timeNotAvailable: 14,
  unacceptedPolicy: 15,
  unacceptedExtension: 16,
  addInfoNotAvailable: 17,
  systemFailure: 25,
} as const

export type TimestampFailure = keyof typeof timestampFailures

export type TimestampResponse = {
  status: TimestampStatus
  failures: readonly TimestampFailure[]
  /** What the TSA wrote for a person; for the log only. */
  texts: readonly string[]
  /** DER of the token; there is one exactly when the status is `granted` or `grantedWithMods`. */
  token: Uint8Array | null
}

const statuses = [
  'granted',
  'grantedWithMods',
  'rejection',
  'waiting',
  'revocationWarning',
  'revocationNotification',
] as const satisfies readonly TimestampStatus[]

/**
 * Parses a TimeStampResp (RFC 3161 §2.4.2), whose token may be BER; it comes out in DER and still has to be verified.
 * @throws {PkiError} der_malformed, der_too_large, der_too_deep
 */
export function parseTimestampResponse(octets: Uint8Array): TimestampResponse {
  const limits = { maxOctets: maxTimestampTokenOctets + 4096, maxDepth: 32 }
  const fields = derFields(readSequence(readBer(octets, limits)))
  const info = derFields(readSequence(fields.take()))
  const status = statuses[readSmallInteger(info.take())]
  const freeText = info.takeUniversal(DER.sequence)
  const failInfo = info.takeUniversal(DER.bitString)
  info.end()
  const token = fields.takeUniversal(DER.sequence)
  fields.end()
  const isGranted = status === 'granted' || status === 'grantedWithMods'
  if (status === undefined || isGranted !== (token !== null)) throw new PkiError('der_malformed', 'status and token')
  const bits: readonly number[] = failInfo === null ? [] : readNamedBits(failInfo)
  return {
    status,
    failures: (Object.keys(timestampFailures) as TimestampFailure[]).filter((failure) =>
      bits.includes(timestampFailures[failure]),
    ),
    texts: freeText === null ? [] : readSequence(freeText).map((text) => readText(text)?.slice(0, 200) ?? ''),
    token: token?.octets ?? null,
  }
}
