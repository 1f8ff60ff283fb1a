import { generateKeyPairSync } from 'node:crypto'
import { jwtVerify } from 'jose'
import { describe, expect, test } from 'vitest'
import { createEmrClient } from './emr-client.ts'
import { ShomeiError } from './shomei-error.ts'

type Asked = { method: string; path: string; authorization: string | null; body: string }
type Answers = Record<string, (asked: Asked) => Response>

const status = (version: number, name = 'sign_in_required') => ({ staff_id: 'D0001', status: name, version })

/** A facility in this process: an answer for each path, and the requests that came. */
function fakeFacility(answers: Answers, credentials: Parameters<typeof createEmrClient>[0]['credentials'] = secret) {
  const asked: Asked[] = []
  let tokens = 0
  const token = () => Response.json({ access_token: `t${++tokens}`, token_type: 'Bearer', expires_in: 900 })
  const send = async (url: unknown, init?: RequestInit) => {
    const headers = new Headers(init?.headers)
    const { pathname, search } = new URL(String(url))
    const authorization = headers.get('authorization')
    const request = {
      method: init?.method ?? 'GET',
      path: pathname + search,
      authorization,
      body: String(init?.body ?? ''),
    }
    asked.push(request)
    const answer = pathname === '/api/emr/v1/token' ? (answers['token'] ?? token) : answers[pathname]
    if (answer === undefined) throw new Error(`${pathname} is not expected`)
    return answer(request)
  }
  const client = createEmrClient({ facilityUrl: 'https://shomei.example', credentials, fetch: send as typeof fetch })
  return { client, asked }
}

const secret = { clientId: 'emr', secret: 's' }
const statusPath = '/api/emr/v1/staff/D0001/sign-in-status'

test('one bearer serves all requests, also those that come while it is fetched', async () => {
  const { client, asked } = fakeFacility({ [statusPath]: () => Response.json(status(1)) })
  await Promise.all([client.getSignInStatus('D0001', 'T-1'), client.getSignInStatus('D0001')])
  await client.getSignInStatus('D0001')
  expect(asked.filter(({ path }) => path.endsWith('/token'))).toHaveLength(1)
  expect(asked.map(({ path }) => path)).toContain(`${statusPath}?terminal_id=T-1`)
  expect(asked.at(-1)?.authorization).toBe('Bearer t1')
})

test('a bearer that has ended is renewed once, and a refusal after it is thrown', async () => {
  const refuse = () => Response.json({ code: 'request.unauthorized', detail: 'x' }, { status: 401 })
  const renewed = fakeFacility({
    [statusPath]: ({ authorization }) => (authorization === 'Bearer t1' ? refuse() : Response.json(status(1))),
  })
  expect((await renewed.client.getSignInStatus('D0001')).version).toBe(1)
  const refused = fakeFacility({ [statusPath]: refuse })
  await expect(refused.client.getSignInStatus('D0001')).rejects.toMatchObject({ status: 401 })
  expect(refused.asked.filter(({ path }) => path === statusPath)).toHaveLength(2)
})

test('a refusal is an error with its code, problem and wait, in every form', async () => {
  const headers = { 'retry-after': '7' }
  const { client } = fakeFacility({
    '/api/emr/v1/launches': () =>
      Response.json({ code: 'request.rate_limited', detail: 'x' }, { status: 429, headers }),
    '/api/emr/v1/documents/verify': () => new Response('<html>proxy</html>', { status: 502 }),
  })
  const launch = client.createLaunch({ staff_id: 'a', terminal_id: 'b', parent_origin: 'c' })
  await expect(launch).rejects.toBeInstanceOf(ShomeiError)
  await expect(launch).rejects.toMatchObject({
    code: 'request.rate_limited',
    retryAfterSeconds: 7,
    problem: { detail: 'x' },
  })
  await expect(client.verifyDocument('AAAA')).rejects.toMatchObject({ status: 502, code: 'unknown', problem: null })
  const wrong = fakeFacility({ token: () => Response.json({ error: 'invalid_client' }, { status: 401 }) })
  await expect(wrong.client.listSignInStatuses()).rejects.toMatchObject({ code: 'invalid_client' })
})

describe('private_key_jwt is what an independent reader accepts (RFC 7523 §3)', () => {
  test.each([
    ['ES256', () => generateKeyPairSync('ec', { namedCurve: 'P-256' })],
    ['PS256', () => generateKeyPairSync('rsa', { modulusLength: 2048 })],
  ] as const)('%s', async (algorithm, generate) => {
    const { publicKey, privateKey } = generate()
    const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }) as string
    const { client, asked } = fakeFacility(
      { '/api/emr/v1/sign-in-status': () => Response.json({ statuses: [] }) },
      { clientId: 'emr', privateKey: pem, keyId: 'k1' },
    )
    await client.listSignInStatuses()
    const assertion = new URLSearchParams(asked[0]?.body).get('client_assertion') ?? ''
    const { payload, protectedHeader } = await jwtVerify(assertion, publicKey, {
      audience: 'https://shomei.example/api/emr/v1/token',
      issuer: 'emr',
      subject: 'emr',
      maxTokenAge: 5,
    })
    expect(protectedHeader).toMatchObject({ alg: algorithm, kid: 'k1' })
    expect(payload.jti).toMatch(/^[\da-f-]{36}$/)
  })
})

test('the stream: all, then changes; an older version is left out; after a gap it is opened again', async () => {
  const streams = [
    `retry: 1000\n\nevent: statuses\ndata: {"statuses":[${JSON.stringify(status(2))}]}\n\nevent: status\ndata: ${JSON.stringify(status(1, 'signed_in'))}\n\nevent: status\r\ndata: ${JSON.stringify(status(3, 'signed_in'))}\r\n\r\n`,
    `event: statuses\ndata: {"statuses":[${JSON.stringify(status(4))}]}\n\n`,
  ]
  const { client } = fakeFacility({ '/api/emr/v1/events': () => inPieces(streams.shift() ?? '') })
  const stop = new AbortController()
  const seen: string[] = []
  for await (const change of client.watchSignInStatuses({ signal: stop.signal })) {
    if (change.kind === 'all') seen.push(`all ${change.statuses[0]?.version}`)
    if (change.kind === 'changed') seen.push(`${change.status.status} ${change.status.version}`)
    if (seen.length === 3) stop.abort()
  }
  expect(seen).toEqual(['all 2', 'signed_in 3', 'all 4'])
})

/** Cut in the middle of lines and characters. */
function inPieces(text: string): Response {
  const bytes = new TextEncoder().encode(text)
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      for (let at = 0; at < bytes.length; at += 7) controller.enqueue(bytes.slice(at, at + 7))
      controller.close()
    },
  })
  return new Response(body, { headers: { 'content-type': 'text/event-stream' } })
}
