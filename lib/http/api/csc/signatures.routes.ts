import { createRoute } from '@hono/zod-openapi'
import type { Context } from 'hono'
import { checkSad } from '@/lib/authority/signatures/check-sad'
import { signHashes } from '@/lib/authority/signatures/sign-hashes'
import { idempotencyKeyHeader, signHashAnswer } from '@/lib/http/wire/csc/csc-shared'
import * as v1 from '@/lib/http/wire/csc/csc-v1'
import * as v2 from '@/lib/http/wire/csc/csc-v2'
import { jsonAnswer, jsonBody } from '../answers'
import { type ApiEnvironment, newRouter, type Router } from '../router'
import { afterOwnership } from './authorization.routes'
import { hashArray, stringArgument } from './csc-arguments'
import { accessTokenBearer, cscErrorResponse } from './csc-declarations'
import { CscRefusal } from './csc-refusal'
import { type CscVersion, cscWords } from './csc-version'
import { readCscRequest } from './read-csc-request'
import { readHashes } from './read-hashes'
import { respondWithCscError } from './respond-with-csc-error'
import { readSignAlgorithm } from './sign-algorithm'

/** `signatures/signHash`: each authorised hash once, in the order of the request. */
export function signatureRoutes(version: CscVersion): Router {
  const router = newRouter()
  router.onError(respondWithCscError)
  const wire = version === 1 ? v1 : v2
  const signHash = createRoute({
    method: 'post',
    path: `/csc/v${version}/signatures/signHash`,
    summary: 'Signs authorised hashes, each of them once',
    security: accessTokenBearer,
    request: { headers: idempotencyKeyHeader, body: jsonBody(wire.signHashRequest) },
    responses: { 200: jsonAnswer('Signed', signHashAnswer), default: cscErrorResponse },
  })
  router.openAPIRegistry.registerPath(signHash)
  router.post(signHash.path, async (c) => {
    const { authority, origin } = c.var
    const { bearer, body } = await readCscRequest(c, version)
    const credentialId = stringArgument(body, 'credentialID')
    const sad = stringArgument(body, 'SAD')
    const idempotencyKey = readIdempotencyKey(c)
    const { hashes, algorithm } = await afterOwnership(
      () => {
        const values = readHashes(hashArray(body, cscWords[version].hashes))
        const { operationMode } = body
        if (version === 2 && operationMode !== undefined && operationMode !== 'S') {
          throw new CscRefusal('Invalid parameter operationMode')
        }
        return { hashes: values, algorithm: readSignAlgorithm(body, cscWords[version].hashAlgorithm) }
      },
      () => checkSad(authority, bearer, { credentialId, sad }, origin),
    )
    const signed = await signHashes(authority, bearer, { credentialId, sad, hashes, algorithm, idempotencyKey }, origin)
    return c.json({ signatures: signed.map((signature) => Buffer.from(signature).toString('base64')) }, 200)
  })
  return router
}

/** @throws CscRefusal */
function readIdempotencyKey(c: Context<ApiEnvironment>): string | null {
  const key = c.req.header('idempotency-key')
  if (key !== undefined && !/^[\x21-\x7e]{1,128}$/.test(key)) throw new CscRefusal('Invalid parameter Idempotency-Key')
  return key ?? null
}
