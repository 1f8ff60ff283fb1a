import type { Certificate } from '../certificate'
import type { Crl } from '../crl'
import type { PkiFindingCode } from '../pki.findings'
import { isSignatureJudged, judgeSignature } from './signature-algorithm'

/**
 * What one question may cost, CRL signers' paths included: signature verifications, and steps of path building, because CAs
 * that all certify each other have more paths between them than anybody can walk.
 */
export type ValidationBudget = { signaturesLeft: number; stepsLeft: number }

/** Thrown inside this folder only. */
export class BudgetSpent extends Error {
  override readonly name = 'BudgetSpent'
}

export function newBudget(): ValidationBudget {
  return { signaturesLeft: 400, stepsLeft: 2_000 }
}

/** One more step of path building. @throws {BudgetSpent} */
export function takeStep(budget: ValidationBudget): void {
  budget.stepsLeft -= 1
  if (budget.stepsLeft < 0) throw new BudgetSpent()
}

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
