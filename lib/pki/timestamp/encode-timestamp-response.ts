import { encodeInteger, encodeNamedBits, encodeSequence } from '../der/write-der'
import { type TimestampFailure, timestampFailures } from './parse-timestamp-response'

/** TimeStampResp with a token, status granted (RFC 3161 §2.4.2). */
export function encodeGranted(token: Uint8Array): Uint8Array<ArrayBuffer> {
  return encodeSequence(encodeSequence(encodeInteger(0)), token)
}

/** TimeStampResp without a token: status rejection and the reason. */
export function encodeRefused(failure: TimestampFailure): Uint8Array<ArrayBuffer> {
  return encodeSequence(encodeSequence(encodeInteger(2), encodeNamedBits([timestampFailures[failure]])))
}
