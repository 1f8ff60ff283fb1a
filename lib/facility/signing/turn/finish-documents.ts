import { setImmediate as letOthersRun } from 'node:timers/promises'
import type { DocumentKind } from '@/lib/vocabulary/document-kind'
import { finishSignature } from '@/lib/xades/create/finish-signature'
import { XadesError } from '@/lib/xades/create/xades-error'
import { type Finding, toFinding } from '@/lib/xades/xades.findings'
import type { Trust } from '../../authority-port/trust'
import { createBatchJudge } from '../../documents/judge-document'
import type { PreparedWork } from './prepare-documents'

/** `unsound`: nothing may leave; the findings are for the log and the audit trail (codes of docs/findings.md). */
export type FinishedDocuments =
  | { outcome: 'sound'; documents: readonly Uint8Array<ArrayBuffer>[]; level: string }
  | { outcome: 'unsound'; findings: readonly Finding[] }

/**
 * Puts the signatures into their documents, in their order, and judges each as a stranger would: all are VALID, or none leaves. Other
 * requests get their turn between two documents.
 */
export async function finishDocuments(
  work: { prepared: PreparedWork; signatures: readonly Uint8Array[]; trust: Trust; kind: DocumentKind },
  at: Date,
): Promise<FinishedDocuments> {
  const { prepared, signatures, trust, kind } = work
  // One too many is of something that was not prepared here.
  if (signatures.length !== prepared.documents.length) return malformed()
  const documents: Uint8Array<ArrayBuffer>[] = []
  const judge = createBatchJudge(trust, at, kind)
  let level = 'BES'
  for (const [index, { signature }] of prepared.documents.entries()) {
    const document = finish(signature, signatures[index])
    if (document === null) return malformed()
    const verdict = await judge(document)
    if (verdict.result !== 'VALID') return { outcome: 'unsound', findings: verdict.findings }
    level = verdict.signatures[0]?.level ?? level
    documents.push(document)
    await letOthersRun()
  }
  return { outcome: 'sound', documents, level }
}

function malformed(): FinishedDocuments {
  return { outcome: 'unsound', findings: [toFinding('signature_value_malformed')] }
}

function finish(
  prepared: PreparedWork['documents'][number]['signature'],
  value: Uint8Array | undefined,
): Uint8Array<ArrayBuffer> | null {
  try {
    return value === undefined ? null : finishSignature(prepared, value)
  } catch (error) {
    if (error instanceof XadesError) return null
    throw error
  }
}
