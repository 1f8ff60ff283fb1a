import { operation } from '@/lib/api/operations/operation'
import { approveClaim } from '@/lib/authority/claims/approve-claim'
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
import { jsonAnswer, jsonBody, problemAnswer } from '../answers'
import { clearPhoneCookie, readPhoneCookie, setPhoneCookie } from '../phone-cookies'
import { toApproval, toClaim } from './to-claim'
import { toOptionsAnswer } from './to-registration'

const base = '/api/authority/v1/claims'
const cookieSeconds = 600
const claimAnswers = { 200: jsonAnswer('The sign-in this phone has claimed', claim), default: problemAnswer }

const scan = operation(
  {
    caller: 'nobody',
    cost: { ms: 3, share: 'address' },
    sameOrigin: true,
    addressLimit: true,
    method: 'post',
    path: base,
    operationId: 'claimSignIn',
    summary: 'Claims the sign-in of a scanned QR; the first phone wins',
    errors: [
      'claim.ended',
      'claim.invalid',
      'claim.taken',
      'device_authorization.cancelled',
      'device_authorization.expired',
    ],
    request: { body: jsonBody(claimRequest) },
    responses: claimAnswers,
  },
  async (c) => {
    const { authority, origin } = c.var
    const input = { frame: c.req.valid('json').frame, claimSecret: readPhoneCookie(c, 'claim') }
    const claimed = await claimDeviceAuthorization(authority, input, origin)
    setPhoneCookie(c, 'claim', claimed.claimSecret, cookieSeconds)
    return c.json(toClaim(claimed.claim, null, authority.settings.accessTokenSeconds), 200)
  },
)

const current = operation(
  {
    caller: 'phone',
    session: 'claim',
    cost: { ms: 3, share: 'address' },
    method: 'get',
    path: `${base}/current`,
    operationId: 'getClaim',
    summary: "This browser's claim, without options",
    errors: ['claim.ended', 'device_authorization.cancelled', 'device_authorization.expired'],
    responses: claimAnswers,
  },
  async (c, caller) => {
    const { authority, origin } = c.var
    const found = await getClaim(authority, caller.secretToProve(), origin)
    return c.json(toClaim(found, null, authority.settings.accessTokenSeconds), 200)
  },
)

const number = operation(
  {
    caller: 'phone',
    session: 'claim',
    cost: { ms: 3, share: 'address' },
    method: 'post',
    path: `${base}/current/number`,
    operationId: 'matchNumber',
    summary: 'Gives the number of the EMR screen, once; a wrong one ends the sign-in',
    errors: [
      'claim.ended',
      'device_authorization.cancelled',
      'device_authorization.expired',
      'claim.out_of_order',
      'claim.wrong_number',
      'phone.removed',
    ],
    request: { body: jsonBody(numberRequest) },
    responses: claimAnswers,
  },
  async (c, caller) => {
    const { authority, origin } = c.var
    const matched = await matchNumber(
      authority,
      { claimSecret: caller.secretToProve(), ...c.req.valid('json') },
      origin,
    )
    const next = await newAssertionOptions(authority, matched)
    return c.json(toClaim(matched, next, authority.settings.accessTokenSeconds), 200)
  },
)

const options = operation(
  {
    caller: 'phone',
    session: 'claim',
    cost: { ms: 3, share: 'address' },
    method: 'post',
    path: `${base}/current/options`,
    operationId: 'createClaimOptions',
    summary: 'New options for the assertion',
    errors: [
      'claim.ended',
      'device_authorization.cancelled',
      'device_authorization.expired',
      'claim.out_of_order',
      'phone.removed',
    ],
    responses: { 200: jsonAnswer('Options under a new challenge', optionsAnswer), default: problemAnswer },
  },
  async (c, caller) => {
    const next = await getAssertionOptions(c.var.authority, caller.secretToProve(), c.var.origin)
    return c.json(toOptionsAnswer(next), 200)
  },
)

const assertion = operation(
  {
    caller: 'phone',
    session: 'claim',
    cost: { ms: 3, share: 'address' },
    method: 'post',
    path: `${base}/current/assertion`,
    operationId: 'approveClaim',
    summary: 'Approves the sign-in',
    errors: [
      'claim.ended',
      'device_authorization.cancelled',
      'device_authorization.expired',
      'claim.out_of_order',
      'assertion.rejected',
      'assertion.wrong_phone',
      'assertion.backup_eligibility_changed',
      'assertion.counter_regression',
      'assertion.user_not_verified',
      'holder.disabled',
      'phone.removed',
    ],
    request: { body: jsonBody(assertionRequest) },
    responses: { 200: jsonAnswer('Approved', approval), default: problemAnswer },
  },
  async (c, caller) => {
    const input = { claimSecret: caller.secretToProve(), response: c.req.valid('json').response }
    return c.json(toApproval(await approveClaim(c.var.authority, input, c.var.origin)), 200)
  },
)

const denial = operation(
  {
    caller: 'phone',
    session: 'claim',
    cost: { ms: 3, share: 'address' },
    method: 'post',
    path: `${base}/current/denial`,
    operationId: 'denyClaim',
    summary: 'Ends this sign-in, once: not me, or cancelled',
    errors: ['claim.ended', 'device_authorization.cancelled', 'device_authorization.expired'],
    request: { body: jsonBody(denialRequest) },
    responses: { 204: { description: 'Ended' }, default: problemAnswer },
  },
  async (c, caller) => {
    const { reason } = c.req.valid('json')
    await denyClaim(c.var.authority, { claimSecret: caller.secretToProve(), reason }, c.var.origin)
    clearPhoneCookie(c, 'claim')
    return c.body(null, 204)
  },
)

/** The phone's side of a daily sign-in (docs/protocols.md §1). The claim is the cookie's; no body names a session or a holder. */
export const claimOperations = [scan, current, number, options, assertion, denial]
