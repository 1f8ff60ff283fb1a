import { createRoute, z } from '@hono/zod-openapi'
import type { Context } from 'hono'
import { type PhoneRemoval, removeMyPhone } from '@/lib/authority/holder-changes/remove-my-phone'
import { revokeMyToken } from '@/lib/authority/holder-changes/revoke-my-token'
import { revokeMyTokens } from '@/lib/authority/holder-changes/revoke-my-tokens'
import { endHolderSession } from '@/lib/authority/holder-sessions/end-holder-session'
import { getMyPage } from '@/lib/authority/holder-sessions/get-my-page'
import { holderSessionSeconds } from '@/lib/authority/holder-sessions/holder-session'
import { newSessionOptions } from '@/lib/authority/holder-sessions/new-session-options'
import { startHolderSession } from '@/lib/authority/holder-sessions/start-holder-session'
import { assertionRequest, holderSessionOptionsRequest, lossReport, myPage, optionsAnswer } from '@/lib/wire/phone'
import { limitAddress } from '../address-limit'
import { jsonAnswer, jsonBody, problemAnswer } from '../answers'
import { anonymous, session } from '../callers/declare-caller'
import { clearPhoneCookie, readPhoneCookie, setPhoneCookie } from '../phone-cookies'
import { type ApiEnvironment, newRouter, type Router } from '../router'
import { requireSameOrigin } from '../same-origin'
import { toMyPage } from './present-my-page'
import { toOptionsAnswer } from './present-registration'

const base = '/api/authority/v1'
const middleware = [limitAddress, requireSameOrigin]
const params = z.strictObject({ id: z.string() })
const pageAnswers = { 200: jsonAnswer("The holder's own page", myPage), default: problemAnswer }
const doneAnswers = { 204: { description: 'Done' }, default: problemAnswer }

const sessionOptions = createRoute({
  ...anonymous(3, 'address'),
  method: 'post',
  path: `${base}/holder-sessions/options`,
  summary: "Options of the passkey sign-in to the holder's own page",
  middleware,
  request: { body: jsonBody(holderSessionOptionsRequest) },
  responses: { 200: jsonAnswer('Options under a new challenge', optionsAnswer), default: problemAnswer },
})

const startSession = createRoute({
  ...anonymous(3, 'address'),
  method: 'post',
  path: `${base}/holder-sessions`,
  summary: "Opens the holder's own page on this phone for ten minutes",
  middleware,
  request: { body: jsonBody(assertionRequest) },
  responses: pageAnswers,
})

const endSession = createRoute({
  ...session('holderSession'),
  method: 'delete',
  path: `${base}/holder-sessions/current`,
  summary: "Closes the holder's own page",
  middleware,
  responses: doneAnswers,
})

const page = createRoute({
  ...session('holderSession'),
  method: 'get',
  path: `${base}/my`,
  summary: "The holder's phones, live tokens and signatures",
  middleware: [limitAddress],
  responses: pageAnswers,
})

const revokeToken = createRoute({
  ...session('holderSession'),
  method: 'post',
  path: `${base}/my/tokens/{id}/revocation`,
  summary: 'Ends one token',
  middleware,
  request: { params },
  responses: doneAnswers,
})

const revokeTokens = createRoute({
  ...session('holderSession'),
  method: 'post',
  path: `${base}/my/tokens/revocation`,
  summary: 'Ends every token',
  middleware,
  responses: doneAnswers,
})

const removePhone = createRoute({
  ...session('holderSession'),
  method: 'post',
  path: `${base}/my/phones/{id}/revocation`,
  summary: 'Removes a phone and ends its tokens',
  middleware,
  request: { params },
  responses: doneAnswers,
})

const reportLoss = createRoute({
  ...session('holderSession'),
  method: 'post',
  path: `${base}/my/loss-report`,
  summary: 'Removes a lost phone and ends every token',
  middleware,
  request: { body: jsonBody(lossReport) },
  responses: doneAnswers,
})

/** The holder's own page. Whose it is comes from the cookie's session alone. */
export function myPageRoutes(): Router {
  const router = newRouter()
  router.openapi(sessionOptions, async (c) => {
    return c.json(toOptionsAnswer(await newSessionOptions(c.var.authority)), 200)
  })
  router.openapi(startSession, async (c) => {
    const { token } = await startHolderSession(c.var.authority, c.req.valid('json'), c.var.origin)
    setPhoneCookie(c, 'holder', token, holderSessionSeconds)
    return c.json(toMyPage(await getMyPage(c.var.authority, token)), 200)
  })
  router.openapi(endSession, async (c) => {
    await endHolderSession(c.var.authority, readPhoneCookie(c, 'holder'), c.var.origin)
    clearPhoneCookie(c, 'holder')
    return c.body(null, 204)
  })
  router.openapi(page, async (c) => {
    return c.json(toMyPage(await getMyPage(c.var.authority, readPhoneCookie(c, 'holder'))), 200)
  })
  router.openapi(revokeTokens, async (c) => {
    await revokeMyTokens(c.var.authority, { token: readPhoneCookie(c, 'holder') }, c.var.origin)
    return c.body(null, 204)
  })
  router.openapi(revokeToken, async (c) => {
    const input = { token: readPhoneCookie(c, 'holder'), accessTokenId: c.req.valid('param').id }
    await revokeMyToken(c.var.authority, input, c.var.origin)
    return c.body(null, 204)
  })
  router.openapi(removePhone, async (c) => {
    await remove(c, c.req.valid('param').id, 'removed')
    return c.body(null, 204)
  })
  router.openapi(reportLoss, async (c) => {
    await remove(c, c.req.valid('json').phone_id, 'lost')
    return c.body(null, 204)
  })
  return router
}

async function remove(c: Context<ApiEnvironment>, phoneId: string, because: PhoneRemoval): Promise<void> {
  const input = { token: readPhoneCookie(c, 'holder'), phoneId, because }
  const { wasThisPhone } = await removeMyPhone(c.var.authority, input, c.var.origin)
  if (wasThisPhone) clearPhoneCookie(c, 'holder')
}
