import type { Signed } from '@/lib/facility/signing/sign-prescription'
import type { Locale } from '@/lib/messages/locale'
import type { DocumentKind } from '@/lib/vocabulary/document-kind'
import type { SignedBatch, SignedDocument } from '@/lib/wire/prescriptions'
import { toCsvFindingAnswer } from './to-csv-finding-answer'

/** What was signed, and the language of the caller. */
type About = { kind: DocumentKind; locale: Locale }

/** The answer to a request for one document, which was signed or the request had failed. */
export function toSignedDocument(signed: Signed, about: About): SignedDocument {
  const [only] = toSignedBatch(signed, about).results
  if (only?.outcome !== 'signed') throw new Error('a single document was neither signed nor refused before')
  const { outcome: _, ...document } = only
  return document
}

/** An outcome for each document, in the order of the request. */
export function toSignedBatch({ result, warnings }: Signed, { kind, locale }: About): SignedBatch {
  const say = (findings: Signed['warnings'][number]) => findings.map((one) => toCsvFindingAnswer(kind, one, locale))
  const certificate = Buffer.from(result.certificate).toString('base64')
  return {
    results: result.items.map((item, position) =>
      item.outcome === 'refused'
        ? { outcome: 'refused', findings: say(item.findings) }
        : {
            outcome: 'signed',
            signed_document: Buffer.from(item.document).toString('base64'),
            signature_level: result.level,
            signed_at: item.signedAt.toISOString(),
            certificate,
            warnings: say(warnings[position] ?? []),
          },
    ),
  }
}
