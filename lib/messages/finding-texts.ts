import type { HpkiFindingCode } from '@/lib/pki/hpki/hpki.findings'
import type { PkiFindingCode } from '@/lib/pki/pki.findings'
import type { TimestampFindingCode } from '@/lib/pki/timestamp/timestamp.findings'
import type { VerdictResult } from '@/lib/vocabulary/verdict-result'

import type { FindingCode } from '@/lib/xades/xades.findings'
import * as enCauses from './en/findings/causes'
import { document as enDocument } from './en/findings/document'
import { signature as enSignature } from './en/findings/signature'
import { signerAndTime as enSignerAndTime } from './en/findings/signer-and-time'
import { verdict as enVerdict } from './en/findings/verdict'
import * as jaCauses from './ja/findings/causes'
import { document as jaDocument } from './ja/findings/document'
import { signature as jaSignature } from './ja/findings/signature'
import { signerAndTime as jaSignerAndTime } from './ja/findings/signer-and-time'
import { verdict as jaVerdict } from './ja/findings/verdict'
import type { Locale } from './locale'

/** What was found, in words of a pharmacist. */
export type FindingText = { title: string; detail: string }

/** What a person does next; a text for each, none of which lets anybody dispense from a document that is not VALID. */
export type NextStep = keyof typeof jaVerdict.nextSteps

/** Titles of the details of a finding, by the list that the code is from: two lists may share a code. */
export type CauseTitles = {
  pki: Record<PkiFindingCode, string>
  hpki: Record<HpkiFindingCode, string>
  timestamp: Record<TimestampFindingCode, string>
}

/** A code without both texts does not compile. */
export const findingTexts: Record<Locale, Record<FindingCode, FindingText>> = {
  ja: { ...jaDocument, ...jaSignature, ...jaSignerAndTime },
  en: { ...enDocument, ...enSignature, ...enSignerAndTime },
}

export const causeTitles: Record<Locale, CauseTitles> = { ja: jaCauses, en: enCauses }

export const nextStepTexts: Record<Locale, Record<NextStep, string>> = {
  ja: jaVerdict.nextSteps,
  en: enVerdict.nextSteps,
}

/** What a verdict as a whole means for dispensing. */
export const verdictTexts: Record<Locale, Record<VerdictResult, FindingText & { nextStep: string }>> = {
  ja: jaVerdict.results,
  en: enVerdict.results,
}
