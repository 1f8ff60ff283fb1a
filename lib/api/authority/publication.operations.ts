import { createHash } from 'node:crypto'
import { z } from '@hono/zod-openapi'
import type { Context } from 'hono'
import { operation } from '@/lib/api/operations/operation'
import { getCertificateAuthorityCertificate, getCrl } from '@/lib/authority/credentials/get-published'
import { requestError } from '@/lib/kernel/request.errors'
import { problemAnswer } from '../answers'
import type { ApiEnvironment } from '../router'

const octets = z.string().openapi({ type: 'string', format: 'binary' })
const publication = { 304: { description: 'Not modified since that ETag' }, 404: problemAnswer, default: problemAnswer }

const crl = operation(
  {
    caller: 'nobody',
    cost: { ms: 3 },
    addressLimit: true,
    method: 'get',
    path: '/crl/{file}',
    operationId: 'getCrl',
    summary: 'Certificate revocation list of an authority, `<name>.crl` (RFC 5280, DER)',
    errors: ['request.not_found'],
    request: { params: z.object({ file: z.string().max(80).openapi({ example: 'test-issuing.crl' }) }) },
    responses: {
      200: { description: 'The newest CRL', content: { 'application/pkix-crl': { schema: octets } } },
      ...publication,
    },
  },
  async (c) => {
    const found = await getCrl(c.var.authority, nameOf(c.req.valid('param').file, '.crl'))
    if (found === null) throw requestError('request.not_found')
    const left = Math.floor((found.nextUpdate.getTime() - Date.now()) / 1000)
    const maxAge = Math.max(0, Math.min(crlCacheSeconds, left))
    c.header('last-modified', found.thisUpdate.toUTCString())
    c.header('expires', found.nextUpdate.toUTCString())
    return publish(c, found.der, 'application/pkix-crl', maxAge)
  },
)

const certificate = operation(
  {
    caller: 'nobody',
    cost: { ms: 3 },
    addressLimit: true,
    method: 'get',
    path: '/ca/{file}',
    operationId: 'getCaCertificate',
    summary: 'Certificate of an authority, `<name>.crt` (DER)',
    errors: ['request.not_found'],
    request: { params: z.object({ file: z.string().max(80).openapi({ example: 'test-issuing.crt' }) }) },
    responses: {
      200: { description: 'The certificate', content: { 'application/pkix-cert': { schema: octets } } },
      ...publication,
    },
  },
  async (c) => {
    const found = await getCertificateAuthorityCertificate(c.var.authority, nameOf(c.req.valid('param').file, '.crt'))
    if (found === null) throw requestError('request.not_found')
    return publish(c, found, 'application/pkix-cert', certificateCacheSeconds)
  },
)

/** A revocation is to be seen soon: caches ask again after this. */
const crlCacheSeconds = 300
const certificateCacheSeconds = 86_400

/** What everybody may read: CRLs and certificates of the authority (RFC 5280 §4.2.1.13, RFC 2585 §4). */
export const publicationOperations = [crl, certificate]

function nameOf(file: string, ending: string): string {
  if (!file.endsWith(ending)) throw requestError('request.not_found')
  return file.slice(0, -ending.length)
}

function publish(c: Context<ApiEnvironment>, der: Uint8Array<ArrayBuffer>, mediaType: string, maxAge: number) {
  const etag = `"${createHash('sha256').update(der).digest('base64url')}"`
  c.header('etag', etag)
  c.header('cache-control', `public, max-age=${maxAge}`)
  if (c.req.header('if-none-match') === etag) return c.body(null, 304)
  c.header('content-type', mediaType)
  return c.body(der, 200)
}
