import { toBase64Url } from '@/lib/kernel/bytes'
import type { Forgotten } from './known-signer.store'

/** What was forgotten, for the audit row of the change that did it: the hash of the name and the requests that ended. */
export function describeForgotten({ name, requests }: Forgotten): {
  forgotten_name?: string
  ended_requests?: string[]
} {
  return {
    ...(name === null ? {} : { forgotten_name: toBase64Url(name) }),
    ...(requests.length === 0 ? {} : { ended_requests: requests }),
  }
}
