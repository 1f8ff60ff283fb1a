import { requestError } from '@/lib/kernel/request.errors'
import { PkiError } from '@/lib/pki/pki-error'
import { encodeRefused } from '@/lib/pki/timestamp/encode-timestamp-response'
import { parseTimestampRequest } from '@/lib/pki/timestamp/parse-timestamp-request'
import type { TimestampRequest } from '@/lib/pki/timestamp/timestamp-request'
import type { CredentialContext } from '../credential-context'
import { issueOwnTimestamp } from './issue-own-timestamp'

/**
 * Answers a TimeStampReq with a TimeStampResp (RFC 3161 §3.4), by the development authority. A query that is malformed or asks for
 * what is not offered gets a response that says so, not an error. Strangers are answered only where the test hierarchy was asked for: its
 * tokens are for trying things out, and a stranger must not be able to claim that a real installation stamped something.
 * @throws AppError `request.not_found` without the test hierarchy, or where another authority is set; `service.unavailable`
 */
export async function answerTimestampQuery(
  context: CredentialContext,
  query: Uint8Array,
): Promise<Uint8Array<ArrayBuffer>> {
  const { tsa, testHierarchy } = context.settings
  if (tsa !== null || !testHierarchy) throw requestError('request.not_found')
  const request = parse(query)
  return request === null ? encodeRefused('badDataFormat') : (await issueOwnTimestamp(context, request)).response
}

function parse(query: Uint8Array): TimestampRequest | null {
  try {
    return parseTimestampRequest(query)
  } catch (error) {
    if (error instanceof PkiError) return null
    throw error
  }
}
