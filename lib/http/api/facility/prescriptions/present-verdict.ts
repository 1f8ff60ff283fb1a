import type { DocumentVerdictAnswer } from '@/lib/http/wire/prescriptions'
import type { DocumentVerdict, SignatureVerdict, SignerFacts } from '@/lib/xades/verdict'

/** A verdict as the EMR is told it. */
export function presentVerdict({
  result,
  findings,
  kind,
  signatures,
  signedContent,
  unsigned,
}: DocumentVerdict): DocumentVerdictAnswer {
  const { prescription, dispensing } = signedContent
  return {
    result,
    findings: [...findings],
    kind,
    signatures: signatures.map(presentSignature),
    signed_content: { prescription: orBase64(prescription), dispensing: orBase64(dispensing) },
    unsigned: [...unsigned],
  }
}

function presentSignature(verdict: SignatureVerdict): DocumentVerdictAnswer['signatures'][number] {
  const { kind, result, level, signer, signingTime, baseTime, covered } = verdict
  return {
    kind,
    result,
    level,
    signer: signer === null ? null : presentSigner(signer),
    signing_time: signingTime?.toISOString() ?? null,
    base_time: baseTime.toISOString(),
    covered: [...covered],
  }
}

function presentSigner({ subject, serialNumber, roles, certificate }: SignerFacts) {
  return { subject, serial_number: serialNumber, roles: [...roles], certificate: toBase64(certificate.der) }
}

function orBase64(octets: Uint8Array | null): string | null {
  return octets === null ? null : toBase64(octets)
}

function toBase64(octets: Uint8Array): string {
  return Buffer.from(octets).toString('base64')
}
