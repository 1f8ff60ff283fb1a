import type { IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createAdaptorServer } from '@hono/node-server'
import { afterAll } from 'vitest'
import { frameOf, type StartedSession, signInWorld, type TestClient } from '@/lib/authority/testing/sign-in-world'
import type { Settings } from '@/lib/config/settings'
import { createHttpAuthority } from '@/lib/facility/authority-port/http-authority'
import { createSoftAuthenticator, type SoftAuthenticator } from '@/lib/webauthn/testing/soft-authenticator'
import { clientAssertionType } from '@/lib/wire/oauth'
import { createApi } from '../api'
import { closeOpenStreams } from '../open-streams'
import type { Router } from '../router'

type Bindings = { incoming?: IncomingMessage }

/** The authority's API on a real port of this machine, with a database of its own, for one test file. */
export async function authorityServer(settings: Partial<Settings> = {}) {
  const served: { api?: Router } = {}
  const server = createAdaptorServer({
    fetch: (request, env) => served.api?.fetch(request, env) ?? new Response(null, { status: 503 }),
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const url = `http://localhost:${port}`
  const world = signInWorld({ ...settings, authorityUrl: url, role: 'authority' })
  const { context } = world
  served.api = createApi({
    authority: context,
    facility: { ...context, authority: createHttpAuthority(context.settings) },
    socketAddress: (c) => (c.env as Bindings).incoming?.socket.remoteAddress ?? null,
  })
  afterAll(async () => {
    closeOpenStreams()
    await new Promise((resolve) => server.close(resolve))
  })

  /** A form request by that client; `fields` are laid over the client's authentication. */
  async function post(client: TestClient, path: string, fields: Record<string, string>): Promise<Response> {
    const form = new URLSearchParams({
      client_assertion_type: clientAssertionType,
      client_assertion: await client.assert(url),
      ...fields,
    })
    return fetch(`${url}${path}`, { method: 'POST', body: form })
  }

  /** An authenticator that believes to be on a page of this server. */
  function newPhone(): SoftAuthenticator {
    return createSoftAuthenticator({ rpId: 'localhost', origin: url })
  }

  return { ...world, api: served.api, url, post, newPhone, newBrowser: () => newBrowser(url) }
}

/** A phone's browser: keeps cookies, and says like one where a request comes from. */
function newBrowser(url: string) {
  const cookies = new Map<string, string>()
  async function call(method: 'GET' | 'POST', path: string, body?: unknown, headers: Record<string, string> = {}) {
    const answer = await fetch(`${url}/api/authority/v1/${path}`, {
      method,
      headers: {
        origin: url,
        cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; '),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    for (const cookie of answer.headers.getSetCookie()) {
      const [pair = ''] = cookie.split(';')
      cookies.set(pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1))
    }
    const text = await answer.text()
    return { status: answer.status, headers: answer.headers, json: text === '' ? null : JSON.parse(text) }
  }
  return {
    cookies,
    call,
    scan: (session: Pick<StartedSession, 'answer' | 'terminal'>) => call('POST', 'claims', { frame: frameOf(session) }),
  }
}

export type PhoneBrowser = ReturnType<typeof newBrowser>
