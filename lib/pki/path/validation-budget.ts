import type { Certificate } from '../certificate'
import type { Crl } from '../crl'
import type { PkiFindingCode } from '../pki.findings'
import { isSignatureJudged, judgeSignature } from './signature-algorithm'

/**
 * What one question, or several that share it, may cost, CRL signers' paths included: signature verifications, and steps of path
 * building, because CAs that all certify each other have more paths between them than anybody can walk. `signaturesLeft` counts
 * verifications with RSA-2048 or P-256 over a certificate; see `costOf`.
 */
export type ValidationBudget = { signaturesLeft: number; stepsLeft: number }

/** A large CRL costs its hash. */
const bytesPerUnit = 256 * 1024

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

/** What a verification takes, roughly, in those with RSA-2048 or P-256. */
function costOf({ tbs }: Certificate | Crl, { keyAlgorithm }: Certificate): number {
  const ofHash = Math.floor(tbs.length / bytesPerUnit)
  if (keyAlgorithm.type === 'rsa') return ofHash + (keyAlgorithm.bits > 4_096 ? 4 : 1)
  if (keyAlgorithm.type === 'unsupported' || keyAlgorithm.curve === 'P-256') return ofHash + 1
  return ofHash + (keyAlgorithm.curve === 'P-384' ? 3 : 6)
}

/** `judgeSignature` on the question's budget. @throws {BudgetSpent} */
export function judgeOnBudget(
  budget: ValidationBudget,
  signed: Certificate | Crl,
  issuer: Certificate,
): PkiFindingCode | null {
  if (!isSignatureJudged(signed, issuer)) {
    budget.signaturesLeft -= costOf(signed, issuer)
    if (budget.signaturesLeft < 0) throw new BudgetSpent()
  }
  return judgeSignature(signed, issuer)
}
