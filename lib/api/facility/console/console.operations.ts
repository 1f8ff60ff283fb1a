import { jsonAnswer, problemAnswer } from '@/lib/api/answers'
import { eventStreamResponse } from '@/lib/api/event-stream-response'
import { operation } from '@/lib/api/operations/operation'
import { listToday } from '@/lib/facility/dashboard/list-today'
import { today } from '@/lib/wire/console'
import { admitStream } from '../stream-caps'
import { streamToday } from './stream-today'

const base = '/api/facility/v1/console'
const streamsPerSession = 6
const right = 'sign_in_status.view'

const list = operation(
  {
    caller: 'console',
    right,
    method: 'get',
    path: `${base}/today`,
    operationId: 'listToday',
    summary: 'One row for each staff member who signs',
    errors: ['facility.unknown'],
    responses: { 200: jsonAnswer('Rows', today), default: problemAnswer },
  },
  async (c, { facilityId }) => {
    return c.json(await listToday(c.var.facility, facilityId, c.var.origin), 200)
  },
)

const events = operation(
  {
    caller: 'console',
    right,
    method: 'get',
    path: `${base}/today/events`,
    operationId: 'streamToday',
    summary: 'Events `rows` (all at once, then those that changed, whole) and `heartbeat`',
    errors: ['facility.unknown'],
    responses: { 200: { description: 'text/event-stream' }, default: problemAnswer },
  },
  async (c, { consoleSessionId }) => {
    const { facility, origin } = c.var
    return eventStreamResponse(c.req.raw, async (sink) => {
      admitStream(sink, consoleSessionId, streamsPerSession)
      await streamToday(facility, { consoleSessionId, right }, sink, origin)
    })
  },
)

/** The console's JSON: the facility is the session's (rule D6). */
export const consoleOperations = [list, events]
