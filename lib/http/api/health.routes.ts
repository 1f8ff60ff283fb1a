import { createRoute, z } from '@hono/zod-openapi'
import type { Database } from '@/lib/db/database'
import { asUnavailable } from '@/lib/db/unavailable'
import { anonymous } from './callers/declare-caller'
import { newRouter, type Router } from './router'

const health = z.strictObject({ status: z.literal('ok') }).openapi('Health')
const answer = { 200: { description: 'Healthy', content: { 'application/json': { schema: health } } } }

/** Live: the process answers. Ready: it can reach its database; 503 otherwise. */
export function healthRoutes(db: Pick<Database, 'sql'>): Router {
  return newRouter()
    .openapi(createRoute({ ...anonymous(1), method: 'get', path: '/api/health/live', responses: answer }), (c) =>
      c.json({ status: 'ok' as const }),
    )
    .openapi(
      createRoute({ ...anonymous(2), method: 'get', path: '/api/health/ready', responses: answer }),
      async (c) => {
        await db.sql`SELECT 1 FROM _prisma_migrations LIMIT 1`.catch((error: unknown) => {
          throw asUnavailable(error)
        })
        return c.json({ status: 'ok' as const })
      },
    )
}
