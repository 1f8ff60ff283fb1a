import { z } from '@hono/zod-openapi'
import { jsonAnswer, jsonBody, problemAnswer } from '@/lib/api/answers'
import { verifyDocument } from '@/lib/facility/documents/verify-document'
import { rehearsePrescription } from '@/lib/facility/signing/rehearse-prescription'
import { signDispensing } from '@/lib/facility/signing/sign-dispensing'
import { signPrescription, signPrescriptionBatch } from '@/lib/facility/signing/sign-prescription'
import type { Locale } from '@/lib/messages/locale'
import {
  dispensingSignRequest,
  documentVerdict,
  idempotencyHeaders,
  prescriptionBatchRequest,
  prescriptionSignRequest,
  signedBatch,
  signedDocument,
  verifyRequest,
} from '@/lib/wire/prescriptions'
import { signingRehearsal } from '@/lib/wire/signing-checks'
import { operation } from '../../operations/operation'
import { octets } from './octets'
import { signingRefusals } from './signing-refusals'
import { toRehearsalAnswer } from './to-rehearsal-answer'
import { toSignedBatch, toSignedDocument } from './to-signed-document'
import { toVerdictAnswer } from './to-verdict-answer'

const base = '/api/emr/v1'

const sign = operation(
  {
    caller: 'emr_client',
    method: 'post',
    path: `${base}/prescriptions/sign`,
    operationId: 'signPrescription',
    summary: 'Signs a prescription with the staff member’s second certificate',
    errors: ['prescription.invalid', ...signingRefusals],
    request: { headers: idempotencyHeaders, body: jsonBody(prescriptionSignRequest) },
    responses: {
      200: jsonAnswer('The signed document, or what a dry run found', z.union([signedDocument, signingRehearsal])),
      default: problemAnswer,
    },
  },
  async (c, principal) => {
    const { staff_id: staffCode, terminal_id: terminalCode, document, dry_run: isDryRun } = c.req.valid('json')
    const { 'idempotency-key': idempotencyKey } = c.req.valid('header')
    const csv = octets(document)
    if (isDryRun) {
      const query = { facilityId: principal.facilityId, staffCode, terminalCode, csv }
      const rehearsal = await rehearsePrescription(c.var.facility, query, c.var.origin)
      return c.json(toRehearsalAnswer(rehearsal, c.var.locale), 200, languageOf(c))
    }
    const input = { principal, staffCode, terminalCode, idempotencyKey, csv }
    const signed = await signPrescription(c.var.facility, input, c.var.origin)
    return c.json(toSignedDocument(signed, { kind: 'prescription', locale: c.var.locale }), 200, languageOf(c))
  },
)

const signBatch = operation(
  {
    caller: 'emr_client',
    method: 'post',
    path: `${base}/prescriptions/sign-batch`,
    operationId: 'signPrescriptionBatch',
    summary: 'Signs up to 100 prescriptions under one authorisation; results in the order of the request',
    errors: [...signingRefusals],
    request: { headers: idempotencyHeaders, body: jsonBody(prescriptionBatchRequest) },
    responses: { 200: jsonAnswer('An outcome for each document', signedBatch), default: problemAnswer },
  },
  async (c, principal) => {
    const { staff_id: staffCode, terminal_id: terminalCode, documents } = c.req.valid('json')
    const { 'idempotency-key': idempotencyKey } = c.req.valid('header')
    const input = { principal, staffCode, terminalCode, idempotencyKey, csvs: documents.map(octets) }
    const signed = await signPrescriptionBatch(c.var.facility, input, c.var.origin)
    return c.json(toSignedBatch(signed, { kind: 'prescription', locale: c.var.locale }), 200, languageOf(c))
  },
)

const dispense = operation(
  {
    caller: 'emr_client',
    method: 'post',
    path: `${base}/dispensings/sign`,
    operationId: 'signDispensing',
    summary: 'Signs a dispensing result over the signed prescription',
    errors: ['dispensing.invalid', ...signingRefusals],
    request: { headers: idempotencyHeaders, body: jsonBody(dispensingSignRequest) },
    responses: { 200: jsonAnswer('The signed document', signedDocument), default: problemAnswer },
  },
  async (c, principal) => {
    const body = c.req.valid('json')
    const { 'idempotency-key': idempotencyKey } = c.req.valid('header')
    const who = { principal, staffCode: body.staff_id, terminalCode: body.terminal_id, idempotencyKey }
    const input = { ...who, signedPrescription: octets(body.signed_prescription), csv: octets(body.document) }
    const signed = await signDispensing(c.var.facility, input, c.var.origin)
    return c.json(toSignedDocument(signed, { kind: 'dispensing', locale: c.var.locale }), 200, languageOf(c))
  },
)

const verify = operation(
  {
    caller: 'emr_client',
    method: 'post',
    path: `${base}/documents/verify`,
    operationId: 'verifyDocument',
    summary: 'Judges a signed document, with all findings',
    errors: [],
    request: { body: jsonBody(verifyRequest) },
    responses: { 200: jsonAnswer('The verdict', documentVerdict), default: problemAnswer },
  },
  async (c) => {
    const verdict = await verifyDocument(c.var.facility, octets(c.req.valid('json').document))
    const { locale, facility } = c.var
    const answer = toVerdictAnswer(verdict, { locale, ownUrl: facility.settings.facilityUrl })
    return c.json(answer, 200, languageOf(c))
  },
)

/** Remote signing for an EMR back end. Staff and terminals are those of the bearer's facility; a key belongs to its client. */
export const prescriptionOperations = [sign, signBatch, dispense, verify]

function languageOf(c: { var: { locale: Locale } }) {
  return { 'content-language': c.var.locale }
}
