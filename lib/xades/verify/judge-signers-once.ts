import { type JudgeSigner, judgeSigner, type SignerQuestion, type SignerVerdict } from './judge-signer'
import type { Verification } from './verification'

/** A batch has one signer, or two; more than this is no batch. */
export const maxKnownSigners = 16

type Known = Pick<SignerQuestion, 'certificate' | 'kind' | 'isBaseTimeProven'> & {
  baseTime: number
  verdict: SignerVerdict
}

/**
 * Judges each signer once for this one `verification`, which may not change any more. A kept verdict answers only the very same
 * question: the same certificate byte by byte (one parsed certificate stands for one digest), the same kind of signature, the
 * same base time to the millisecond, proven or not, and no certificates or CRLs from the document. Everything else is judged again. An
 * OCSP source gives the same answer to the same question throughout (the contract of `FindOcspAnswer`).
 */
export function judgeSignersOnce(verification: Verification): JudgeSigner {
  const known: Known[] = []
  return (question) => {
    const { certificate, kind, embedded, baseTime, isBaseTimeProven } = question
    const isAlone = embedded.certificates.length === 0 && embedded.crls.length === 0
    const isSame = question.verification === verification
    if (!isAlone || !isSame) return judgeSigner(question)
    const time = baseTime.getTime()
    const found = known.find(
      (one) =>
        one.certificate === certificate &&
        one.kind === kind &&
        one.isBaseTimeProven === isBaseTimeProven &&
        Object.is(one.baseTime, time),
    )
    if (found !== undefined) return found.verdict
    const verdict = judgeSigner(question)
    known.push({ certificate, kind, isBaseTimeProven, baseTime: time, verdict })
    if (known.length > maxKnownSigners) known.shift()
    return verdict
  }
}
