import { jsonAnswer, jsonBody, problemAnswer } from '@/lib/api/answers'
import { operation } from '@/lib/api/operations/operation'
import { checkPrescription } from '@/lib/facility/signing/check-prescription'
import { prescriptionCheck, prescriptionValidateRequest } from '@/lib/wire/signing-checks'
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

/** For vendors who build against a test installation: mounted only where the test hierarchy is trusted (AT-68). */
export const sandboxOperations = [validate]
