import { encodeDigestAlgorithm } from '../cms/digest-algorithm'
import {
  encodeBoolean,
  encodeInteger,
  encodeObjectId,
  encodeOctetString,
  encodeSequence,
  encodeUnsignedInteger,
} from '../der/write-der'
import type { MessageImprint } from './timestamp-request'

/**
 * TimeStampReq (RFC 3161 §2.4.1) in DER, the TSA's certificate wanted in the token.
 * @param nonce big-endian random octets of the caller, written as a minimal positive INTEGER; without one an old token is as good
 * @param policy dotted object identifier, when a particular one is asked for
 */
export function encodeTimestampRequest({
  imprint,
  nonce,
  policy,
}: {
  imprint: MessageImprint
  nonce?: Uint8Array
  policy?: string
}): Uint8Array<ArrayBuffer> {
  return encodeSequence(
    encodeInteger(1),
    encodeSequence(encodeDigestAlgorithm(imprint.hashAlgorithm), encodeOctetString(imprint.digest)),
    policy === undefined ? null : encodeObjectId(policy),
    nonce === undefined ? null : encodeUnsignedInteger(nonce),
    encodeBoolean(true),
  )
}
