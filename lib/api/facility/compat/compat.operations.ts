import { z } from '@hono/zod-openapi'
import type { Context } from 'hono'
import { jsonAnswer, jsonBody, problemAnswer } from '@/lib/api/answers'
import { operation } from '@/lib/api/operations/operation'
import type { ApiEnvironment } from '@/lib/api/router'
import { admitCompatCaller } from '@/lib/facility/compat/admit-compat-caller'
import { compatError } from '@/lib/facility/compat/compat.errors'
import type { CompatCall } from '@/lib/facility/compat/compat-access'
import { issueCompatHandle } from '@/lib/facility/compat/issue-compat-handle'
import { openCompatSignIn } from '@/lib/facility/compat/open-compat-sign-in'
import { signCompatPrescription } from '@/lib/facility/compat/sign-compat-prescription'
import { compatFacility, compatSigned, compatSignRequest, compatToken, secondarycertQuery } from '@/lib/wire/compat'
import { idempotencyKey } from '@/lib/wire/prescriptions'
import { signingRefusals } from '../prescriptions/signing-refusals'
import { confirmPage } from './confirm-page'
import { type InitiatorHeaders, isVisit, pageBehind } from './page-behind-request'
import { signInPage } from './sign-in-page'

const base = '/compat/{facility}'
const params = z.strictObject({ facility: compatFacility })

const token = operation(
  {
    caller: 'nobody',
    cost: { ms: 3, share: 'address' },
    orCaller: 'emr_client',
    method: 'get',
    path: `${base}/token`,
    operationId: 'getCompatToken',
    summary: 'Drop-in: a handle for the sign-in of a person, or a refusal when there is none',
    errors: [
      'compat.not_authenticated',
      'compat.off',
      'compat.origin_refused',
      'facility.unknown',
      'request.unauthorized',
      'signing.authentication_required',
      'staff.unknown',
      'terminal.retired',
      'terminal.unknown',
    ],
    request: { params, query: secondarycertQuery },
    responses: { 200: jsonAnswer('Handle', compatToken), default: problemAnswer },
  },
  async (c, { unverifiedBearer }) => {
    const access = await admit(c, c.req.valid('param').facility, unverifiedBearer)
    const secondarycertId = c.req.valid('query')['secondarycert-id']
    const { handle } = await issueCompatHandle(c.var.facility, { access, secondarycertId }, c.var.origin)
    return c.json({ result: true as const, source: handle }, 200)
  },
)

const login = operation(
  {
    caller: 'nobody',
    cost: { ms: 3, share: 'address' },
    orCaller: 'emr_client',
    method: 'get',
    path: `${base}/auth/login`,
    operationId: 'openCompatSignIn',
    summary: 'Drop-in: the page with the sign-in of a person, for a tab of its own',
    errors: [
      'compat.not_authenticated',
      'compat.off',
      'compat.origin_refused',
      'launch.origin_mismatch',
      'request.unauthorized',
      'staff.unknown',
      'terminal.retired',
      'terminal.unknown',
    ],
    request: { params, query: secondarycertQuery },
    responses: {
      200: { description: 'Page', content: { 'text/html': { schema: z.string() } } },
      default: problemAnswer,
    },
  },
  async (c, { unverifiedBearer }) => {
    const secondarycertId = c.req.valid('query')['secondarycert-id']
    const access = await admit(c, c.req.valid('param').facility, unverifiedBearer).catch((error: unknown) => {
      if (compatError.is(error, 'compat.origin_refused') && isVisit(initiatorHeaders(c))) return null
      throw error
    })
    if (access === null) {
      const question = confirmPage(secondarycertId, c.var.locale)
      return c.html(question.html, 200, { 'content-security-policy': question.contentSecurityPolicy })
    }
    const { ticket } = await openCompatSignIn(c.var.facility, { access, secondarycertId }, c.var.origin)
    const page = {
      ticket,
      locale: c.var.locale,
      facilityUrl: c.var.facility.settings.facilityUrl,
      path: new URL(c.req.url).pathname,
    }
    const { html, contentSecurityPolicy } = signInPage(page)
    return c.html(html, 200, { 'content-security-policy': contentSecurityPolicy })
  },
)

const sign = operation(
  {
    caller: 'nobody',
    cost: { ms: 3, share: 'address' },
    orCaller: 'emr_client',
    method: 'post',
    path: `${base}/signature/prescription/sign`,
    operationId: 'signCompatPrescription',
    summary: 'Drop-in: signs a prescription; an Idempotency-Key is taken where the caller knows one',
    errors: [
      'compat.not_authenticated',
      'compat.off',
      'compat.origin_refused',
      'request.unauthorized',
      'prescription.invalid',
      ...signingRefusals,
    ],
    request: {
      params,
      headers: z.object({ 'idempotency-key': idempotencyKey.optional() }),
      body: jsonBody(compatSignRequest),
    },
    responses: { 200: jsonAnswer('The signed document', compatSigned), default: problemAnswer },
  },
  async (c, { unverifiedBearer }) => {
    const access = await admit(c, c.req.valid('param').facility, unverifiedBearer)
    const { token: handle, csvData } = c.req.valid('json')
    const { 'idempotency-key': key = null } = c.req.valid('header')
    const call = { access, handle, csv: new Uint8Array(Buffer.from(csvData, 'base64')), idempotencyKey: key }
    const { document } = await signCompatPrescription(c.var.facility, call, c.var.origin)
    return c.json({ isSuccess: true as const, signedXmlData: Buffer.from(document).toString('base64') }, 200)
  },
)

/** The endpoints of the existing local adapter, for an EMR that was written for it; off unless a facility switches them on. */
export const compatOperations = [token, login, sign]

function admit(c: Context<ApiEnvironment>, facilityCode: string, bearer: string | null): Promise<CompatCall> {
  const initiator = pageBehind(initiatorHeaders(c))
  return admitCompatCaller(c.var.facility, { facilityCode, initiator, bearer }, c.var.origin)
}

function initiatorHeaders(c: Context<ApiEnvironment>): InitiatorHeaders {
  return {
    origin: c.req.header('origin'),
    referer: c.req.header('referer'),
    fetchSite: c.req.header('sec-fetch-site'),
    fetchMode: c.req.header('sec-fetch-mode'),
    fetchDestination: c.req.header('sec-fetch-dest'),
    purpose: c.req.header('sec-purpose'),
    ownOrigin: c.var.facility.settings.facilityUrl,
  }
}
