import { createRoute } from '@hono/zod-openapi'
import { jsonAnswer, problemAnswer } from '@/lib/api/answers'
import { session } from '@/lib/api/callers/declare-caller'
import { eventStreamResponse } from '@/lib/api/event-stream-response'
import { newRouter, type Router } from '@/lib/api/router'
import { listToday } from '@/lib/facility/dashboard/list-today'
import { today } from '@/lib/wire/console'
import { admitStream } from '../stream-caps'
import { authenticateConsole } from './authenticate-console'
import { streamToday } from './stream-today'

const base = '/api/facility/v1/console'
const streamsPerSession = 6

const list = createRoute({
  ...session('consoleSession'),
  method: 'get',
  path: `${base}/today`,
  summary: 'One row for each staff member who signs',
  responses: { 200: jsonAnswer('Rows', today), default: problemAnswer },
})
const events = createRoute({
  ...session('consoleSession'),
  method: 'get',
  path: `${base}/today/events`,
  summary: 'Events `rows` (all at once, then those that changed, whole) and `heartbeat`',
  responses: { 200: { description: 'text/event-stream' }, default: problemAnswer },
})

/** The console's JSON: the facility is the session's (rule D6). */
export function consoleRoutes(): Router {
  const router = newRouter()
  router.openapi(list, async (c) => {
    const { facilityId } = await authenticateConsole(c)
    return c.json(await listToday(c.var.facility, facilityId, c.var.origin), 200)
  })
  router.openapi(events, async (c) => {
    const { facility, origin } = c.var
    const { consoleSessionId } = await authenticateConsole(c)
    return eventStreamResponse(c.req.raw, async (sink) => {
      admitStream(sink, consoleSessionId, streamsPerSession)
      await streamToday(facility, consoleSessionId, sink, origin)
    })
  })
  return router
}
