import { z } from '@hono/zod-openapi'
import { documentKinds } from '@/lib/vocabulary/document-kind'
import { verdictResults } from '@/lib/vocabulary/verdict-result'
import { instant, orNull, staffCode, terminalCode } from './fields'

/** Remote signing for an EMR back end. Documents travel in standard base64 (RFC 4648 §4) of their bytes. */

const base64 = (maxOctets: number) =>
  z
    .string()
    .min(4)
    .max(Math.ceil(maxOctets / 3) * 4)
    .regex(/^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/)
export const csvDocument = base64(256 * 1024).openapi({ description: 'CSV in UTF-8, base64', example: 'U0oxCjEs' })
const signedXml = base64(1024 * 1024).openapi({ description: 'Signed XML, base64', example: 'PD94bWwg' })

export const idempotencyKey = z
  .string()
  .min(1)
  .max(255)
  .regex(/^[\x21-\x7e]+$/)
  .openapi({
    description:
      'Chosen by the EMR, new for each document to be issued (draft-ietf-httpapi-idempotency-key-header). A repeated request with the same key gets the same documents and signs nothing',
    example: '8e03978e-40d5-43e8-bc93-6894a57f9324',
  })
export const idempotencyHeaders = z.object({ 'idempotency-key': idempotencyKey })

const signer = { staff_id: staffCode, terminal_id: terminalCode }
export const prescriptionSignRequest = z
  .strictObject({
    ...signer,
    document: csvDocument,
    dry_run: z.boolean().default(false).openapi({
      description:
        'Everything up to the signature, and no signature: nothing is kept, and the Idempotency-Key stays free for the request that signs',
    }),
  })
  .openapi('PrescriptionSignRequest')
export const prescriptionBatchRequest = z
  .strictObject({ ...signer, documents: z.array(csvDocument).min(1).max(100) })
  .openapi('PrescriptionBatchRequest')
export const dispensingSignRequest = z
  .strictObject({ ...signer, signed_prescription: signedXml, document: csvDocument })
  .openapi('DispensingSignRequest')

export const documentFinding = z
  .strictObject({
    code: z.string().openapi({ example: 'drug_code.dummy' }),
    severity: z.enum(['error', 'warning']).openapi({ example: 'warning' }),
    line: z.int().nullable().openapi({ example: 7 }),
    record: z.int().nullable().openapi({ example: 201 }),
    position: z
      .int()
      .nullable()
      .openapi({ description: 'Field after the record number, from 1; 0 is the number itself', example: 3 }),
    field: z.string().nullable().openapi({ example: 'drug_code' }),
    refused_from: z.iso.date().nullable().openapi({
      description: 'First day on which the national service refuses this; null where no such day is published',
      example: '2025-08-28',
    }),
    expected: z
      .string()
      .nullable()
      .openapi({ description: 'What the facility’s master file has in this place; null without one', example: null }),
    text: z.string().openapi({
      description: 'Place, fault and date for the person who puts it right; follows Accept-Language',
      example: '7行目 薬品（レコード201） 薬品コード：ダミーコードです。',
    }),
  })
  .openapi('DocumentFinding')

const signed = {
  signed_document: z.string().openapi({ description: 'Signed XML, base64', example: 'PD94bWwg' }),
  signature_level: z.string().openapi({ example: 'BES' }),
  signed_at: instant,
  certificate: z.string().openapi({ description: 'Signer’s certificate, DER in base64', example: 'MIIB' }),
  warnings: z.array(documentFinding).openapi({ example: [] }),
}
export const signedDocument = z.strictObject(signed).openapi('SignedDocument')
export const signedBatch = z
  .strictObject({
    results: z.array(
      z.discriminatedUnion('outcome', [
        z.strictObject({ outcome: z.literal('signed'), ...signed }),
        z.strictObject({ outcome: z.literal('refused'), findings: z.array(documentFinding) }),
      ]),
    ),
  })
  .openapi('SignedBatch')

export const verifyRequest = z.strictObject({ document: signedXml }).openapi('DocumentVerifyRequest')

const verdictResult = z.enum(verdictResults)
const documentKind = z.enum(documentKinds)
const textOfVerdict = {
  type: z.string().openapi({
    description: 'Page that explains it',
    example: 'https://facility.example/docs/findings#digest_mismatch',
  }),
  title: z
    .string()
    .openapi({ description: 'Follows Accept-Language, as do all texts', example: 'Digest does not match' }),
  detail: z.string().openapi({ example: 'The content was changed after it was signed.' }),
  next_step: z.string().openapi({
    description: 'What the reader, such as a pharmacist, does next',
    example: 'Do not dispense. Ask the issuing hospital.',
  }),
}
const verdictFinding = z
  .strictObject({
    code: z.string().openapi({ description: 'From the closed list in docs/findings.md', example: 'digest_mismatch' }),
    ...textOfVerdict,
    result: z.enum(['INVALID', 'INDETERMINATE']),
    indication: z.string().openapi({ description: 'Sub-indication of ETSI EN 319 102-1', example: 'HASH_FAILURE' }),
    rule: z.string().openapi({ example: 'V9' }),
    clause: z.string().openapi({
      description: 'Standard and clause; `Shomei V…` is a rule of ours',
      example: 'ETSI EN 319 102-1 §5.2.7',
    }),
    signature: documentKind.optional(),
    place: z.string().optional(),
    cause: z.string().optional().openapi({ description: 'What stands behind it, about a certificate or a time-stamp' }),
    cause_type: z.string().optional(),
    cause_title: z.string().optional(),
    cause_clause: z.string().optional(),
  })
  .openapi('VerdictFinding')
const signerFacts = z
  .strictObject({
    subject: z.string().openapi({ example: 'C=JP, CN=MIHON TARO' }),
    serial_number: z.string().openapi({ example: '0123456789abcdef' }),
    roles: z.array(z.string().openapi({ example: 'Medical Doctor' })),
    certificate: z.string().openapi({ example: 'MIIB' }),
  })
  .openapi('SignerFacts')
const signatureVerdict = z
  .strictObject({
    kind: documentKind,
    result: verdictResult,
    level: z.enum(['BES', 'T', 'XL', 'A']),
    signer: orNull(signerFacts),
    signing_time: instant.nullable(),
    base_time: instant,
    covered: z.array(z.string().openapi({ example: 'prescription' })),
  })
  .openapi('SignatureVerdict')
export const documentVerdict = z
  .strictObject({
    result: verdictResult,
    ...textOfVerdict,
    findings: z.array(verdictFinding).openapi({ description: 'In the order of the checks, at most 100' }),
    findings_left_off: z
      .int()
      .openapi({ description: 'How many more there are. The one that decides is never left off', example: 0 }),
    kind: documentKind.nullable(),
    signatures: z.array(signatureVerdict),
    signed_content: z
      .strictObject({
        prescription: z.string().nullable().openapi({ example: 'U0oxCjEs' }),
        dispensing: z.string().nullable().openapi({ example: null }),
      })
      .openapi({ description: 'The signed CSVs, base64: nothing else of the document may be shown as signed' }),
    unsigned: z.array(z.string()).openapi({ description: 'Places that no signature covers', example: [] }),
  })
  .openapi('DocumentVerdict')

export type DocumentFindingAnswer = z.infer<typeof documentFinding>
export type SignedDocument = z.infer<typeof signedDocument>
export type SignedBatch = z.infer<typeof signedBatch>
export type VerdictFindingAnswer = z.infer<typeof verdictFinding>
export type DocumentVerdictAnswer = z.infer<typeof documentVerdict>
