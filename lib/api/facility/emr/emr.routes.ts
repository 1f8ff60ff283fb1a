import { createRoute, z } from '@hono/zod-openapi'
import { jsonAnswer, jsonBody, problemAnswer } from '@/lib/api/answers'
import { eventStreamResponse } from '@/lib/api/event-stream-response'
import { newRouter, type Router } from '@/lib/api/router'
import { authenticateEmrBearer } from '@/lib/facility/emr-clients/authenticate-emr-bearer'
import { createLaunch } from '@/lib/facility/launches/create-launch'
import { signOut } from '@/lib/facility/sign-ins/sign-out'
import { getSignInStatus } from '@/lib/facility/token-vault/get-sign-in-status'
import { listSignInStatuses } from '@/lib/facility/token-vault/list-sign-in-statuses'
import { launchAnswer, launchRequest, signInStatus, signInStatuses, signOutAnswer } from '@/lib/wire/emr'
import { staffCode, terminalCode } from '@/lib/wire/fields'
import { readBearer } from '../bearer'
import { admitStream } from '../stream-caps'
import { streamStatuses } from './stream-statuses'

const base = '/api/emr/v1'
const streamsPerClient = 20
const security = [{ emrClient: [] }]
const staffParams = z.strictObject({ staff_id: staffCode })
const atTerminal = z.strictObject({ terminal_id: terminalCode.optional() })

const launches = createRoute({
  method: 'post',
  path: `${base}/launches`,
  summary: 'A one-time ticket for one frame',
  security,
  request: { body: jsonBody(launchRequest) },
  responses: { 200: jsonAnswer('Ticket', launchAnswer), default: problemAnswer },
})
const status = createRoute({
  method: 'get',
  path: `${base}/staff/{staff_id}/sign-in-status`,
  summary: 'Sign-in status of one staff member, as it serves at the terminal',
  security,
  request: { params: staffParams, query: atTerminal },
  responses: { 200: jsonAnswer('Status', signInStatus), default: problemAnswer },
})
const statuses = createRoute({
  method: 'get',
  path: `${base}/sign-in-status`,
  summary: 'Sign-in statuses of all staff, or of those that may have changed since a cursor',
  security,
  request: { query: atTerminal.extend({ since: z.string().max(32).optional() }) },
  responses: { 200: jsonAnswer('Statuses', signInStatuses), default: problemAnswer },
})
const events = createRoute({
  method: 'get',
  path: `${base}/events`,
  summary: 'Events `statuses` (all, at once), `status` (one that changed, whole) and `heartbeat`',
  security,
  request: { query: atTerminal },
  responses: { 200: { description: 'text/event-stream' }, default: problemAnswer },
})
const signOutOfStaff = createRoute({
  method: 'post',
  path: `${base}/staff/{staff_id}/sign-out`,
  summary: 'Signs a staff member out at every terminal and at the authority',
  security,
  request: { params: staffParams },
  responses: { 200: jsonAnswer('What was ended', signOutAnswer), default: problemAnswer },
})

/** EMR API v1. The facility is the bearer's, never the request's: what another facility has is as if it were not there. */
export function emrRoutes(): Router {
  const router = newRouter()
  router.openAPIRegistry.registerComponent('securitySchemes', 'emrClient', {
    type: 'oauth2',
    flows: { clientCredentials: { tokenUrl: `${base}/token`, scopes: {} } },
  })
  router.openapi(launches, async (c) => {
    const principal = await authenticateEmrBearer(c.var.facility, readBearer(c))
    const body = c.req.valid('json')
    const input = { principal, staffCode: body.staff_id, terminalCode: body.terminal_id, purpose: body.purpose }
    const launch = await createLaunch(c.var.facility, { ...input, parentOrigin: body.parent_origin }, c.var.origin)
    return c.json({ ticket: launch.ticket, expires_in: launch.expiresInSeconds, frame_url: launch.frameUrl }, 200)
  })
  router.openapi(status, async (c) => {
    const asked = {
      bearer: readBearer(c),
      staffCode: c.req.valid('param').staff_id,
      terminalCode: c.req.valid('query').terminal_id ?? null,
    }
    return c.json(await getSignInStatus(c.var.facility, asked, c.var.origin), 200)
  })
  router.openapi(statuses, async (c) => {
    const { facilityId } = await authenticateEmrBearer(c.var.facility, readBearer(c))
    const { terminal_id: terminalCode = null, since: cursor = null } = c.req.valid('query')
    const list = await listSignInStatuses(c.var.facility, { facilityId, terminalCode, cursor }, c.var.origin)
    const answer = { statuses: list.statuses, server_time: list.serverTime.toISOString(), cursor: list.cursor }
    return c.json(answer, 200)
  })
  router.openapi(events, async (c) => {
    const { facility, origin } = c.var
    const bearer = readBearer(c)
    const { emrClientId } = await authenticateEmrBearer(facility, bearer)
    const terminalCode = c.req.valid('query').terminal_id ?? null
    return eventStreamResponse(c.req.raw, async (sink) => {
      admitStream(sink, emrClientId, streamsPerClient)
      await streamStatuses(facility, { bearer, terminalCode }, sink, origin)
    })
  })
  router.openapi(signOutOfStaff, async (c) => {
    const { facilityId, emrClientId } = await authenticateEmrBearer(c.var.facility, readBearer(c))
    const staff = { staffCode: c.req.valid('param').staff_id }
    const ended = await signOut(c.var.facility, { facilityId, staff, actor: emrClientId }, c.var.origin)
    return c.json({ signed_out: ended.signedOut, revoked_at_authority: ended.revokedAtAuthority }, 200)
  })
  return router
}
