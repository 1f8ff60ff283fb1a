import { createRoute, z } from '@hono/zod-openapi'
import { answerTimestampQuery } from '@/lib/authority/timestamps/answer-timestamp-query'
import { requestError } from '@/lib/kernel/request.errors'
import { limitAddress } from '../address-limit'
import { problemAnswer } from '../answers'
import { anonymous } from '../callers/declare-caller'
import { newRouter, type Router } from '../router'

/** Where the development time-stamp authority answers. */
export const timestampPath = '/api/authority/v1/timestamps'

/** Media types of RFC 3161 §3.4. */
export const timestampQueryType = 'application/timestamp-query'
const timestampReplyType = 'application/timestamp-reply'

const octets = z.string().openapi({ type: 'string', format: 'binary' })

const stamp = createRoute({
  ...anonymous(10),
  method: 'post',
  path: timestampPath,
  summary: 'Time-stamps a digest for trying things out (RFC 3161); not there where another authority is set',
  request: { body: { required: true, content: { [timestampQueryType]: { schema: octets } } } },
  responses: {
    200: { description: 'A token, or why there is none', content: { [timestampReplyType]: { schema: octets } } },
    default: problemAnswer,
  },
})

/** The development time-stamp authority over HTTP. Nobody signs in to it: it stamps any digest and learns nothing. */
export function timestampRoutes(): Router {
  const router = newRouter()
  router.openAPIRegistry.registerPath(stamp)
  router.post(stamp.path, limitAddress, async (c) => {
    const [type = ''] = (c.req.header('content-type') ?? '').toLowerCase().split(';')
    if (type.trim() !== timestampQueryType) throw requestError('request.unsupported_media_type')
    const reply = await answerTimestampQuery(c.var.authority, new Uint8Array(await c.req.arrayBuffer()))
    return c.body(reply, 200, { 'content-type': timestampReplyType })
  })
  return router
}
