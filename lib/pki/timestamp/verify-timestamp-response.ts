import { PkiError } from '../pki-error'
import { parseTimestampResponse, type TimestampFailure, type TimestampResponse } from './parse-timestamp-response'
import { type TimestampFinding, timestampFinding } from './timestamp.findings'
import { type TimestampExpectations, type TimestampVerdict, verifyTimestampToken } from './verify-timestamp-token'

export type TimestampResponseVerdict = TimestampVerdict & {
  /** DER of the token, whatever the verdict. */
  tokenDer: Uint8Array | null
  /** Why the TSA refused. */
  failures: readonly TimestampFailure[]
}

/**
 * Verifies the answer of a TSA to our own request: status granted, or granted with modifications where `isModifiedAccepted`,
 * and a token that meets the expectations. Never throws for what is in `response`.
 */
export function verifyTimestampResponse(
  response: Uint8Array,
  expectations: TimestampExpectations & { nonce: Uint8Array; isModifiedAccepted?: boolean },
): TimestampResponseVerdict {
  const parsed = parse(response)
  if ('code' in parsed) return withoutToken(parsed, [])
  const { status, failures, token, texts } = parsed
  if (token === null) {
    const detail = [status, ...failures, ...texts].join(' ')
    return withoutToken(timestampFinding('response_rejected', detail), failures)
  }
  const verdict = verifyTimestampToken(token, expectations)
  if (status === 'granted' || expectations.isModifiedAccepted === true) return { ...verdict, tokenDer: token, failures }
  return {
    ...verdict,
    result: verdict.result === 'VALID' ? 'INDETERMINATE' : verdict.result,
    findings: [timestampFinding('response_modified'), ...verdict.findings],
    tokenDer: token,
    failures,
  }
}

function parse(response: Uint8Array): TimestampResponse | TimestampFinding {
  try {
    return parseTimestampResponse(response)
  } catch (error) {
    if (!(error instanceof PkiError)) throw error
    return timestampFinding(error.finding === 'der_too_large' ? 'token_too_large' : 'response_malformed', error.message)
  }
}

function withoutToken(finding: TimestampFinding, failures: readonly TimestampFailure[]): TimestampResponseVerdict {
  const result = finding.code === 'response_malformed' ? 'INVALID' : 'INDETERMINATE'
  return { result, findings: [finding], token: null, certificate: null, path: [], tokenDer: null, failures }
}
