import type { HttpClient } from '@/lib/egress/http-client'
import { AppError } from '@/lib/kernel/app-error'
import { concatBytes } from '@/lib/kernel/bytes'

const answerMs = 10_000
/** The largest CRL we take. */
const maxOctets = 8 * 1024 * 1024

/**
 * The octets that an address publishes.
 * @throws AppError `authority.unavailable` for any other answer than 200 within 10 s and 8 MiB
 */
export async function fetchOctets(http: HttpClient, url: string): Promise<Uint8Array<ArrayBuffer>> {
  try {
    const answer = await http.stream({ method: 'GET', url, headers: {} }, AbortSignal.timeout(answerMs))
    const chunks: Uint8Array[] = []
    let length = 0
    for await (const chunk of answer.chunks) {
      length += chunk.length
      if (length > maxOctets) throw new Error('too large')
      chunks.push(chunk)
    }
    if (answer.status !== 200) throw new Error(`status ${answer.status}`)
    return concatBytes(...chunks)
  } catch (error) {
    throw new AppError('authority.unavailable', { detail: url, retryAfterSeconds: 10, cause: error })
  }
}
