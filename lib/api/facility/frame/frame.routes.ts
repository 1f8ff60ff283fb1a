import { createRoute, z } from '@hono/zod-openapi'
import { jsonAnswer, jsonBody, problemAnswer } from '@/lib/api/answers'
import { anonymous, session } from '@/lib/api/callers/declare-caller'
import { eventStreamResponse } from '@/lib/api/event-stream-response'
import { newRouter, type Router } from '@/lib/api/router'
import { authenticateFrame } from '@/lib/facility/frames/authenticate-frame'
import { endFrameSession } from '@/lib/facility/frames/end-frame-session'
import { exchangeTicket } from '@/lib/facility/frames/exchange-ticket'
import { frameSessionError } from '@/lib/facility/frames/frame-session.errors'
import { toFrameSession, toFrameState } from '@/lib/facility/frames/frame-state'
import { createQrSource } from '@/lib/facility/frames/qr-source'
import { readFrame } from '@/lib/facility/frames/read-frame'
import { cancelSignIn } from '@/lib/facility/sign-ins/cancel-sign-in'
import { signOut } from '@/lib/facility/sign-ins/sign-out'
import { startSignIn } from '@/lib/facility/sign-ins/start-sign-in'
import { frameSession, frameSessionRequest, frameSnapshot, frameState, signInRequest } from '@/lib/wire/frame'
import { readBearer } from '../bearer'
import { admitStream } from '../stream-caps'
import { streamFrame } from './stream-frame'

const base = '/api/facility/v1'
const streamsPerFrame = 4
const stateAnswers = { 200: jsonAnswer('The frame’s whole state', frameState), default: problemAnswer }

const open = createRoute({
  ...anonymous(3, 'address'),
  method: 'post',
  path: `${base}/frame-sessions`,
  summary: 'Exchanges a launch ticket for the bearer of one frame',
  request: { body: jsonBody(frameSessionRequest) },
  responses: { 200: jsonAnswer('Bearer, and all that the frame shows', frameSession), default: problemAnswer },
})
const read = createRoute({
  ...session('frameSession'),
  method: 'get',
  path: `${base}/frame-sessions/current`,
  summary: 'The state and the code of this moment, where streams do not pass',
  responses: { 200: jsonAnswer('The frame’s whole state', frameSnapshot), default: problemAnswer },
})
const events = createRoute({
  ...session('frameSession'),
  method: 'get',
  path: `${base}/frame-sessions/current/events`,
  summary: 'Events `state`, `qr` and `heartbeat`',
  responses: { 200: { description: 'text/event-stream' }, default: problemAnswer },
})
const end = createRoute({
  ...session('frameSession'),
  method: 'delete',
  path: `${base}/frame-sessions/current`,
  summary: 'Ends the bearer; what is signed in stays signed in',
  responses: { 204: { description: 'Ended' }, default: problemAnswer },
})
const start = createRoute({
  ...session('frameSession'),
  method: 'post',
  path: `${base}/sign-ins`,
  summary: 'Starts a sign-in',
  request: { body: jsonBody(signInRequest) },
  responses: stateAnswers,
})
const cancel = createRoute({
  ...session('frameSession'),
  method: 'post',
  path: `${base}/sign-ins/{id}/cancellation`,
  summary: 'Gives a sign-in up',
  request: { params: z.strictObject({ id: z.string() }) },
  responses: stateAnswers,
})
const leave = createRoute({
  ...session('frameSession'),
  method: 'post',
  path: `${base}/frame-sessions/current/sign-out`,
  summary: 'Signs the staff member out at every terminal',
  responses: stateAnswers,
})

/** What an iframe says to its facility. Who and where come from its bearer alone (AT-18). */
export function frameRoutes(): Router {
  const router = newRouter()
  router.openapi(open, async (c) => {
    const { ticket, parent_origin: parentOrigin } = c.req.valid('json')
    const { sessionToken, view } = await exchangeTicket(c.var.facility, { ticket, parentOrigin }, c.var.origin)
    return c.json(toFrameSession(view, sessionToken), 200)
  })
  router.openapi(read, async (c) => {
    const { facility, origin } = c.var
    const view = await readFrame(facility, readBearer(c), origin)
    const at = performance.now()
    const source = createQrSource({ keyring: facility.keyring, authorityUrl: facility.settings.authorityUrl }, view, at)
    return c.json({ ...toFrameState(view), qr: source?.frameAt(at) ?? null }, 200)
  })
  router.openapi(events, async (c) => {
    const { facility, origin } = c.var
    const bearer = readBearer(c)
    const { staffKey, launchId } = await authenticateFrame(facility, bearer)
    if (bearer === null) throw frameSessionError('frame_session.expired')
    return eventStreamResponse(c.req.raw, async (sink) => {
      admitStream(sink, launchId, streamsPerFrame)
      await streamFrame(facility, { staffKey, bearer }, sink, origin)
    })
  })
  router.openapi(end, async (c) => {
    const bearer = readBearer(c)
    if (bearer !== null) await endFrameSession(c.var.facility, bearer, c.var.origin)
    return c.body(null, 204)
  })
  router.openapi(start, async (c) => {
    const { facility, origin } = c.var
    const bearer = readBearer(c)
    const view = await readFrame(facility, bearer, origin)
    await startSignIn(facility, view, c.req.valid('json').method, origin)
    return c.json(toFrameState(await readFrame(facility, bearer, origin)), 200)
  })
  router.openapi(cancel, async (c) => {
    const { facility, origin } = c.var
    const frame = await authenticateFrame(facility, readBearer(c))
    await cancelSignIn(facility, frame, c.req.valid('param').id, origin)
    return c.json(toFrameState(await readFrame(facility, readBearer(c), origin)), 200)
  })
  router.openapi(leave, async (c) => {
    const { facility, origin } = c.var
    const { facilityId, staffKey, launchId } = await authenticateFrame(facility, readBearer(c))
    await signOut(facility, { facilityId, staff: { staffKey }, actor: launchId }, origin)
    return c.json(toFrameState(await readFrame(facility, readBearer(c), origin)), 200)
  })
  return router
}
