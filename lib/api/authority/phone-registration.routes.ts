import { createRoute, z } from '@hono/zod-openapi'
import { getCardStatus } from '@/lib/authority/notification-cards/get-card-status'
import { bindPhone } from '@/lib/authority/registrations/bind-phone'
import { finishTrial } from '@/lib/authority/registrations/finish-trial'
import { renewOptions } from '@/lib/authority/registrations/renew-options'
import { resumeRegistration } from '@/lib/authority/registrations/resume-registration'
import { startRegistration } from '@/lib/authority/registrations/start-registration'
import {
  assertionRequest,
  attestationRequest,
  cardStatus,
  cardStatusRequest,
  optionsAnswer,
  registration,
  registrationRequest,
} from '@/lib/wire/phone'
import { limitAddress } from '../address-limit'
import { jsonAnswer, jsonBody, problemAnswer } from '../answers'
import { anonymous } from '../callers/declare-caller'
import { readPhoneCookie, setPhoneCookie } from '../phone-cookies'
import { newRouter, type Router } from '../router'
import { requireSameOrigin } from '../same-origin'
import { toOptionsAnswer, toRegistration } from './present-registration'

const base = '/api/authority/v1'
const middleware = [limitAddress, requireSameOrigin]
const params = z.strictObject({ id: z.string() })
const registrationAnswers = { 200: jsonAnswer('Where the registration stands', registration), default: problemAnswer }
const optionsAnswers = { 200: jsonAnswer('Options under a new challenge', optionsAnswer), default: problemAnswer }

const readCard = createRoute({
  ...anonymous(3, 'address'),
  method: 'post',
  path: `${base}/notification-cards/status`,
  summary: 'State of the notification card whose code was scanned',
  middleware,
  request: { body: jsonBody(cardStatusRequest) },
  responses: { 200: jsonAnswer('State of the card', cardStatus), default: problemAnswer },
})

const start = createRoute({
  // A password is compared: processor time outside of the loop, on the same cores.
  ...anonymous(50),
  method: 'post',
  path: `${base}/registrations`,
  summary: 'Checks the password of the card and opens a registration in this browser',
  middleware,
  request: { body: jsonBody(registrationRequest) },
  responses: registrationAnswers,
})

const current = createRoute({
  ...anonymous(3, 'address'),
  method: 'get',
  path: `${base}/registrations/current`,
  summary: "This browser's registration, without options",
  middleware: [limitAddress],
  responses: registrationAnswers,
})

const bindOptions = createRoute({
  ...anonymous(3, 'address'),
  method: 'post',
  path: `${base}/registrations/{id}/options`,
  summary: 'New options to bind the phone',
  middleware,
  request: { params },
  responses: optionsAnswers,
})

const attestation = createRoute({
  ...anonymous(3, 'address'),
  method: 'post',
  path: `${base}/registrations/{id}/attestation`,
  summary: 'Binds the phone and uses up the card',
  middleware,
  request: { params, body: jsonBody(attestationRequest) },
  responses: registrationAnswers,
})

const trialOptions = createRoute({
  ...anonymous(3, 'address'),
  method: 'post',
  path: `${base}/registrations/{id}/trial-options`,
  summary: 'New options for the trial sign-in',
  middleware,
  request: { params },
  responses: optionsAnswers,
})

const trial = createRoute({
  ...anonymous(3, 'address'),
  method: 'post',
  path: `${base}/registrations/{id}/trial`,
  summary: 'Trial sign-in with the phone just bound',
  middleware,
  request: { params, body: jsonBody(assertionRequest) },
  responses: registrationAnswers,
})

/** Registration of a phone (docs/protocols.md §2). The holder is the cookie's registration's; no body names one. */
export function phoneRegistrationRoutes(): Router {
  const router = newRouter()
  router.openapi(readCard, async (c) => {
    const card = await getCardStatus(c.var.authority, c.req.valid('json'), c.var.origin)
    const { state, route, triesLeft, expiresAt } = card
    return c.json({ state, route, tries_left: triesLeft, expires_at: expiresAt.toISOString() }, 200)
  })
  router.openapi(start, async (c) => {
    const { ticket, view } = await startRegistration(c.var.authority, c.req.valid('json'), c.var.origin)
    setPhoneCookie(c, 'registration', ticket, c.var.authority.settings.registrationSeconds)
    return c.json(toRegistration(view), 200)
  })
  router.openapi(current, async (c) => {
    const ticket = readPhoneCookie(c, 'registration')
    return c.json(toRegistration(await resumeRegistration(c.var.authority, { ticket })), 200)
  })
  router.openapi(attestation, async (c) => {
    const { response, phone_name: phoneName } = c.req.valid('json')
    const of = { ticket: readPhoneCookie(c, 'registration'), registrationId: c.req.valid('param').id }
    const input = { ...of, response, ...(phoneName === undefined ? {} : { phoneName }) }
    return c.json(toRegistration(await bindPhone(c.var.authority, input, c.var.origin)), 200)
  })
  router.openapi(trial, async (c) => {
    const of = { ticket: readPhoneCookie(c, 'registration'), registrationId: c.req.valid('param').id }
    const input = { ...of, response: c.req.valid('json').response }
    return c.json(toRegistration(await finishTrial(c.var.authority, input, c.var.origin)), 200)
  })
  for (const [route, step] of [
    [bindOptions, 'bind'],
    [trialOptions, 'trial'],
  ] as const) {
    router.openapi(route, async (c) => {
      const of = { ticket: readPhoneCookie(c, 'registration'), registrationId: c.req.valid('param').id }
      const options = await renewOptions(c.var.authority, { ...of, step })
      return c.json(toOptionsAnswer(options), 200)
    })
  }
  return router
}
