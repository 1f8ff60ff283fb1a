import { createHash } from 'node:crypto'
import type { Certificate } from '@/lib/pki/certificate'
import type { OcspAnswer } from '@/lib/pki/path/path'

type Kept = { answer: OcspAnswer; nextUpdate: Date | null; askedAt: Date }

/** How long an answer is taken without asking again. */
const freshMs = 300_000
const mostKept = 10_000

/** One name for a certificate under an issuer, by all their bytes. */
export function toAnswerKey({ der }: Certificate, issuer: Certificate): string {
  return createHash('sha256').update(issuer.der).update(der).digest('base64url')
}

/** Answers by the key of their certificate; the ones used longest ago make room. */
export function createAnswerMemory() {
  const kept = new Map<string, Kept>()
  return {
    /** What holds now; `isFresh`: it need not be asked for again. `null` when nothing is known or it is past its nextUpdate. */
    find(key: string, now: Date): { answer: OcspAnswer; isFresh: boolean } | null {
      const found = kept.get(key)
      if (found === undefined || !isLive(found, now)) return null
      kept.delete(key)
      kept.set(key, found)
      const isFresh = isFinal(found.answer) || now.getTime() - found.askedAt.getTime() < freshMs
      return { answer: found.answer, isFresh }
    },
    /** A revocation is not taken back, and an older answer, played again, does not take the place of a newer one. */
    keep(key: string, news: Kept): void {
      const before = kept.get(key)
      const isSettled = before !== undefined && isFinal(before.answer)
      const isOlder = before !== undefined && news.answer.thisUpdate < before.answer.thisUpdate
      if (isSettled || (isOlder && !isFinal(news.answer))) return
      kept.delete(key)
      kept.set(key, news)
      const [oldest] = kept.keys()
      if (kept.size > mostKept && oldest !== undefined) kept.delete(oldest)
    },
  }
}

function isFinal({ status }: OcspAnswer): boolean {
  return status === 'revoked'
}

function isLive({ answer, nextUpdate }: Kept, now: Date): boolean {
  return isFinal(answer) || (nextUpdate !== null && nextUpdate > now)
}
