import { createHash } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { promisify } from 'node:util'
import { constants, gzip } from 'node:zlib'

const compress = promisify(gzip)
/** Below this an answer fits one packet as it is. */
const leastBytes = 1_400

type Sent = {
  status: number
  contentType: string
  body: Buffer
  /** The same for everybody: a browser may keep it and ask whether it is still so. */
  mayBeStored?: boolean
}

/** Sends a whole answer, compressed outside of the event loop where the caller takes that; to HEAD the same without its body. */
export async function sendBody(
  request: IncomingMessage,
  response: ServerResponse,
  { status, contentType, body, mayBeStored = false }: Sent,
): Promise<void> {
  response.setHeader('content-type', contentType)
  response.setHeader('vary', 'accept-encoding, accept-language')
  if (mayBeStored) {
    const etag = `"${createHash('sha256').update(body).digest('base64url')}"`
    response.setHeader('etag', etag)
    response.setHeader('cache-control', 'public, max-age=0, must-revalidate')
    if (request.headers['if-none-match']?.split(/,\s*/).includes(etag)) {
      response.writeHead(304).end()
      return
    }
  }
  const takesGzip = /\bgzip\b(?!\s*;\s*q=0(?:\.0*)?\s*(?:,|$))/i.test(String(request.headers['accept-encoding'] ?? ''))
  const isCompressed = takesGzip && body.length > leastBytes
  const sent = isCompressed ? await compress(body, { level: constants.Z_BEST_SPEED + 3 }) : body
  if (isCompressed) response.setHeader('content-encoding', 'gzip')
  response.writeHead(status, { 'content-length': sent.length })
  response.end(request.method === 'HEAD' ? undefined : sent)
}
