import { parseSignedData, type SignedData } from '../cms/parse-signed-data'
import { PkiError } from '../pki-error'
import { parseTstInfo, type TstInfo } from './parse-tst-info'
import { type TimestampFinding, timestampFinding } from './timestamp.findings'
import { TIMESTAMP_OID } from './timestamp.oids'

/** Octets of a token that is read at all; certificates and CRLs may travel inside. */
export const maxTimestampTokenOctets = 256 * 1024

/** A token as it claims to be, and the octets of its TSTInfo, which the signature covers. Nothing of it is verified. */
export type UnverifiedTimestampToken = { signedData: SignedData; info: TstInfo; infoOctets: Uint8Array }

/** Parses a TimeStampToken (RFC 3161 §2.4.2): CMS in BER around a TSTInfo in DER. Never throws for what is inside `token`. */
export function parseTimestampToken(token: Uint8Array): UnverifiedTimestampToken | TimestampFinding {
  try {
    const signedData = parseSignedData(token, maxTimestampTokenOctets)
    if (signedData.contentType !== TIMESTAMP_OID.tstInfo) return timestampFinding('content_type_wrong')
    if (signedData.content === null) return timestampFinding('token_malformed', 'no content')
    return { signedData, info: parseTstInfo(signedData.content), infoOctets: signedData.content }
  } catch (error) {
    if (!(error instanceof PkiError)) throw error
    return timestampFinding(error.finding === 'der_too_large' ? 'token_too_large' : 'token_malformed', error.message)
  }
}
