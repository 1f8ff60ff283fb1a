import type { ByteClient } from '@/lib/egress/http-client'
import { waitAtMost } from '@/lib/egress/wait-at-most'
import { logger } from '@/lib/log/logger'
import type { Certificate } from '@/lib/pki/certificate'
import type { Crl } from '@/lib/pki/crl'
import type { FindOcspAnswer, OcspAnswer } from '@/lib/pki/path/path'
import { createAnswerMemory, toAnswerKey } from './answer-memory'
import { askResponder } from './ask-responder'

/** How long an address that gave no usable answer is left alone. */
const pauseMs = 30_000
/** How long one judgement waits for responders; what takes longer goes on for the next one. */
const longestWaitMs = 3_000
/** Certificates that one judgement asks about: a path has three or four, a document with time-stamps a few of them. */
const mostQuestions = 12

/** Where the revocation of certificates that name an OCSP responder (RFC 5280 §4.2.2.1) is asked for, in addition to the CRLs. */
export type OcspSource = { open(crls: readonly Crl[]): OcspSession }

/**
 * One judgement, in two passes: `find` answers from memory and notes what it could not answer; `settle` asks for that, and is true when
 * a second pass, with the same `find`, knows more. Until `settle` and again after it, `find` gives the same answer to the same question.
 */
export type OcspSession = { find: FindOcspAnswer; settle(): Promise<boolean> }

type Question = { certificate: Certificate; issuer: Certificate }

/**
 * Asks only addresses of certificates whose signature a path has verified up to an anchor of the settings (the contract of
 * `FindOcspAnswer`): nothing in a document can name another one. An answer is kept until its nextUpdate and asked for again after five
 * minutes, a revocation for ever. Without a usable answer the CRLs decide, as without OCSP.
 */
export function createOcspSource({
  http,
  now = () => new Date(),
  waitMs = longestWaitMs,
}: {
  http: ByteClient
  now?: () => Date
  waitMs?: number
}): OcspSource {
  const memory = createAnswerMemory()
  const failedAt = new Map<string, number>()
  const underWay = new Map<string, Promise<void>>()

  async function ask(key: string, { certificate, issuer }: Question, crls: readonly Crl[]): Promise<void> {
    for (const url of certificate.ocspUris.filter(isHttp).slice(0, 2)) {
      if (now().getTime() - (failedAt.get(url) ?? Number.NEGATIVE_INFINITY) < pauseMs) continue
      try {
        const { answer, nextUpdate } = await askResponder(http, url, { certificate, issuer, crls, at: now() })
        memory.keep(key, { answer, nextUpdate, askedAt: now() })
        return
      } catch (error) {
        failedAt.set(url, now().getTime())
        logger().warn({ url, error: String(error) }, 'no usable answer of an OCSP responder')
      }
    }
  }

  function once(key: string, question: Question, crls: readonly Crl[]): Promise<void> {
    const running = underWay.get(key)
    if (running !== undefined) return running
    const asking = ask(key, question, crls).finally(() => underWay.delete(key))
    underWay.set(key, asking)
    return asking
  }

  return {
    open(crls) {
      const answers = new Map<string, OcspAnswer | null>()
      const open = new Map<string, Question>()
      return {
        find({ certificate, issuer }) {
          if (!certificate.ocspUris.some(isHttp)) return null
          const key = toAnswerKey(certificate, issuer)
          const before = answers.get(key)
          if (before !== undefined) return before
          const kept = memory.find(key, now())
          if (kept?.isFresh !== true) open.set(key, { certificate, issuer })
          const answer = kept?.answer ?? null
          answers.set(key, answer)
          return answer
        },
        async settle() {
          const questions = [...open].slice(0, mostQuestions)
          open.clear()
          if (questions.length === 0) return false
          const all = Promise.all(questions.map(([key, question]) => once(key, question, crls)))
          await waitAtMost(all, waitMs, () => new Error('late')).catch(() => undefined)
          const news = questions.filter(([key]) => {
            const answer = memory.find(key, now())?.answer ?? null
            const isNew = answer !== null && answer !== answers.get(key)
            answers.set(key, answer)
            return isNew
          })
          return news.length > 0
        },
      }
    },
  }
}

function isHttp(uri: string): boolean {
  if (!URL.canParse(uri)) return false
  const { protocol, username, password } = new URL(uri)
  return (protocol === 'http:' || protocol === 'https:') && username === '' && password === ''
}
