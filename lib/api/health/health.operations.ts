import { z } from '@hono/zod-openapi'
import type { AuthorityHealth } from '@/lib/facility/authority-port/reachability/authority-health'
import { reachabilities } from '@/lib/vocabulary/states/reachability'
import { type Operation, operation } from '../operations/operation'

const health = z.strictObject({ status: z.literal('ok') }).openapi('Health')
/** What a facility's process knows of its authority from its own calls; never the reason for 503, because signed-in people go on. */
const authorityHealth = z
  .strictObject({
    state: z.enum(reachabilities),
    code: z.string().optional().openapi({ description: 'Error code of the latest call, when it failed' }),
    clock_skew_seconds: z.int().nullable().openapi({ description: 'How far the clock of this process is ahead' }),
  })
  .openapi('AuthorityHealth')
const readiness = z.strictObject({ ...health.shape, authority: authorityHealth.optional() }).openapi('Readiness')
const readyAnswer = { 200: { description: 'Ready', content: { 'application/json': { schema: readiness } } } }
const answer = { 200: { description: 'Healthy', content: { 'application/json': { schema: health } } } }

type Parts = {
  /** Each throws AppError `service.unavailable` while the process must not be asked. */
  checks: readonly (() => Promise<void>)[]
  /** `null` in a process that serves no facility. */
  readAuthorityHealth: (() => AuthorityHealth) | null
}

/** Live: the process answers. Ready: every check passes; 503 otherwise. */
export function healthOperations({ checks, readAuthorityHealth }: Parts): readonly Operation[] {
  return [
    operation(
      {
        caller: 'nobody',
        cost: { ms: 1, share: 'apart' },
        method: 'get',
        path: '/api/health/live',
        operationId: 'getLiveness',
        summary: 'The process answers',
        errors: [],
        responses: answer,
      },
      (c) => c.json({ status: 'ok' as const }, 200),
    ),
    operation(
      {
        caller: 'nobody',
        cost: { ms: 2, share: 'apart' },
        method: 'get',
        path: '/api/health/ready',
        operationId: 'getReadiness',
        summary: 'Every check passes; 503 otherwise',
        errors: [],
        responses: readyAnswer,
      },
      async (c) => {
        await Promise.all(checks.map((check) => check()))
        const authority = readAuthorityHealth === null ? {} : { authority: toAuthorityHealth(readAuthorityHealth()) }
        return c.json({ status: 'ok' as const, ...authority }, 200)
      },
    ),
  ]
}

function toAuthorityHealth({ state, failure, clockSkewSeconds }: AuthorityHealth): z.infer<typeof authorityHealth> {
  return { state, ...(failure === null ? {} : { code: failure.code }), clock_skew_seconds: clockSkewSeconds }
}
