import type { Crl } from '@/lib/pki/crl'
import type { FindOcspAnswer } from '@/lib/pki/path/path'
import { judgeWithOcsp } from '@/lib/revocation/judge-with-ocsp'
import type { DocumentKind } from '@/lib/vocabulary/document-kind'
import type { DocumentVerdict } from '@/lib/xades/verdict'
import type { Verification } from '@/lib/xades/verify/verification'
import { createDocumentVerifier, verifySignedDocument } from '@/lib/xades/verify/verify-signed-document'
import type { Trust } from '../authority-port/trust'

/**
 * Judges a signed document now, by the anchors of the settings, with revocation data for every certificate. Where certificates on its
 * paths name OCSP responders that have to be asked, it is judged again with their answers.
 */
export async function judgeDocument(
  document: Uint8Array,
  trust: Trust,
  at: Date,
  kind?: DocumentKind,
): Promise<DocumentVerdict> {
  return judgeWithOcsp(trust.ocsp, crlsOf(trust), (ocsp) =>
    verifySignedDocument(document, verificationOf(trust, { at, ocsp, ...(kind === undefined ? {} : { kind }) })),
  )
}

/**
 * As `judgeDocument`, for the documents of one kind that one staff member signed at once. A verifier is made for each state of what is
 * known: as long as one is in use, OCSP answers do not change. Documents are judged one after the other, also those of
 * simultaneous callers: none is judged by what was known before an answer that another one waits for.
 */
export function createBatchJudge(
  trust: Trust,
  at: Date,
  kind: DocumentKind,
): (document: Uint8Array) => Promise<DocumentVerdict> {
  const session = trust.ocsp.open(crlsOf(trust))
  const newVerifier = () => createDocumentVerifier(verificationOf(trust, { at, ocsp: session.find, kind }))
  let verify = newVerifier()
  async function judgeNext(document: Uint8Array): Promise<DocumentVerdict> {
    const verdict = verify(document)
    if (!(await session.settle())) return verdict
    verify = newVerifier()
    return verify(document)
  }
  let last: Promise<unknown> = Promise.resolve()
  return (document) => {
    const judged = last.then(() => judgeNext(document))
    last = judged.catch(() => undefined)
    return judged
  }
}

function crlsOf({ crls, timestamps }: Trust): readonly Crl[] {
  return [...crls, ...(timestamps?.crls ?? [])]
}

function verificationOf(
  { anchors, intermediates, crls, profiles, timestamps }: Trust,
  { at, ocsp, kind }: { at: Date; ocsp: FindOcspAnswer; kind?: DocumentKind },
): Verification {
  const judged = { revocation: 'required', ocsp } as const
  return {
    at,
    signer: { anchors, intermediates, crls, ...judged },
    profiles,
    ...(timestamps === null ? {} : { timestamps: timestampTrust(timestamps, judged) }),
    ...(kind === undefined ? {} : { kind }),
  }
}

function timestampTrust(
  { policies, ...hierarchy }: NonNullable<Trust['timestamps']>,
  judged: { revocation: 'required'; ocsp: FindOcspAnswer },
): NonNullable<Verification['timestamps']> {
  return { ...hierarchy, ...judged, ...(policies.length === 0 ? {} : { tsaPolicies: policies }) }
}
