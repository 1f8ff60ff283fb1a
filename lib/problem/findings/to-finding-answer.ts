import { findingTexts, nextStepTexts, verdictTexts } from '@/lib/messages/finding-texts'
import type { Locale } from '@/lib/messages/locale'
import type { VerdictResult } from '@/lib/vocabulary/verdict-result'
import type { VerdictFindingAnswer } from '@/lib/wire/prescriptions'

import type { CauseCode, Finding, FindingCode } from '@/lib/xades/xades.findings'
import { causeOf } from './causes'
import { nextSteps } from './next-steps'

/** `ownUrl`: address of the side that answers; its page `/docs/findings` explains the codes. */
export type Reader = { locale: Locale; ownUrl: string }

/** A finding with its texts in the caller's language. */
export function toFindingAnswer(finding: Finding, { locale, ownUrl }: Reader): VerdictFindingAnswer {
  const { code, cause } = finding
  return {
    ...finding,
    type: typeOf(ownUrl, code),
    ...findingTexts[locale][code],
    next_step: nextStepTexts[locale][nextSteps[code]],
    ...(cause === undefined ? {} : toCauseAnswer(code, cause, { locale, ownUrl })),
  }
}

/** What a verdict as a whole means, in the caller's language. */
export function toResultAnswer(result: VerdictResult, { locale, ownUrl }: Reader) {
  const { title, detail, nextStep } = verdictTexts[locale][result]
  return { type: typeOf(ownUrl, result), title, detail, next_step: nextStep }
}

function toCauseAnswer(code: FindingCode, cause: CauseCode, { locale, ownUrl }: Reader) {
  const { anchor, titles, clause } = causeOf(code, cause)
  return { cause_type: typeOf(ownUrl, anchor), cause_title: titles[locale], cause_clause: clause }
}

function typeOf(ownUrl: string, anchor: string): string {
  return `${ownUrl}/docs/findings#${anchor}`
}
