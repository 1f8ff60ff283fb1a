import { z } from '@hono/zod-openapi'
import { jsonAnswer, jsonBody, problemAnswer } from '@/lib/api/answers'
import { operation } from '@/lib/api/operations/operation'
import { getRecordedRequest } from '@/lib/facility/sandbox/get-recorded-request'
import { signInTestPerson } from '@/lib/facility/sandbox/sign-in-test-person'
import { checkPrescription } from '@/lib/facility/signing/check-prescription'
import { toSignInStatus } from '@/lib/facility/token-vault/status-row'
import { signInStatus } from '@/lib/wire/emr'
import {
  prescriptionCheck,
  prescriptionValidateRequest,
  recordedRequest,
  testSignInRequest,
} from '@/lib/wire/signing-checks'
import { octets } from '../prescriptions/octets'
import { toPrescriptionCheck } from './to-prescription-check'

const base = '/api/emr/v1'

const validate = operation(
  {
    caller: 'emr_client',
    method: 'post',
    path: `${base}/prescriptions/validate`,
    operationId: 'validatePrescription',
    summary: 'Checks a prescription as before signing, for no person; only where SHOMEI_TRUST=test',
    errors: [],
    request: { body: jsonBody(prescriptionValidateRequest) },
    responses: { 200: jsonAnswer('What was found', prescriptionCheck), default: problemAnswer },
  },
  async (c) => {
    const csv = octets(c.req.valid('json').document)
    const answer = toPrescriptionCheck(await checkPrescription(c.var.facility, csv), { csv, locale: c.var.locale })
    return c.json(answer, 200, { 'content-language': c.var.locale })
  },
)

const signIn = operation(
  {
    caller: 'emr_client',
    method: 'post',
    path: `${base}/test-sign-ins`,
    operationId: 'signInTestPerson',
    summary: 'Signs a test person in by a software phone, on the way of every sign-in; only where SHOMEI_TRUST=test',
    errors: [
      'staff.unknown',
      'staff.locked',
      'terminal.unknown',
      'terminal.retired',
      'launch.invalid',
      'launch.origin_mismatch',
      'frame_session.expired',
      'facility.unknown',
      'sandbox.not_a_test_person',
      'sandbox.sign_in_not_finished',
      'sign_in.no_phone',
      'sign_in.not_registered',
      'sign_in.method_not_available',
      'sign_in.unknown',
      'request.forbidden',
      'request.rate_limited',
      'authority.unavailable',
      'authority.client_refused',
      'authority.clock_skew',
    ],
    request: { body: jsonBody(testSignInRequest) },
    responses: { 200: jsonAnswer('The status after it', signInStatus), default: problemAnswer },
  },
  async (c, principal) => {
    const { staff_id: staffCode, terminal_id: terminalCode } = c.req.valid('json')
    const input = { principal, staffCode, terminalCode }
    const { status } = await signInTestPerson(c.var.facility, input, c.var.origin)
    return c.json(toSignInStatus(status), 200)
  },
)

const request = operation(
  {
    caller: 'emr_client',
    method: 'get',
    path: `${base}/requests/{request_id}`,
    operationId: 'getRecordedRequest',
    summary: 'What became of a request of this client, for an hour; only where SHOMEI_TRUST=test',
    errors: ['sandbox.unknown_request'],
    request: {
      params: z.strictObject({ request_id: z.string().max(64).openapi({ example: 'req_AAAAAAAAAAAAAAAAAAAAAA' }) }),
    },
    responses: { 200: jsonAnswer('The record', recordedRequest), default: problemAnswer },
  },
  async (c, { emrClientId }) => {
    const key = { id: c.req.valid('param').request_id, emrClientId }
    const { id, at, method, path, status, code, fields, durationMs } = await getRecordedRequest(c.var.facility, key)
    const answer = { request_id: id, at: at.toISOString(), method, path, status, code, fields: [...fields] }
    return c.json({ ...answer, duration_ms: durationMs }, 200)
  },
)

/** For vendors who build against a test installation: mounted only where the test hierarchy is trusted (AT-68). */
export const sandboxOperations = [validate, signIn, request]
