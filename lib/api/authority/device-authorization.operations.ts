import { z } from '@hono/zod-openapi'
import type { Context } from 'hono'
import { operation } from '@/lib/api/operations/operation'
import { cancelDeviceAuthorization } from '@/lib/authority/device-authorizations/cancel-device-authorization'
import { extendDeviceAuthorization } from '@/lib/authority/device-authorizations/extend-device-authorization'
import { startDeviceAuthorization } from '@/lib/authority/device-authorizations/start-device-authorization'
import {
  type StateSink,
  watchDeviceAuthorization,
} from '@/lib/authority/device-authorizations/watch-device-authorization'
import {
  deviceAuthorizationAnswer,
  deviceAuthorizationEvent,
  deviceAuthorizationExtension,
  deviceAuthorizationRequest,
  type SignInDetails,
  signInDetails,
} from '@/lib/wire/oauth'
import { jsonAnswer } from '../answers'
import { type EventSink, eventStreamResponse } from '../event-stream-response'
import { oauthErrorResponse } from '../oauth/oauth-declarations'
import { oauthErrorAnswer } from '../oauth/oauth-error'
import { formBody } from '../oauth/oauth-form'
import type { ApiEnvironment } from '../router'

const path = '/oauth2/device_authorization'
const params = z.strictObject({ id: z.string().openapi({ example: 'dva_AAAAAAAAAAAAAAAAAAAAAA' }) })
/** Exactly one object, of our type (RFC 9396 §5). */
const oneSignIn = z.tuple([signInDetails])

const start = operation(
  {
    caller: 'facility_client',
    method: 'post',
    path,
    operationId: 'startDeviceAuthorization',
    summary: 'Starts a daily sign-in for one holder (RFC 8628 §3.1)',
    errors: ['400 invalid_scope', '400 invalid_authorization_details', '400 unknown_user_id'],
    request: { body: formBody(deviceAuthorizationRequest) },
    responses: { 200: jsonAnswer('Started', deviceAuthorizationAnswer), default: oauthErrorResponse },
  },
  async (c, client) => {
    const form = c.req.valid('form')
    if (!isKnownScope(form.scope)) return oauthErrorAnswer(c, 'invalid_scope', 400, 'The only scope is sign')
    const details = parseDetails(form.authorization_details)
    if (details === null) return refuseDetails(c)
    const request = { loginHint: form.login_hint, bindingMessage: form.binding_message ?? null, details }
    return c.json(await startDeviceAuthorization(c.var.authority, client, request, c.var.origin), 200)
  },
)

const events = operation(
  {
    caller: 'facility_client',
    method: 'get',
    path: `${path}/{id}/events`,
    operationId: 'streamDeviceAuthorization',
    summary: 'State changes for the client that started it, as server-sent events `state`, each the whole state',
    errors: ['404 invalid_request'],
    request: {
      params,
      query: z.object({
        once: z
          .literal('1')
          .optional()
          .openapi({ description: 'The state of this moment alone; the answer then ends' }),
      }),
    },
    responses: {
      200: { description: 'Event stream', content: { 'text/event-stream': { schema: deviceAuthorizationEvent } } },
      default: oauthErrorResponse,
    },
  },
  async (c, client) => {
    const key = { id: c.req.valid('param').id, facilityClientId: client.id }
    const follow = await watchDeviceAuthorization(c.var.authority, key, c.var.origin)
    const once = c.req.valid('query').once !== undefined
    return eventStreamResponse(c.req.raw, (sink) => follow(once ? endAfterFirst(sink) : sink))
  },
)

const extend = operation(
  {
    caller: 'facility_client',
    method: 'post',
    path: `${path}/{id}/extension`,
    operationId: 'extendDeviceAuthorization',
    summary: 'Extends the time to read the code, once; what cannot be extended (any more) stays as it is',
    errors: ['404 invalid_request'],
    request: { params },
    responses: {
      200: jsonAnswer('The seconds that are left', deviceAuthorizationExtension),
      default: oauthErrorResponse,
    },
  },
  async (c, client) => {
    const key = { id: c.req.valid('param').id, facilityClientId: client.id }
    const { secondsLeft } = await extendDeviceAuthorization(c.var.authority, key, c.var.origin)
    return c.json({ expires_in: secondsLeft }, 200)
  },
)

const cancel = operation(
  {
    caller: 'facility_client',
    method: 'delete',
    path: `${path}/{id}`,
    operationId: 'cancelDeviceAuthorization',
    summary: 'Ends a sign-in that this client started; ending an ended one is no error',
    errors: ['404 invalid_request'],
    request: { params },
    responses: { 204: { description: 'Ended' }, default: oauthErrorResponse },
  },
  async (c, client) => {
    const key = { id: c.req.valid('param').id, facilityClientId: client.id }
    await cancelDeviceAuthorization(c.var.authority, key, c.var.origin)
    return c.body(null, 204)
  },
)

/** Device authorizations as their client sees them (docs/protocols.md §1). */
export const deviceAuthorizationOperations = [start, events, extend, cancel]

/** RFC 6749 §3.3: a list without order; what is left out is the only scope there is. */
function isKnownScope(scope = 'sign'): boolean {
  return scope.split(' ').every((each) => each === 'sign')
}

function parseDetails(text: string): SignInDetails | null {
  try {
    const parsed = oneSignIn.safeParse(JSON.parse(text))
    return parsed.success ? parsed.data[0] : null
  } catch {
    return null
  }
}

function refuseDetails(c: Context<ApiEnvironment>): Response {
  return oauthErrorAnswer(c, 'invalid_authorization_details', 400, 'Expected one object of type shomei_sign_in')
}

/** A proxy that holds streams back passes on an answer that has ended. */
function endAfterFirst(sink: EventSink): StateSink {
  return {
    signal: sink.signal,
    end: sink.end,
    send(event, state) {
      sink.send(event, state)
      sink.end()
    },
  }
}
