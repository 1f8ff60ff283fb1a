import { z } from '@hono/zod-openapi'
import type { Context } from 'hono'
import { operation } from '@/lib/api/operations/operation'
import { type PhoneRemoval, removeMyPhone } from '@/lib/authority/holder-changes/remove-my-phone'
import { revokeMyToken } from '@/lib/authority/holder-changes/revoke-my-token'
import { revokeMyTokens } from '@/lib/authority/holder-changes/revoke-my-tokens'
import { endHolderSession } from '@/lib/authority/holder-sessions/end-holder-session'
import { getMyPage } from '@/lib/authority/holder-sessions/get-my-page'
import { holderSessionSeconds } from '@/lib/authority/holder-sessions/holder-session'
import { newSessionOptions } from '@/lib/authority/holder-sessions/new-session-options'
import { startHolderSession } from '@/lib/authority/holder-sessions/start-holder-session'
import { assertionRequest, holderSessionOptionsRequest, lossReport, myPage, optionsAnswer } from '@/lib/wire/phone'
import { jsonAnswer, jsonBody, problemAnswer } from '../answers'
import { clearPhoneCookie, setPhoneCookie } from '../phone-cookies'
import type { ApiEnvironment } from '../router'
import { toMyPage } from './to-my-page'
import { toOptionsAnswer } from './to-registration'

const base = '/api/authority/v1'
const params = z.strictObject({ id: z.string().openapi({ example: 'phn_AAAAAAAAAAAAAAAAAAAAAA' }) })
const pageAnswers = { 200: jsonAnswer("The holder's own page", myPage), default: problemAnswer }
const doneAnswers = { 204: { description: 'Done' }, default: problemAnswer }

const sessionOptions = operation(
  {
    caller: 'nobody',
    cost: { ms: 3, share: 'address' },
    sameOrigin: true,
    addressLimit: true,
    method: 'post',
    path: `${base}/holder-sessions/options`,
    operationId: 'createHolderSessionOptions',
    summary: "Options of the passkey sign-in to the holder's own page",
    errors: [],
    request: { body: jsonBody(holderSessionOptionsRequest) },
    responses: { 200: jsonAnswer('Options under a new challenge', optionsAnswer), default: problemAnswer },
  },
  async (c) => {
    return c.json(toOptionsAnswer(await newSessionOptions(c.var.authority)), 200)
  },
)

const startSession = operation(
  {
    caller: 'nobody',
    cost: { ms: 3, share: 'address' },
    sameOrigin: true,
    addressLimit: true,
    method: 'post',
    path: `${base}/holder-sessions`,
    operationId: 'startHolderSession',
    summary: "Opens the holder's own page on this phone for ten minutes",
    errors: [
      'assertion.rejected',
      'assertion.wrong_phone',
      'assertion.backup_eligibility_changed',
      'assertion.counter_regression',
      'assertion.user_not_verified',
      'holder.disabled',
      'phone.removed',
      'request.unauthorized',
    ],
    request: { body: jsonBody(assertionRequest) },
    responses: pageAnswers,
  },
  async (c) => {
    const { token } = await startHolderSession(c.var.authority, c.req.valid('json'), c.var.origin)
    setPhoneCookie(c, 'holder', token, holderSessionSeconds)
    return c.json(toMyPage(await getMyPage(c.var.authority, token)), 200)
  },
)

const endSession = operation(
  {
    caller: 'holder',
    proof: 'ending',
    method: 'delete',
    path: `${base}/holder-sessions/current`,
    operationId: 'endHolderSession',
    summary: "Closes the holder's own page",
    errors: [],
    responses: doneAnswers,
  },
  async (c, { secretToEnd }) => {
    await endHolderSession(c.var.authority, secretToEnd, c.var.origin)
    clearPhoneCookie(c, 'holder')
    return c.body(null, 204)
  },
)

const page = operation(
  {
    caller: 'holder',
    method: 'get',
    path: `${base}/my`,
    operationId: 'getMyPage',
    summary: "The holder's phones, live tokens and signatures",
    errors: [],
    responses: pageAnswers,
  },
  async (c, { token }) => {
    return c.json(toMyPage(await getMyPage(c.var.authority, token)), 200)
  },
)

const revokeToken = operation(
  {
    caller: 'holder',
    method: 'post',
    path: `${base}/my/tokens/{id}/revocation`,
    operationId: 'revokeMyToken',
    summary: 'Ends one token',
    errors: ['access_token.unknown'],
    request: { params },
    responses: doneAnswers,
  },
  async (c, { token }) => {
    const input = { token, accessTokenId: c.req.valid('param').id }
    await revokeMyToken(c.var.authority, input, c.var.origin)
    return c.body(null, 204)
  },
)

const revokeTokens = operation(
  {
    caller: 'holder',
    method: 'post',
    path: `${base}/my/tokens/revocation`,
    operationId: 'revokeMyTokens',
    summary: 'Ends every token',
    errors: [],
    responses: doneAnswers,
  },
  async (c, { token }) => {
    await revokeMyTokens(c.var.authority, { token }, c.var.origin)
    return c.body(null, 204)
  },
)

const removePhone = operation(
  {
    caller: 'holder',
    method: 'post',
    path: `${base}/my/phones/{id}/revocation`,
    operationId: 'removeMyPhone',
    summary: 'Removes a phone and ends its tokens',
    errors: ['phone.unknown'],
    request: { params },
    responses: doneAnswers,
  },
  async (c, { token }) => {
    await remove(c, token, c.req.valid('param').id, 'removed')
    return c.body(null, 204)
  },
)

const reportLoss = operation(
  {
    caller: 'holder',
    method: 'post',
    path: `${base}/my/loss-report`,
    operationId: 'reportPhoneLoss',
    summary: 'Removes a lost phone and ends every token',
    errors: ['phone.unknown'],
    request: { body: jsonBody(lossReport) },
    responses: doneAnswers,
  },
  async (c, { token }) => {
    await remove(c, token, c.req.valid('json').phone_id, 'lost')
    return c.body(null, 204)
  },
)

/** The holder's own page. Whose it is comes from the cookie's session alone. */
export const myPageOperations = [
  sessionOptions,
  startSession,
  endSession,
  page,
  revokeToken,
  revokeTokens,
  removePhone,
  reportLoss,
]

async function remove(
  c: Context<ApiEnvironment>,
  token: string,
  phoneId: string,
  because: PhoneRemoval,
): Promise<void> {
  const input = { token, phoneId, because }
  const { wasThisPhone } = await removeMyPhone(c.var.authority, input, c.var.origin)
  if (wasThisPhone) clearPhoneCookie(c, 'holder')
}
