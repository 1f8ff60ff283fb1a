import { z } from '@hono/zod-openapi'
import { createLaunch } from '@/lib/facility/launches/create-launch'
import { signOut } from '@/lib/facility/sign-ins/sign-out'
import { getSignInStatus } from '@/lib/facility/token-vault/get-sign-in-status'
import { listSignInStatuses } from '@/lib/facility/token-vault/list-sign-in-statuses'
import { launchAnswer, launchRequest, signInStatus, signInStatuses, signOutAnswer } from '@/lib/wire/emr'
import { staffCode, terminalCode } from '@/lib/wire/fields'
import { jsonAnswer, jsonBody, problemAnswer } from '../../answers'
import { eventStreamResponse } from '../../event-stream-response'
import { operation } from '../../operations/operation'
import { admitStream } from '../stream-caps'
import { streamStatuses } from './stream-statuses'

const base = '/api/emr/v1'
const streamsPerClient = 20
const staffParams = z.strictObject({ staff_id: staffCode })
const atTerminal = z.strictObject({ terminal_id: terminalCode.optional() })

const launches = operation(
  {
    caller: 'emr_client',
    method: 'post',
    path: `${base}/launches`,
    operationId: 'createLaunch',
    summary: 'A one-time ticket for one frame',
    errors: ['launch.origin_mismatch', 'staff.unknown', 'terminal.retired', 'terminal.unknown'],
    request: { body: jsonBody(launchRequest) },
    responses: { 200: jsonAnswer('Ticket', launchAnswer), default: problemAnswer },
  },
  async (c, principal) => {
    const body = c.req.valid('json')
    const input = { principal, staffCode: body.staff_id, terminalCode: body.terminal_id, purpose: body.purpose }
    const launch = await createLaunch(c.var.facility, { ...input, parentOrigin: body.parent_origin }, c.var.origin)
    return c.json({ ticket: launch.ticket, expires_in: launch.expiresInSeconds, frame_url: launch.frameUrl }, 200)
  },
)

const status = operation(
  {
    caller: 'emr_client',
    proof: 'statement',
    method: 'get',
    path: `${base}/staff/{staff_id}/sign-in-status`,
    operationId: 'getSignInStatus',
    summary: 'Sign-in status of one staff member, as it serves at the terminal',
    errors: ['facility.unknown', 'staff.unknown', 'terminal.unknown'],
    request: { params: staffParams, query: atTerminal },
    responses: { 200: jsonAnswer('Status', signInStatus), default: problemAnswer },
  },
  async (c, caller) => {
    const asked = {
      bearer: caller.secretToProve(),
      staffCode: c.req.valid('param').staff_id,
      terminalCode: c.req.valid('query').terminal_id ?? null,
    }
    return c.json(await getSignInStatus(c.var.facility, asked, c.var.origin), 200)
  },
)

const statuses = operation(
  {
    caller: 'emr_client',
    method: 'get',
    path: `${base}/sign-in-status`,
    operationId: 'listSignInStatuses',
    summary: 'Sign-in statuses of all staff who sign, or of those that may have changed since a cursor',
    errors: ['facility.unknown', 'terminal.unknown'],
    request: { query: atTerminal.extend({ since: z.string().max(32).optional() }) },
    responses: { 200: jsonAnswer('Statuses', signInStatuses), default: problemAnswer },
  },
  async (c, { facilityId }) => {
    const { terminal_id: terminalCode = null, since: cursor = null } = c.req.valid('query')
    const list = await listSignInStatuses(c.var.facility, { facilityId, terminalCode, cursor }, c.var.origin)
    const answer = { statuses: list.statuses, server_time: list.serverTime.toISOString(), cursor: list.cursor }
    return c.json(answer, 200)
  },
)

const events = operation(
  {
    caller: 'emr_client',
    method: 'get',
    path: `${base}/events`,
    operationId: 'streamSignInStatuses',
    summary: 'Events `statuses` (all who sign, at once), `status` (one that changed, whole) and `heartbeat`',
    errors: ['facility.unknown', 'terminal.unknown'],
    request: { query: atTerminal },
    responses: { 200: { description: 'text/event-stream' }, default: problemAnswer },
  },
  async (c, { emrClientId, bearer }) => {
    const { facility, origin } = c.var
    const terminalCode = c.req.valid('query').terminal_id ?? null
    return eventStreamResponse(c.req.raw, async (sink) => {
      admitStream(sink, emrClientId, streamsPerClient)
      await streamStatuses(facility, { bearer, terminalCode }, sink, origin)
    })
  },
)

const signOutOfStaff = operation(
  {
    caller: 'emr_client',
    method: 'post',
    path: `${base}/staff/{staff_id}/sign-out`,
    operationId: 'signOutStaff',
    summary: 'Signs a staff member out at every terminal and at the authority',
    errors: ['facility.unknown', 'staff.unknown'],
    request: { params: staffParams },
    responses: { 200: jsonAnswer('What was ended', signOutAnswer), default: problemAnswer },
  },
  async (c, { facilityId, emrClientId }) => {
    const staff = { staffCode: c.req.valid('param').staff_id }
    const ended = await signOut(c.var.facility, { facilityId, staff, actor: emrClientId }, c.var.origin)
    return c.json({ signed_out: ended.signedOut, revoked_at_authority: ended.revokedAtAuthority }, 200)
  },
)

/** EMR API v1. The facility is the bearer's, never the request's: another facility's records look missing. */
export const emrOperations = [launches, status, statuses, events, signOutOfStaff]
