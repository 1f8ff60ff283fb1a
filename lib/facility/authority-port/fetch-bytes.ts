import type { ByteClient } from '@/lib/egress/http-client'
import { toAuthorityFailure } from './reachability/authority-failure'

/** The largest CRL we take. */
const maxAnswerBytes = 8 * 1024 * 1024
/** A transfer that progresses is left its time: 8 MiB in two minutes are half a megabit per second. */
const limit = { answerMs: 10_000, idleMs: 10_000, totalMs: 120_000 }

/**
 * The bytes that an address publishes.
 * @throws AppError `authority.unavailable` for any other answer than 200 with at most 8 MiB, another `authority.` code for none
 */
export async function fetchBytes(http: ByteClient, url: string): Promise<Uint8Array<ArrayBuffer>> {
  const answer = await http
    .requestBytes({ method: 'GET', url, headers: {}, maxAnswerBytes, limit })
    .catch((cause: unknown) => {
      throw toAuthorityFailure(cause, url)
    })
  if (answer.status !== 200) throw toAuthorityFailure(null, `${url} answered ${answer.status}`)
  return answer.bytes
}
