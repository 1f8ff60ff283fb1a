import type { Context } from 'hono'
import { checkSad } from '@/lib/authority/signatures/check-sad'
import { signHashes } from '@/lib/authority/signatures/sign-hashes'
import { stampDigest } from '@/lib/authority/timestamps/stamp-digest'
import { digestAlgorithmOf, digestLength } from '@/lib/pki/cms/digest-algorithm'
import type { MessageImprint } from '@/lib/pki/timestamp/timestamp-request'
import { idempotencyKeyHeader, signHashAnswer, timestampAnswer, timestampRequest } from '@/lib/wire/csc/csc-shared'
import * as v1 from '@/lib/wire/csc/csc-v1'
import * as v2 from '@/lib/wire/csc/csc-v2'
import { jsonAnswer, jsonBody } from '../answers'
import { type Operation, operation } from '../operations/operation'
import type { ApiEnvironment } from '../router'
import { afterOwnership } from './authorization.operations'
import { type CscBody, hashArray, optionalString, stringArgument } from './csc-arguments'
import { cscErrorResponse } from './csc-declarations'
import { CscRefusal } from './csc-refusal'
import { type CscVersion, cscWords } from './csc-version'
import { readCscArguments } from './read-csc-body'
import { fromBase64, readHashes } from './read-hashes'
import { readSignAlgorithm } from './sign-algorithm'

/** `signatures/signHash`: each authorised hash once, in the order of the request; `signatures/timestamp`. */
export function signatureOperations(version: CscVersion): readonly Operation[] {
  const wire = version === 1 ? v1 : v2
  const signHash = operation(
    {
      caller: 'access_token',
      isBodyUnchecked: true,
      method: 'post',
      path: `/csc/v${version}/signatures/signHash`,
      operationId: `signCscV${version}Hashes`,
      summary: 'Signs authorised hashes, each of them once',
      errors: ['400 access_denied'],
      request: { headers: idempotencyKeyHeader, body: jsonBody(wire.signHashRequest) },
      responses: { 200: jsonAnswer('Signed', signHashAnswer), default: cscErrorResponse },
    },
    async (c, bearer) => {
      const { authority, origin } = c.var
      const body = await readCscArguments(c)
      const credentialId = stringArgument(body, 'credentialID')
      const sad = stringArgument(body, 'SAD')
      const idempotencyKey = readIdempotencyKey(c)
      const { hashes, algorithm } = await afterOwnership(
        () => readSigning(body, version),
        () => checkSad(authority, bearer, { credentialId, sad }, origin),
      )
      const asked = { credentialId, sad, hashes, algorithm, idempotencyKey }
      const signed = await signHashes(authority, bearer, asked, origin)
      return c.json({ signatures: signed.map((signature) => Buffer.from(signature).toString('base64')) }, 200)
    },
  )
  return [signHash, timestampOperation(version)]
}

function readSigning(body: CscBody, version: CscVersion) {
  const hashes = readHashes(hashArray(body, cscWords[version].hashes))
  const { operationMode } = body
  if (version === 2 && operationMode !== undefined && operationMode !== 'S') {
    throw new CscRefusal('Invalid parameter operationMode')
  }
  return { hashes, algorithm: readSignAlgorithm(body, cscWords[version].hashAlgorithm) }
}

/** `signatures/timestamp`: a time-stamp of the authority that the settings name. */
function timestampOperation(version: CscVersion): Operation {
  return operation(
    {
      caller: 'access_token',
      isBodyUnchecked: true,
      method: 'post',
      path: `/csc/v${version}/signatures/timestamp`,
      operationId: `createCscV${version}Timestamp`,
      summary: 'Time-stamps a digest',
      errors: [],
      request: { body: jsonBody(timestampRequest) },
      responses: { 200: jsonAnswer('Stamped', timestampAnswer), default: cscErrorResponse },
    },
    async (c) => {
      const body = await readCscArguments(c)
      const token = await stampDigest(c.var.authority, { imprint: readImprint(body), nonce: readNonce(body) })
      return c.json({ timestamp: Buffer.from(token).toString('base64') }, 200)
    },
  )
}

/** @throws CscRefusal in the standard's words for this method */
function readImprint(body: CscBody): MessageImprint {
  if (body['hash'] === '') throw new CscRefusal('Empty hash parameter')
  const digest = fromBase64(stringArgument(body, 'hash'))
  const hashAlgorithm = digestAlgorithmOf(stringArgument(body, 'hashAlgo'))
  if (hashAlgorithm === null) throw new CscRefusal('Invalid parameter hashAlgo')
  if (digest.length !== digestLength(hashAlgorithm)) throw new CscRefusal('Invalid digest value length')
  return { hashAlgorithm, digest }
}

/** At most 32 bytes in hexadecimal. @throws CscRefusal */
function readNonce(body: CscBody): Uint8Array | null {
  const nonce = optionalString(body, 'nonce', 64)
  if (nonce === null) return null
  if (!/^(?:[\dA-Fa-f]{2})+$/.test(nonce)) throw new CscRefusal('Invalid parameter nonce')
  return new Uint8Array(Buffer.from(nonce, 'hex'))
}

/** @throws CscRefusal */
function readIdempotencyKey(c: Context<ApiEnvironment>): string | null {
  const key = c.req.header('idempotency-key')
  if (key !== undefined && !/^[\x21-\x7e]{1,128}$/.test(key)) throw new CscRefusal('Invalid parameter Idempotency-Key')
  return key ?? null
}
