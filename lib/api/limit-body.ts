import type { Context } from 'hono'
import { concatBytes } from '@/lib/kernel/bytes'
import { requestError } from '@/lib/kernel/request.errors'
import type { ApiEnvironment } from './router'

/** No other body of ours is larger; a WebAuthn answer with an attestation chain stays well below. */
const usualBytes = 64 * 1024

/** Paths whose bodies carry documents in base64: signed ones with their validation data, or a hundred CSVs. */
const documentBytes: readonly (readonly [RegExp, number])[] = [
  [/^\/api\/emr\/v1\/prescriptions\/(?:sign|validate)$/, 512 * 1024],
  [/^\/compat\/[^/]+\/signature\/prescription\/sign$/, 512 * 1024],
  [/^\/api\/emr\/v1\/(?:prescriptions\/sign-batch|dispensings\/sign|documents\/verify)$/, 2 * 1024 * 1024],
]

/**
 * Refuses a body that says or turns out to be larger than 64 KiB, or than its path's own limit. One of unknown length is read here up to the limit. Not hono's own:
 * that copies the request of @hono/node-server 2.1 with `new Request`, which throws where the global Request is left alone.
 * @throws AppError `request.too_large`
 */
export async function limitBody(c: Context<ApiEnvironment>, next: () => Promise<void>): Promise<void> {
  const { raw } = c.req
  const { method, headers } = raw
  const bodyBytes = documentBytes.find(([path]) => path.test(c.req.path))?.[1] ?? usualBytes
  const declared = headers.get('content-length')
  if (declared !== null && Number(declared) > bodyBytes) throw requestError('request.too_large')
  if (declared === null && method !== 'GET' && method !== 'HEAD') {
    // Read only here: @hono/node-server makes a signal and a body stream when they are first looked at.
    const { url, signal } = raw
    const body = await readLimited(raw.body, bodyBytes)
    c.req.raw = new Request(url, { method, headers, signal, ...(body.length === 0 ? {} : { body }) })
  }
  await next()
}

async function readLimited(
  stream: ReadableStream<Uint8Array> | null,
  bodyBytes: number,
): Promise<Uint8Array<ArrayBuffer>> {
  const chunks: Uint8Array[] = []
  let length = 0
  const reader = stream?.getReader()
  for (;;) {
    const { done, value } = (await reader?.read()) ?? { done: true, value: undefined }
    if (done || value === undefined) return concatBytes(...chunks)
    length += value.length
    if (length > bodyBytes) {
      await reader?.cancel()
      throw requestError('request.too_large')
    }
    chunks.push(value)
  }
}
