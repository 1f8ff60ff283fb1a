import type { DocumentVerdict } from '@/lib/xades/verdict'
import type { Verification } from '@/lib/xades/verify/verification'
import { createDocumentVerifier, verifySignedDocument } from '@/lib/xades/verify/verify-signed-document'
import type { Trust } from '../authority/trust'
import type { SigningKind } from './signing-requests/signing-request'

/** Judges a signed document now, by the anchors of the settings, with revocation data for every certificate. */
export function judgeDocument(document: Uint8Array, trust: Trust, at: Date, kind?: SigningKind): DocumentVerdict {
  return verifySignedDocument(document, verificationOf(trust, at, kind))
}

/** As `judgeDocument`, for the documents of one kind that one staff member signed at once. */
export function createBatchJudge(trust: Trust, at: Date, kind: SigningKind): (document: Uint8Array) => DocumentVerdict {
  return createDocumentVerifier(verificationOf(trust, at, kind))
}

function verificationOf(trust: Trust, at: Date, kind: SigningKind | undefined): Verification {
  const { anchors, intermediates, crls, profiles } = trust
  const signer = { anchors, intermediates, crls, revocation: 'required' } as const
  return { at, signer, profiles, ...(kind === undefined ? {} : { kind }) }
}
