import type { Certificate } from '../certificate'
import type { Crl } from '../crl'
import type { PkiFindingCode } from '../pki.findings'
import { isSignatureJudged, judgeSignature } from './signature-algorithm'

/** What one question may cost: every signature verification counts, whoever asks for it. */
export type ValidationBudget = { signaturesLeft: number }

/** Thrown inside this folder only. */
export class BudgetSpent extends Error {
  override readonly name = 'BudgetSpent'
}

export const maxSignatures = 400

/** `judgeSignature` on the question's budget. @throws {BudgetSpent} */
export function judgeOnBudget(
  budget: ValidationBudget,
  signed: Certificate | Crl,
  issuer: Certificate,
): PkiFindingCode | null {
  if (!isSignatureJudged(signed, issuer)) {
    budget.signaturesLeft -= 1
    if (budget.signaturesLeft < 0) throw new BudgetSpent()
  }
  return judgeSignature(signed, issuer)
}
