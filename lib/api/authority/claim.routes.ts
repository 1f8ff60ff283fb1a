import { createRoute } from '@hono/zod-openapi'
import type { Context } from 'hono'
import { approveClaim } from '@/lib/authority/claims/approve-claim'
import { claimError } from '@/lib/authority/claims/claim.errors'
import { claimDeviceAuthorization } from '@/lib/authority/claims/claim-device-authorization'
import { denyClaim } from '@/lib/authority/claims/deny-claim'
import { getAssertionOptions } from '@/lib/authority/claims/get-assertion-options'
import { getClaim } from '@/lib/authority/claims/get-claim'
import { matchNumber } from '@/lib/authority/claims/match-number'
import { newAssertionOptions } from '@/lib/authority/claims/new-assertion-options'
import {
  approval,
  assertionRequest,
  claim,
  claimRequest,
  denialRequest,
  numberRequest,
  optionsAnswer,
} from '@/lib/wire/phone'
import { limitAddress } from '../address-limit'
import { jsonAnswer, jsonBody, problemAnswer } from '../answers'
import { anonymous } from '../callers/declare-caller'
import { clearPhoneCookie, readPhoneCookie, setPhoneCookie } from '../phone-cookies'
import { type ApiEnvironment, newRouter, type Router } from '../router'
import { requireSameOrigin } from '../same-origin'
import { toApproval, toClaim } from './present-claim'
import { toOptionsAnswer } from './present-registration'

const base = '/api/authority/v1/claims'
const middleware = [limitAddress, requireSameOrigin]
const cookieSeconds = 600
const claimAnswers = { 200: jsonAnswer('The sign-in this phone has claimed', claim), default: problemAnswer }

const scan = createRoute({
  ...anonymous(3, 'address'),
  method: 'post',
  path: base,
  summary: 'Claims the sign-in of a scanned QR; the first phone wins',
  middleware,
  request: { body: jsonBody(claimRequest) },
  responses: claimAnswers,
})

const current = createRoute({
  ...anonymous(3, 'address'),
  method: 'get',
  path: `${base}/current`,
  summary: "This browser's claim, without options",
  middleware: [limitAddress],
  responses: claimAnswers,
})

const number = createRoute({
  ...anonymous(3, 'address'),
  method: 'post',
  path: `${base}/current/number`,
  summary: 'Gives the number of the EMR screen, once; a wrong one ends the sign-in',
  middleware,
  request: { body: jsonBody(numberRequest) },
  responses: claimAnswers,
})

const options = createRoute({
  ...anonymous(3, 'address'),
  method: 'post',
  path: `${base}/current/options`,
  summary: 'New options for the assertion',
  middleware,
  responses: { 200: jsonAnswer('Options under a new challenge', optionsAnswer), default: problemAnswer },
})

const assertion = createRoute({
  ...anonymous(3, 'address'),
  method: 'post',
  path: `${base}/current/assertion`,
  summary: 'Approves the sign-in',
  middleware,
  request: { body: jsonBody(assertionRequest) },
  responses: { 200: jsonAnswer('Approved', approval), default: problemAnswer },
})

const denial = createRoute({
  ...anonymous(3, 'address'),
  method: 'post',
  path: `${base}/current/denial`,
  summary: 'Ends this sign-in, once: not me, or cancelled',
  middleware,
  request: { body: jsonBody(denialRequest) },
  responses: { 204: { description: 'Ended' }, default: problemAnswer },
})

/** The phone's side of a daily sign-in (docs/protocols.md §1). The claim is the cookie's; no body names a session or a holder. */
export function claimRoutes(): Router {
  const router = newRouter()
  router.openapi(scan, async (c) => {
    const { authority, origin } = c.var
    const input = { frame: c.req.valid('json').frame, claimSecret: readPhoneCookie(c, 'claim') }
    const claimed = await claimDeviceAuthorization(authority, input, origin)
    setPhoneCookie(c, 'claim', claimed.claimSecret, cookieSeconds)
    return c.json(toClaim(claimed.claim, null, authority.settings.accessTokenSeconds), 200)
  })
  router.openapi(current, async (c) => {
    const { authority, origin } = c.var
    const found = await getClaim(authority, claimSecret(c), origin)
    return c.json(toClaim(found, null, authority.settings.accessTokenSeconds), 200)
  })
  router.openapi(number, async (c) => {
    const { authority, origin } = c.var
    const matched = await matchNumber(authority, { claimSecret: claimSecret(c), ...c.req.valid('json') }, origin)
    const next = await newAssertionOptions(authority, matched)
    return c.json(toClaim(matched, next, authority.settings.accessTokenSeconds), 200)
  })
  router.openapi(options, async (c) => {
    const next = await getAssertionOptions(c.var.authority, claimSecret(c), c.var.origin)
    return c.json(toOptionsAnswer(next), 200)
  })
  router.openapi(assertion, async (c) => {
    const input = { claimSecret: claimSecret(c), response: c.req.valid('json').response }
    return c.json(toApproval(await approveClaim(c.var.authority, input, c.var.origin)), 200)
  })
  router.openapi(denial, async (c) => {
    const { reason } = c.req.valid('json')
    await denyClaim(c.var.authority, { claimSecret: claimSecret(c), reason }, c.var.origin)
    clearPhoneCookie(c, 'claim')
    return c.body(null, 204)
  })
  return router
}

/** Without a cookie it is as with an unknown one (Q6). */
function claimSecret(c: Context<ApiEnvironment>): string {
  const secret = readPhoneCookie(c, 'claim')
  if (secret === null) throw claimError('claim.invalid')
  return secret
}
