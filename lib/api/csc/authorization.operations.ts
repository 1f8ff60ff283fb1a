import type { Context } from 'hono'
import type { AuthorityContext } from '@/lib/authority/authority-context'
import { authorizeSignatures, type IssuedSad } from '@/lib/authority/signatures/authorize-signatures'
import type { Bearer } from '@/lib/authority/signatures/bearer/bearer'
import { checkSad } from '@/lib/authority/signatures/check-sad'
import { extendActivation } from '@/lib/authority/signatures/extend-activation'
import { maxHashes } from '@/lib/authority/signatures/ledger/activation'
import { countAttempt } from '@/lib/rate-limits/count-attempt'
import type { DocumentKind } from '@/lib/vocabulary/document-kind'
import { sadAnswer } from '@/lib/wire/csc/csc-shared'
import * as v1 from '@/lib/wire/csc/csc-v1'
import * as v2 from '@/lib/wire/csc/csc-v2'
import { jsonAnswer, jsonBody } from '../answers'
import type { AccessTokenCaller } from '../operations/caller'
import { type Operation, operation } from '../operations/operation'
import type { ApiEnvironment } from '../router'
import { type CscBody, hashArray, integerArgument, optionalString, stringArgument } from './csc-arguments'
import { cscErrorResponse } from './csc-declarations'
import { CscRefusal } from './csc-refusal'
import { type CscVersion, cscWords } from './csc-version'
import { readCscArguments } from './read-csc-body'
import { readHashes } from './read-hashes'
import { requireSha256 } from './sign-algorithm'

/** `credentials/authorize` (SCAL 2: for named hashes only) and `credentials/extendTransaction`. */
export function authorizationOperations(version: CscVersion): readonly Operation[] {
  const wire = version === 1 ? v1 : v2
  const responses = { 200: jsonAnswer('Authorised', sadAnswer), default: cscErrorResponse }
  const authorize = operation(
    {
      caller: 'access_token',
      isBodyUnchecked: true,
      method: 'post',
      path: `/csc/v${version}/credentials/authorize`,
      operationId: `authorizeCscV${version}Credential`,
      summary: 'Authorises the signing of exactly these hashes with today’s access token',
      errors: ['400 access_denied', '400 invalid_authentication_data'],
      request: { body: jsonBody(wire.authorizeRequest) },
      responses,
    },
    async (c, bearer) => answer(c, await authorizeHashes(c, version, bearer)),
  )
  const extend = operation(
    {
      caller: 'access_token',
      isBodyUnchecked: true,
      method: 'post',
      path: `/csc/v${version}/credentials/extendTransaction`,
      operationId: `extendCscV${version}Transaction`,
      summary: 'Other hashes under an authorisation that has signatures left',
      errors: ['400 access_denied'],
      request: { body: jsonBody(wire.extendRequest) },
      responses,
    },
    async (c, bearer) => answer(c, await extendHashes(c, version, bearer)),
  )
  return [authorize, extend]
}

async function authorizeHashes(
  c: Context<ApiEnvironment>,
  version: CscVersion,
  bearer: AccessTokenCaller,
): Promise<IssuedSad> {
  const { authority, origin } = c.var
  const body = await readCscArguments(c)
  const credentialId = stringArgument(body, 'credentialID')
  const numSignatures = integerArgument(body, 'numSignatures')
  const values = hashArray(body, cscWords[version].hashes)
  const { hashes, documentKind } = await afterOwnership(
    () => {
      if (numSignatures < 1) throw new CscRefusal('Invalid value for parameter numSignatures')
      refuseAuthenticationData(body)
      requireSha256(body, cscWords[version].hashAlgorithm)
      return { hashes: readHashes(values), documentKind: readDocumentKind(body) }
    },
    () => checkSad(authority, bearer, { credentialId, sad: null }, origin),
  )
  await limitHashes(authority, bearer, hashes.length)
  return authorizeSignatures(authority, bearer, { credentialId, numSignatures, hashes, documentKind }, origin)
}

async function extendHashes(
  c: Context<ApiEnvironment>,
  version: CscVersion,
  bearer: AccessTokenCaller,
): Promise<IssuedSad> {
  const { authority, origin } = c.var
  const body = await readCscArguments(c)
  const credentialId = stringArgument(body, 'credentialID')
  const sad = stringArgument(body, 'SAD')
  const hashes = await afterOwnership(
    () => {
      const values = hashArray(body, cscWords[version].hashes)
      requireSha256(body, cscWords[version].hashAlgorithm)
      return readHashes(values)
    },
    () => checkSad(authority, bearer, { credentialId, sad }, origin),
  )
  await limitHashes(authority, bearer, hashes.length)
  return extendActivation(authority, bearer, { credentialId, sad, hashes }, origin)
}

/**
 * Authorised hashes take room whether they are signed or not: ten times what a token may sign, every hour. Single ones are bounded
 * by the limit on requests.
 * @throws AppError `request.rate_limited`, `service.unavailable`
 */
async function limitHashes({ db }: AuthorityContext, { accessTokenId }: Bearer, weight: number): Promise<void> {
  if (weight === 1) return
  const key = `csc_hashes:${accessTokenId}`
  await countAttempt(db, 'authority', { key, limit: 10 * maxHashes, windowSeconds: 3_600, weight })
}

/** Reads arguments that the standard judges after credential and SAD: a refusal of those comes first. */
export async function afterOwnership<Result>(read: () => Result, check: () => Promise<void>): Promise<Result> {
  try {
    return read()
  } catch (error) {
    await check()
    throw error
  }
}

/** Nothing is asked for, so a caller that sends something expects another way to authorise. */
function refuseAuthenticationData(body: CscBody): void {
  const { authData = [] } = body
  if (!Array.isArray(authData)) throw new CscRefusal('Invalid parameter authData')
  if (authData.length > 0) {
    throw new CscRefusal('The authentication data is invalid', { error: 'invalid_authentication_data' })
  }
}

/** What is signed, where the description says so in one of the two words. */
function readDocumentKind(body: CscBody): DocumentKind | null {
  const description = optionalString(body, 'description')
  return description === 'prescription' || description === 'dispensing' ? description : null
}

function answer(c: Context<ApiEnvironment>, { sad, expiresIn }: IssuedSad): Response {
  return c.json({ SAD: sad, expiresIn }, 200)
}
