import type { DigestAlgorithm } from '../cms/digest-algorithm'

/** What is to be stamped: a digest and the hash function that made it. */
export type MessageImprint = { hashAlgorithm: DigestAlgorithm; digest: Uint8Array }

/** TimeStampReq (RFC 3161 §2.4.1), as the TSA reads it. */
export type TimestampRequest = {
  imprint: {
    /** Dotted object identifier: the TSA decides whether it takes it. */
    hashAlgorithm: string
    digest: Uint8Array
  }
  /** Policy asked for, a dotted object identifier. */
  policy: string | null
  /** Two's complement octets of the INTEGER, to be repeated as they are. */
  nonce: Uint8Array | null
  isCertificateWanted: boolean
  /** Extensions that are unknown here (RFC 3161 §2.4.1: such a request is refused). */
  hasExtensions: boolean
}
