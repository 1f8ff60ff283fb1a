import { z } from '@hono/zod-openapi'
import { operation } from '@/lib/api/operations/operation'
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
import { jsonAnswer, jsonBody, problemAnswer } from '../answers'
import { setPhoneCookie } from '../phone-cookies'
import { toOptionsAnswer, toRegistration } from './to-registration'

const base = '/api/authority/v1'
const params = z.strictObject({ id: z.string().openapi({ example: 'rgs_AAAAAAAAAAAAAAAAAAAAAA' }) })
const registrationAnswers = { 200: jsonAnswer('Where the registration stands', registration), default: problemAnswer }
const optionsAnswers = { 200: jsonAnswer('Options under a new challenge', optionsAnswer), default: problemAnswer }

const readCard = operation(
  {
    caller: 'nobody',
    cost: { ms: 3, share: 'address' },
    sameOrigin: true,
    addressLimit: true,
    method: 'post',
    path: `${base}/notification-cards/status`,
    operationId: 'getNotificationCardStatus',
    summary: 'State of the notification card whose code was scanned',
    errors: ['notification_card.unknown'],
    request: { body: jsonBody(cardStatusRequest) },
    responses: { 200: jsonAnswer('State of the card', cardStatus), default: problemAnswer },
  },
  async (c) => {
    const card = await getCardStatus(c.var.authority, c.req.valid('json'), c.var.origin)
    const { state, route, triesLeft, expiresAt } = card
    return c.json({ state, route, tries_left: triesLeft, expires_at: expiresAt.toISOString() }, 200)
  },
)

const start = operation(
  {
    caller: 'nobody',
    cost: { ms: 50 },
    sameOrigin: true,
    addressLimit: true,
    // A password is compared: processor time outside of the loop, on the same cores.
    method: 'post',
    path: `${base}/registrations`,
    operationId: 'startRegistration',
    summary: 'Checks the password of the card and opens a registration in this browser',
    errors: [
      'notification_card.unknown',
      'notification_card.voided',
      'notification_card.wrong_password',
      'phone.limit_reached',
    ],
    request: { body: jsonBody(registrationRequest) },
    responses: registrationAnswers,
  },
  async (c) => {
    const { ticket, view } = await startRegistration(c.var.authority, c.req.valid('json'), c.var.origin)
    setPhoneCookie(c, 'registration', ticket, c.var.authority.settings.registrationSeconds)
    return c.json(toRegistration(view), 200)
  },
)

const current = operation(
  {
    caller: 'phone',
    session: 'registration',
    cost: { ms: 3, share: 'address' },
    method: 'get',
    path: `${base}/registrations/current`,
    operationId: 'getRegistration',
    summary: "This browser's registration, without options",
    errors: ['holder.disabled', 'registration.expired'],
    responses: registrationAnswers,
  },
  async (c, caller) => {
    const ticket = caller.secretToProve()
    return c.json(toRegistration(await resumeRegistration(c.var.authority, { ticket })), 200)
  },
)

const bindOptions = operation(
  {
    caller: 'phone',
    session: 'registration',
    cost: { ms: 3, share: 'address' },
    method: 'post',
    path: `${base}/registrations/{id}/options`,
    operationId: 'createBindingOptions',
    summary: 'New options to bind the phone',
    errors: [
      'holder.disabled',
      'registration.done',
      'registration.expired',
      'registration.unknown',
      'phone.limit_reached',
      'phone.removed',
    ],
    request: { params },
    responses: optionsAnswers,
  },
  async (c, caller) => {
    const of = { ticket: caller.secretToProve(), registrationId: c.req.valid('param').id }
    const options = await renewOptions(c.var.authority, { ...of, step: 'bind' })
    return c.json(toOptionsAnswer(options), 200)
  },
)

const attestation = operation(
  {
    caller: 'phone',
    session: 'registration',
    cost: { ms: 3, share: 'address' },
    method: 'post',
    path: `${base}/registrations/{id}/attestation`,
    operationId: 'bindPhone',
    summary: 'Binds the phone and uses up the card',
    errors: [
      'holder.disabled',
      'registration.done',
      'registration.expired',
      'registration.unknown',
      'notification_card.voided',
      'phone.already_registered',
      'phone.limit_reached',
      'phone.rejected',
      'phone.key_not_supported',
      'phone.synced_not_allowed',
      'phone.attestation_required',
      'phone.user_not_verified',
    ],
    request: { params, body: jsonBody(attestationRequest) },
    responses: registrationAnswers,
  },
  async (c, caller) => {
    const { response, phone_name: phoneName } = c.req.valid('json')
    const of = { ticket: caller.secretToProve(), registrationId: c.req.valid('param').id }
    const input = { ...of, response, ...(phoneName === undefined ? {} : { phoneName }) }
    return c.json(toRegistration(await bindPhone(c.var.authority, input, c.var.origin)), 200)
  },
)

const trialOptions = operation(
  {
    caller: 'phone',
    session: 'registration',
    cost: { ms: 3, share: 'address' },
    method: 'post',
    path: `${base}/registrations/{id}/trial-options`,
    operationId: 'createTrialOptions',
    summary: 'New options for the trial sign-in',
    errors: [
      'holder.disabled',
      'registration.done',
      'registration.expired',
      'registration.unknown',
      'phone.limit_reached',
      'phone.removed',
    ],
    request: { params },
    responses: optionsAnswers,
  },
  async (c, caller) => {
    const of = { ticket: caller.secretToProve(), registrationId: c.req.valid('param').id }
    const options = await renewOptions(c.var.authority, { ...of, step: 'trial' })
    return c.json(toOptionsAnswer(options), 200)
  },
)

const trial = operation(
  {
    caller: 'phone',
    session: 'registration',
    cost: { ms: 3, share: 'address' },
    method: 'post',
    path: `${base}/registrations/{id}/trial`,
    operationId: 'finishTrial',
    summary: 'Trial sign-in with the phone just bound',
    errors: [
      'holder.disabled',
      'registration.done',
      'registration.expired',
      'registration.unknown',
      'assertion.rejected',
      'assertion.wrong_phone',
      'assertion.backup_eligibility_changed',
      'assertion.counter_regression',
      'assertion.user_not_verified',
      'holder.disabled',
      'phone.removed',
    ],
    request: { params, body: jsonBody(assertionRequest) },
    responses: registrationAnswers,
  },
  async (c, caller) => {
    const of = { ticket: caller.secretToProve(), registrationId: c.req.valid('param').id }
    const input = { ...of, response: c.req.valid('json').response }
    return c.json(toRegistration(await finishTrial(c.var.authority, input, c.var.origin)), 200)
  },
)

/** Registration of a phone (docs/protocols.md §2). The holder is the cookie's registration's; no body names one. */
export const phoneRegistrationOperations = [readCard, start, current, bindOptions, attestation, trialOptions, trial]
