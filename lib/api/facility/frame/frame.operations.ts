import { z } from '@hono/zod-openapi'
import { jsonAnswer, jsonBody, problemAnswer } from '@/lib/api/answers'
import { eventStreamResponse } from '@/lib/api/event-stream-response'
import { authorityRefusals } from '@/lib/api/openapi/refusals'
import { operation } from '@/lib/api/operations/operation'
import { endFrameSession } from '@/lib/facility/frames/end-frame-session'
import { exchangeTicket } from '@/lib/facility/frames/exchange-ticket'
import { toFrameSession, toFrameState } from '@/lib/facility/frames/frame-state'
import { createQrSource } from '@/lib/facility/frames/qr-source'
import { readFrame } from '@/lib/facility/frames/read-frame'
import { cancelSignIn } from '@/lib/facility/sign-ins/cancel-sign-in'
import { extendSignIn } from '@/lib/facility/sign-ins/extend-sign-in'
import { signOut } from '@/lib/facility/sign-ins/sign-out'
import { startSignIn } from '@/lib/facility/sign-ins/start-sign-in'
import { frameSession, frameSessionRequest, frameSnapshot, frameState, signInRequest } from '@/lib/wire/frame'
import { admitStream } from '../stream-caps'
import { streamFrame } from './stream-frame'

const base = '/api/facility/v1'
const streamsPerFrame = 4
const stateAnswers = { 200: jsonAnswer('The frame’s whole state', frameState), default: problemAnswer }

const open = operation(
  {
    caller: 'nobody',
    cost: { ms: 3, share: 'address' },
    method: 'post',
    path: `${base}/frame-sessions`,
    operationId: 'startFrameSession',
    summary: 'Exchanges a launch ticket for the bearer of one frame',
    errors: ['facility.unknown', 'launch.invalid', 'launch.origin_mismatch'],
    request: { body: jsonBody(frameSessionRequest) },
    responses: { 200: jsonAnswer('Bearer, and all that the frame shows', frameSession), default: problemAnswer },
  },
  async (c) => {
    const { ticket, parent_origin: parentOrigin } = c.req.valid('json')
    const { sessionToken, view, lastMethod } = await exchangeTicket(
      c.var.facility,
      { ticket, parentOrigin },
      c.var.origin,
    )
    return c.json(toFrameSession(view, sessionToken, lastMethod), 200)
  },
)

const read = operation(
  {
    caller: 'frame',
    proof: 'statement',
    method: 'get',
    path: `${base}/frame-sessions/current`,
    operationId: 'getFrameState',
    summary: 'The state and the code of this moment, where streams do not pass',
    errors: ['facility.unknown'],
    responses: { 200: jsonAnswer('The frame’s whole state', frameSnapshot), default: problemAnswer },
  },
  async (c, caller) => {
    const { facility, origin } = c.var
    const view = await readFrame(facility, caller.secretToProve(), origin)
    const at = performance.now()
    const source = createQrSource({ keyring: facility.keyring, authorityUrl: facility.settings.authorityUrl }, view, at)
    return c.json({ ...toFrameState(view), qr: source?.frameAt(at) ?? null }, 200)
  },
)

const events = operation(
  {
    caller: 'frame',
    method: 'get',
    path: `${base}/frame-sessions/current/events`,
    operationId: 'streamFrameState',
    summary: 'Events `state`, `qr` and `heartbeat`',
    errors: ['facility.unknown'],
    responses: { 200: { description: 'text/event-stream' }, default: problemAnswer },
  },
  async (c, { staffKey, launchId, bearer }) => {
    const { facility, origin } = c.var
    return eventStreamResponse(c.req.raw, async (sink) => {
      admitStream(sink, launchId, streamsPerFrame)
      await streamFrame(facility, { staffKey, bearer }, sink, origin)
    })
  },
)

const end = operation(
  {
    caller: 'frame',
    proof: 'ending',
    method: 'delete',
    path: `${base}/frame-sessions/current`,
    operationId: 'endFrameSession',
    summary: 'Ends the bearer; what is signed in stays signed in',
    errors: [],
    responses: { 204: { description: 'Ended' }, default: problemAnswer },
  },
  async (c, { secretToEnd }) => {
    if (secretToEnd !== null) await endFrameSession(c.var.facility, secretToEnd, c.var.origin)
    return c.body(null, 204)
  },
)

const start = operation(
  {
    caller: 'frame',
    proof: 'statement',
    method: 'post',
    path: `${base}/sign-ins`,
    operationId: 'startSignIn',
    summary: 'Starts a sign-in',
    errors: [
      'facility.unknown',
      'request.forbidden',
      'sign_in.method_not_available',
      'sign_in.no_phone',
      'sign_in.not_registered',
      'sign_in.unknown',
      'staff.locked',
      ...authorityRefusals,
    ],
    request: { body: jsonBody(signInRequest) },
    responses: stateAnswers,
  },
  async (c, caller) => {
    const { facility, origin } = c.var
    const bearer = caller.secretToProve()
    const view = await readFrame(facility, bearer, origin)
    await startSignIn(facility, view, c.req.valid('json').method, origin)
    return c.json(toFrameState(await readFrame(facility, bearer, origin)), 200)
  },
)

const cancel = operation(
  {
    caller: 'frame',
    method: 'post',
    path: `${base}/sign-ins/{id}/cancellation`,
    operationId: 'cancelSignIn',
    summary: 'Gives a sign-in up',
    errors: ['facility.unknown', 'sign_in.unknown'],
    request: { params: z.strictObject({ id: z.string().openapi({ example: 'sgn_AAAAAAAAAAAAAAAAAAAAAA' }) }) },
    responses: stateAnswers,
  },
  async (c, frame) => {
    const { facility, origin } = c.var
    await cancelSignIn(facility, frame, c.req.valid('param').id, origin)
    return c.json(toFrameState(await readFrame(facility, frame.bearer, origin)), 200)
  },
)

const extend = operation(
  {
    caller: 'frame',
    method: 'post',
    path: `${base}/sign-ins/{id}/extension`,
    operationId: 'extendSignIn',
    summary: 'Extends the time to read the code, once',
    errors: ['facility.unknown', 'sign_in.unknown', ...authorityRefusals],
    request: { params: z.strictObject({ id: z.string().openapi({ example: 'sgn_AAAAAAAAAAAAAAAAAAAAAA' }) }) },
    responses: stateAnswers,
  },
  async (c, frame) => {
    const { facility, origin } = c.var
    await extendSignIn(facility, frame, c.req.valid('param').id, origin)
    return c.json(toFrameState(await readFrame(facility, frame.bearer, origin)), 200)
  },
)

const leave = operation(
  {
    caller: 'frame',
    method: 'post',
    path: `${base}/frame-sessions/current/sign-out`,
    operationId: 'signOutOfFrame',
    summary: 'Signs the staff member out at every terminal',
    errors: ['facility.unknown', 'staff.unknown'],
    responses: stateAnswers,
  },
  async (c, { facilityId, staffKey, launchId, bearer }) => {
    const { facility, origin } = c.var
    await signOut(facility, { facilityId, staff: { staffKey }, actor: launchId }, origin)
    return c.json(toFrameState(await readFrame(facility, bearer, origin)), 200)
  },
)

/** Requests of an iframe to its facility. Staff member and terminal come from its bearer alone (AT-18). */
export const frameOperations = [open, read, events, end, start, cancel, extend, leave]
