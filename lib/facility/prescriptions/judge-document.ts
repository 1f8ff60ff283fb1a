import type { DocumentVerdict } from '@/lib/xades/verdict'
import { verifySignedDocument } from '@/lib/xades/verify/verify-signed-document'
import type { Trust } from '../authority/trust'
import type { SigningKind } from './signing-requests/signing-request'

/** Judges a signed document now, by the anchors of the settings, with revocation data for every certificate. */
export function judgeDocument(document: Uint8Array, trust: Trust, at: Date, kind?: SigningKind): DocumentVerdict {
  const { anchors, intermediates, crls, profiles } = trust
  return verifySignedDocument(document, {
    at,
    signer: { anchors, intermediates, crls, revocation: 'required' },
    profiles,
    ...(kind === undefined ? {} : { kind }),
  })
}
