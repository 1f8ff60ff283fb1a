import { z } from '@hono/zod-openapi'
import { operation } from '@/lib/api/operations/operation'
import { answerTimestampQuery } from '@/lib/authority/timestamps/answer-timestamp-query'
import { requestError } from '@/lib/kernel/request.errors'
import { problemAnswer } from '../answers'

/** Where the development time-stamp authority answers. */
export const timestampPath = '/api/authority/v1/timestamps'

/** Media types of RFC 3161 §3.4. */
export const timestampQueryType = 'application/timestamp-query'
const timestampReplyType = 'application/timestamp-reply'

const octets = z.string().openapi({ type: 'string', format: 'binary' })

const stamp = operation(
  {
    caller: 'nobody',
    cost: { ms: 10 },
    addressLimit: true,
    isBodyUnchecked: true,
    method: 'post',
    path: timestampPath,
    operationId: 'createTimestamp',
    summary: 'Time-stamps a digest for trying things out (RFC 3161); not there where another authority is set',
    errors: ['request.not_found', 'signature.record_altered'],
    request: { body: { required: true, content: { [timestampQueryType]: { schema: octets } } } },
    responses: {
      200: { description: 'A token, or why there is none', content: { [timestampReplyType]: { schema: octets } } },
      default: problemAnswer,
    },
  },
  async (c) => {
    const [type = ''] = (c.req.header('content-type') ?? '').toLowerCase().split(';')
    if (type.trim() !== timestampQueryType) throw requestError('request.unsupported_media_type')
    const reply = await answerTimestampQuery(c.var.authority, new Uint8Array(await c.req.arrayBuffer()))
    return c.body(reply, 200, { 'content-type': timestampReplyType })
  },
)

/** The development time-stamp authority over HTTP. It needs no sign-in: it stamps any digest and learns nothing. */
export const timestampOperations = [stamp]
