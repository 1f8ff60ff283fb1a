import type { Context } from 'hono'
import { getOwnCredential } from '@/lib/authority/signatures/credential/get-own-credential'
import { listIssuersOf } from '@/lib/authority/signatures/credential/list-issuers-of'
import { listOwnCredentials } from '@/lib/authority/signatures/credential/list-own-credentials'
import type { SigningCredential } from '@/lib/authority/signatures/credential/signing-credential'
import * as v1 from '@/lib/wire/csc/csc-v1'
import * as v2 from '@/lib/wire/csc/csc-v2'
import { jsonAnswer, jsonBody } from '../answers'
import { type Operation, operation } from '../operations/operation'
import type { ApiEnvironment } from '../router'
import { type CscBody, flag, optionalString, stringArgument } from './csc-arguments'
import { cscErrorResponse } from './csc-declarations'
import { CscRefusal } from './csc-refusal'
import type { CscVersion } from './csc-version'
import { readCscArguments } from './read-csc-body'
import {
  type CredentialOptions,
  readCredentialOptions,
  toAuthorizationMembers,
  toCredentialAnswer,
} from './to-credential-answer'

/** `credentials/list` and `credentials/info`: the bearer's own credentials. */
export function credentialOperations(version: CscVersion): readonly Operation[] {
  const wire = version === 1 ? v1 : v2
  const list = operation(
    {
      caller: 'access_token',
      isBodyUnchecked: true,
      method: 'post',
      path: `/csc/v${version}/credentials/list`,
      operationId: `listCscV${version}Credentials`,
      summary: 'The credentials of the holder who signed in',
      errors: [],
      request: { body: jsonBody(wire.listRequest) },
      responses: { 200: jsonAnswer('Credentials', wire.listAnswer), default: cscErrorResponse },
    },
    async (c, bearer) => {
      const body = await readCscArguments(c)
      if ((body['userID'] ?? null) !== null) throw new CscRefusal('userID parameter MUST be null')
      const credentials = await listOwnCredentials(c.var.authority, bearer)
      return c.json(version === 1 ? page(credentials, body) : await describeAll(c, credentials, body), 200)
    },
  )
  const info = operation(
    {
      caller: 'access_token',
      isBodyUnchecked: true,
      method: 'post',
      path: `/csc/v${version}/credentials/info`,
      operationId: `getCscV${version}Credential`,
      summary: 'One credential with its certificate and key',
      errors: [],
      request: { body: jsonBody(wire.credentialRequest) },
      responses: { 200: jsonAnswer('Credential', wire.credentialAnswer), default: cscErrorResponse },
    },
    async (c, bearer) => {
      const body = await readCscArguments(c)
      const credentialId = stringArgument(body, 'credentialID')
      const options = readCredentialOptions(body)
      const credential = await getOwnCredential(c.var.authority, bearer, credentialId)
      return c.json(await describeCredential(c, version, credential, options), 200)
    },
  )
  return [list, info]
}

/** v1 pages through the list; a page token is the id that the next page begins with. */
function page(credentials: readonly SigningCredential[], body: CscBody) {
  const most = body['maxResults'] ?? credentials.length
  if (typeof most !== 'number' || !Number.isInteger(most) || (most < 1 && credentials.length > 0)) {
    throw new CscRefusal('Invalid parameter maxResults')
  }
  const token = optionalString(body, 'pageToken')
  const first = token === null ? 0 : credentials.findIndex(({ id }) => id === token)
  if (first < 0) throw new CscRefusal('Invalid parameter pageToken')
  const next = credentials[first + most]
  return {
    credentialIDs: credentials.slice(first, first + most).map(({ id }) => id),
    ...(next === undefined ? {} : { nextPageToken: next.id }),
  }
}

async function describeAll(c: Context<ApiEnvironment>, all: readonly SigningCredential[], body: CscBody) {
  const options = readCredentialOptions(body)
  const onlyValid = flag(body, 'onlyValid')
  const credentials = onlyValid ? all.filter(({ status }) => status === 'usable') : all
  const infos = flag(body, 'credentialInfo')
    ? await Promise.all(
        credentials.map(async (each) => ({
          credentialID: each.id,
          ...(await describeCredential(c, 2, each, options)),
        })),
      )
    : undefined
  return {
    credentialIDs: credentials.map(({ id }) => id),
    ...(infos === undefined ? {} : { credentialInfos: infos }),
    ...(onlyValid ? { onlyValid } : {}),
  }
}

async function describeCredential(
  c: Context<ApiEnvironment>,
  version: CscVersion,
  credential: SigningCredential,
  options: CredentialOptions,
) {
  const issuers = options.certificates === 'chain' ? await listIssuersOf(c.var.authority, credential) : []
  return {
    ...toCredentialAnswer(credential, issuers, options),
    ...toAuthorizationMembers(version, credential, options),
  }
}
