import { type Reader, toFindingAnswer, toResultAnswer } from '@/lib/problem/findings/to-finding-answer'
import type { DocumentVerdictAnswer } from '@/lib/wire/prescriptions'
import type { DocumentVerdict, SignatureVerdict, SignerFacts } from '@/lib/xades/verdict'
import type { Finding } from '@/lib/xades/xades.findings'

/** A hostile document has thousands of findings, and each has a kilobyte of text. */
const maxFindings = 100

/** A verdict as the EMR gets it, with texts for the person who reads it. */
export function toVerdictAnswer(verdict: DocumentVerdict, reader: Reader): DocumentVerdictAnswer {
  const { result, findings, kind, signatures, signedContent, unsigned } = verdict
  const { prescription, dispensing } = signedContent
  const shown = firstFindings(verdict)
  return {
    result,
    ...toResultAnswer(result, reader),
    findings: shown.map((finding) => toFindingAnswer(finding, reader)),
    findings_left_off: findings.length - shown.length,
    kind,
    signatures: signatures.map(toSignatureAnswer),
    signed_content: { prescription: orBase64(prescription), dispensing: orBase64(dispensing) },
    unsigned: [...unsigned],
  }
}

/** The first ones; the one that decides the result takes the last place when it comes later. */
function firstFindings({ findings, reason }: DocumentVerdict): readonly Finding[] {
  const first = findings.slice(0, maxFindings)
  return reason === null || first.includes(reason) ? first : [...first.slice(0, -1), reason]
}

function toSignatureAnswer(verdict: SignatureVerdict): DocumentVerdictAnswer['signatures'][number] {
  const { kind, result, level, signer, signingTime, baseTime, covered } = verdict
  return {
    kind,
    result,
    level,
    signer: signer === null ? null : toSignerAnswer(signer),
    signing_time: signingTime?.toISOString() ?? null,
    base_time: baseTime.toISOString(),
    covered: [...covered],
  }
}

function toSignerAnswer({ subject, serialNumber, roles, certificate }: SignerFacts) {
  return { subject, serial_number: serialNumber, roles: [...roles], certificate: toBase64(certificate.der) }
}

function orBase64(octets: Uint8Array | null): string | null {
  return octets === null ? null : toBase64(octets)
}

function toBase64(octets: Uint8Array): string {
  return Buffer.from(octets).toString('base64')
}
