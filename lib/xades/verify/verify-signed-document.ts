import { newBudget } from '@/lib/pki/path/validation-budget'
import type { DocumentKind } from '@/lib/vocabulary/document-kind'
import { type SignaturePlace, signaturePlaces } from '../document-profile'
import { type DocumentVerdict, resultOf } from '../verdict'
import { type Finding, type FindingCode, toFinding } from '../xades.findings'
import { defaultXmlLimits } from '../xml/check-limits'
import { type Element, isNamed, pathOf, walk } from '../xml/element'
import { type IdIndex, indexIds } from '../xml/index-ids'
import { readDocument } from '../xml/read-document'
import { judgeSigner } from './judge-signer'
import { judgeSignersOnce } from './judge-signers-once'
import { signedCsv } from './signed-content'
import { type Existence, earlier } from './timestamps/existence'
import { unsignedPlaces } from './unsigned-places'
import { copyVerification, type Verification } from './verification'
import { type JudgedSignature, type Judgement, verifySignature } from './verify-signature'

/**
 * Verifies a signed prescription or dispensing document by the fixed paths of the profile, with all findings (rules V1–V22 of
 * docs/rules/signing.md). Takes the documents of other makers: each Reference is followed with its own transform, if that is allowed.
 * Never throws for what is in `document`. In a dispensing document the prescription inside is verified as well.
 */
export function verifySignedDocument(document: Uint8Array, verification: Verification): DocumentVerdict {
  return verifyWith(document, { verification, judgeSigner })
}

/**
 * `verifySignedDocument` for many documents that are judged against the same trust at the same time, as a batch of one signer's: each
 * signer is judged once, each document in full. The verifier knows `verification` as it is now: another time, another CRL, another
 * setting need another verifier, and it is of use for one batch only.
 */
export function createDocumentVerifier(verification: Verification): (document: Uint8Array) => DocumentVerdict {
  const own = copyVerification(verification)
  const judgement = { verification: own, judgeSigner: judgeSignersOnce(own) }
  return (document) => verifyWith(document, judgement)
}

function verifyWith(document: Uint8Array, judgement: Omit<Judgement, 'stampBudget'>): DocumentVerdict {
  const read = readDocument(document, judgement.verification.limits ?? defaultXmlLimits)
  if (read.code !== null) return refused(read.code)
  return judge(read.document.root, { ...judgement, stampBudget: newBudget() })
}

function refused(code: FindingCode): DocumentVerdict {
  return conclude([toFinding(code)], [], { kind: null, unsigned: [] })
}

function judge(root: Element, judgement: Judgement): DocumentVerdict {
  const { verification } = judgement
  const places = signaturePlaces(root)
  const kind = places?.[0]?.kind ?? null
  if (places === null || kind === null) return refused('document_kind_unknown')
  const ids = indexIds(root)
  const findings = ids.duplicates.map((id) => toFinding('id_duplicate', { place: id.slice(0, 100) }))
  if (verification.kind !== undefined && verification.kind !== kind) findings.push(toFinding('document_kind_mismatch'))
  findings.push(...strayParts(root, places))
  const judged = judgeOutermostFirst(places, ids, judgement)
  // What is wrong with the document as a whole leaves nothing that a signature could vouch for.
  const sound = findings.length === 0 ? judged : judged.map(withoutCover)
  findings.push(...sound.flatMap((signature) => signature.findings))
  const covered = new Set(sound.flatMap((signature) => signature.covered))
  const values = new Set(sound.flatMap((signature) => signature.values))
  return conclude(findings, sound, { kind, unsigned: unsignedPlaces(root, covered, values) })
}

/**
 * A signature covers the ones inside it, time-stamps and validation data included: what its own time-stamp proves, holds for these
 * (V21). Only a VALID one proves anything, because a made-up key fits any stamped value. Stamped before what it contains is impossible
 * (V16).
 */
function judgeOutermostFirst(
  places: readonly SignaturePlace[],
  ids: IdIndex,
  judgement: Judgement,
): readonly JudgedSignature[] {
  const judged: JudgedSignature[] = []
  let existence: Existence = { at: judgement.verification.at, isProven: false }
  for (const place of places) {
    const signature = verifySignature(place, ids, judgement, existence)
    const { result, level, baseTime } = signature.verdict
    judged.push(signature)
    if (result === 'VALID' && level !== 'BES') existence = earlier(existence, baseTime)
  }
  return judged.map((outer, index) => {
    const inner = judged.slice(index + 1).flatMap(({ times }) => times)
    const isOrdered = outer.times.every((time) => inner.every((before) => before <= time))
    return isOrdered ? outer : outOfOrder(outer, places[index])
  })
}

function outOfOrder(judged: JudgedSignature, place: SignaturePlace | undefined): JudgedSignature {
  const about = { signature: judged.verdict.kind, ...(place === undefined ? {} : { place: pathOf(place.holder) }) }
  const refused = withoutCover(judged)
  const findings = [...judged.findings, toFinding('timestamp_order', about)]
  return { ...refused, findings, verdict: { ...refused.verdict, result: 'INVALID' } }
}

function withoutCover(judged: JudgedSignature): JudgedSignature {
  return { ...judged, verdict: { ...judged.verdict, covered: [], signedBytes: null }, covered: [], values: [] }
}

/** No signature anywhere but in the holders (V3). */
function strayParts(root: Element, places: readonly SignaturePlace[]): Finding[] {
  return walk(root)
    .filter((element) => isNamed(element, 'ds', 'Signature'))
    .filter(({ parent }) => !places.some(({ holder }) => holder === parent))
    .map((element) => toFinding('signature_misplaced', { place: pathOf(element) }))
}

function conclude(
  findings: Finding[],
  judged: readonly JudgedSignature[],
  about: Pick<DocumentVerdict, 'kind' | 'unsigned'>,
): DocumentVerdict {
  const content = readContent(judged, findings)
  const result = resultOf(findings)
  const isShown = result !== 'INVALID'
  return {
    result,
    reason: findings.find((finding) => finding.result === 'INVALID') ?? findings[0] ?? null,
    findings,
    ...about,
    signatures: judged.map(({ verdict }) => verdict),
    signedContent: isShown ? content : { prescription: null, dispensing: null },
  }
}

function readContent(judged: readonly JudgedSignature[], findings: Finding[]): DocumentVerdict['signedContent'] {
  const content: Record<DocumentKind, Uint8Array<ArrayBuffer> | null> = { prescription: null, dispensing: null }
  for (const { verdict } of judged) {
    if (verdict.signedBytes === null) continue
    content[verdict.kind] = signedCsv(verdict.signedBytes, verdict.kind)
    if (content[verdict.kind] === null) {
      findings.push(toFinding('signed_content_malformed', { signature: verdict.kind }))
    }
  }
  return content
}
