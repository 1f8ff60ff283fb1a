import type { FindOcspAnswer } from '@/lib/pki/path/path'
import type { DocumentVerdict } from '@/lib/xades/verdict'
import type { Verification } from '@/lib/xades/verify/verification'
import { createDocumentVerifier, verifySignedDocument } from '@/lib/xades/verify/verify-signed-document'
import type { Trust } from '../authority/trust'
import type { SigningKind } from './signing-requests/signing-request'

type JudgeDocument = (document: Uint8Array) => Promise<DocumentVerdict>

/**
 * Judges a signed document now, by the anchors of the settings, with revocation data for every certificate. Where certificates on its
 * paths name OCSP responders that have to be asked, it is judged again with their answers.
 */
export async function judgeDocument(
  document: Uint8Array,
  trust: Trust,
  at: Date,
  kind?: SigningKind,
): Promise<DocumentVerdict> {
  const judge = judging(trust, (ocsp) => {
    const verification = verificationOf(trust, { at, ocsp, ...(kind === undefined ? {} : { kind }) })
    return (one) => verifySignedDocument(one, verification)
  })
  return judge(document)
}

/** As `judgeDocument`, for the documents of one kind that one staff member signed at once. */
export function createBatchJudge(trust: Trust, at: Date, kind: SigningKind): JudgeDocument {
  return judging(trust, (ocsp) => createDocumentVerifier(verificationOf(trust, { at, ocsp, kind })))
}

/** A verifier is made for each state of what is known: within one, `find` does not change its answers. */
function judging(
  trust: Trust,
  newVerifier: (find: FindOcspAnswer) => (document: Uint8Array) => DocumentVerdict,
): JudgeDocument {
  const session = trust.ocsp.open([...trust.crls, ...(trust.timestamps?.crls ?? [])])
  let verify = newVerifier(session.find)
  return async (document) => {
    const verdict = verify(document)
    if (!(await session.settle())) return verdict
    verify = newVerifier(session.find)
    return verify(document)
  }
}

function verificationOf(
  { anchors, intermediates, crls, profiles, timestamps }: Trust,
  { at, ocsp, kind }: { at: Date; ocsp: FindOcspAnswer; kind?: SigningKind },
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
