import type { Context } from 'hono'
import type { ApiEnvironment } from '../router'
import { type CscBody, optionalString } from './csc-arguments'
import { CscRefusal } from './csc-refusal'
import { cscWords } from './csc-version'

/** The body of a method that needs a token. @throws CscRefusal */
export async function readCscArguments(c: Context<ApiEnvironment>): Promise<CscBody> {
  const body = await readCscBody(c)
  optionalString(body, 'clientData', Number.POSITIVE_INFINITY)
  optionalString(body, 'lang')
  return body
}

/** @throws CscRefusal when the body is no JSON object */
export async function readCscBody(c: Context<ApiEnvironment>): Promise<CscBody> {
  try {
    const body: unknown = JSON.parse((await c.req.text()) || '{}')
    if (typeof body === 'object' && body !== null && !Array.isArray(body)) return body as CscBody
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
  }
  throw new CscRefusal(cscWords[1].malformedHeader)
}
