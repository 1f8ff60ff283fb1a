import { randomUUID } from 'node:crypto'
import type { Asked } from '@/lib/portal/testing/ask-once'
import { clientAssertionType } from '@/lib/wire/oauth'

const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
const seconds = Math.floor(Date.now() / 1000)

function forgedAssertion(authorityUrl: string, clientId: string): string {
  const claims = {
    iss: clientId,
    sub: clientId,
    aud: authorityUrl,
    jti: randomUUID(),
    iat: seconds,
    exp: seconds + 60,
  }
  return `${part({ alg: 'ES256', kid: 'k', typ: 'JWT' })}.${part(claims)}.${Buffer.alloc(64, 1).toString('base64url')}`
}

function request(
  url: string,
  method: string,
  path: string,
  headers: Record<string, string>,
  body?: string,
): Asked & { name: string } {
  const { host, port } = new URL(url)
  return { name: `${method} ${path}`, port: Number(port), host, method, path, headers, body }
}

const form = { 'content-type': 'application/x-www-form-urlencoded' }

/** One request with a made-up credential for each way in which somebody can be asked who they are. */
export function listMadeUpCredentials({
  authorityUrl,
  facilityUrl,
}: Record<'authorityUrl' | 'facilityUrl', string>): (Asked & { name: string })[] {
  const made = 'x'.repeat(43)
  const assertion = {
    client_assertion_type: clientAssertionType,
    client_assertion: forgedAssertion(authorityUrl, 'nobody'),
  }
  const byForm = (url: string, path: string, fields: Record<string, string>) =>
    request(url, 'POST', path, form, new URLSearchParams(fields).toString())
  return [
    byForm(authorityUrl, '/oauth2/token', {
      grant_type: 'urn:ietf:params:oauth:grant-type:device_code',
      device_code: 'x',
      ...assertion,
    }),
    byForm(authorityUrl, '/oauth2/introspect', { token: 'x', ...assertion }),
    request(facilityUrl, 'GET', '/api/emr/v1/sign-in-status', { authorization: `Bearer ${made}` }),
    request(
      authorityUrl,
      'POST',
      '/csc/v2/credentials/list',
      { authorization: `Bearer ${made}`, 'content-type': 'application/json' },
      '{}',
    ),
    request(authorityUrl, 'GET', '/api/authority/v1/my', { cookie: `shomei-holder=${made}` }),
  ]
}
