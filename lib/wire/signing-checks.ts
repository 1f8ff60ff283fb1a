import { z } from '@hono/zod-openapi'
import { certificatePeriods } from '@/lib/vocabulary/states/certificate-period'
import { signInStatusName } from './emr'
import { instant, orNull, staffCode, terminalCode } from './fields'
import { csvDocument, documentFinding } from './prescriptions'

/** What an EMR back end can ask about a prescription without having it signed. */

const digest = z.string().openapi({
  description: 'SHA-256 of the CSV as it arrived, base64',
  example: 'n4bQgYhMfWWaL+qgxVrQFaO/TxsrC4Is0V1sFbDwCgg=',
})
const findings = z
  .array(documentFinding)
  .openapi({ description: 'Errors keep it from being signed, warnings do not; at most 100, errors first' })

export const prescriptionValidateRequest = z
  .strictObject({ document: csvDocument })
  .openapi('PrescriptionValidateRequest')
export const prescriptionCheck = z
  .strictObject({
    valid: z
      .boolean()
      .openapi({ description: 'No error was found: the check before signing would pass', example: true }),
    digest,
    findings,
  })
  .openapi('PrescriptionCheck')

export const testSignInRequest = z
  .strictObject({ staff_id: staffCode, terminal_id: terminalCode })
  .openapi('TestSignInRequest')

export const recordedRequest = z
  .strictObject({
    request_id: z.string().openapi({ example: 'req_AAAAAAAAAAAAAAAAAAAAAA' }),
    at: instant,
    method: z.string().openapi({ example: 'POST' }),
    path: z.string().openapi({ description: 'Template of the address', example: '/api/emr/v1/prescriptions/sign' }),
    status: z.int().openapi({ example: 400 }),
    code: z.string().nullable().openapi({ example: 'request.malformed' }),
    fields: z.array(z.string()).openapi({ description: 'Names of refused fields', example: ['terminal_id'] }),
    duration_ms: z.int().openapi({ example: 12 }),
  })
  .openapi('RecordedRequest')

const signerOfRehearsal = z
  .strictObject({
    subject: z.string().openapi({ description: 'Name in the certificate, RFC 4514', example: 'CN=Taro Mihon,C=JP' }),
    roles: z.array(z.string()).openapi({ example: ['Medical Doctor'] }),
    not_before: instant,
    not_after: instant,
    period: z.enum(certificatePeriods),
    certificate: z.string().openapi({ description: 'Certificate, DER in base64', example: 'MIIB' }),
  })
  .openapi('RehearsalSigner')
export const signingRehearsal = z
  .strictObject({
    dry_run: z.literal(true),
    digest,
    warnings: z.array(documentFinding),
    sign_in: z.strictObject({
      staff_id: staffCode,
      terminal_id: terminalCode.nullable(),
      status: signInStatusName,
    }),
    signer: orNull(signerOfRehearsal).openapi({
      description: 'The certificate that would sign; null without a valid sign-in, as only that opens it',
    }),
  })
  .openapi('SigningRehearsal')

export type PrescriptionCheck = z.infer<typeof prescriptionCheck>
export type SigningRehearsal = z.infer<typeof signingRehearsal>
