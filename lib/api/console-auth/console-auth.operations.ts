import type { Context } from 'hono'
import { serialize } from 'hono/utils/cookie'
import { NextRequest } from 'next/server'
import NextAuth from 'next-auth'
import { z } from 'zod'
import { endConsoleSession } from '@/lib/facility/console-accounts/end-console-session'
import { requestError } from '@/lib/kernel/request.errors'
import { serviceError } from '@/lib/kernel/service.errors'
import { operation } from '../operations/operation'
import type { ApiEnvironment } from '../router'
import { consoleAuthDeclarations } from './console-auth-declarations'
import { consoleAuthOptions } from './console-auth-options'
import { deviceCookie, readConsoleSessionId, readDeviceCookie } from './console-cookie'

const fields = z.record(z.string().max(64), z.string().max(1_024))

/**
 * Sign-in and sign-out of the console by next-auth, behind the same gate, limits and problem documents as every API. Only these
 * three of its actions exist; they answer 204 or a problem document, never a redirect.
 */
export const consoleAuthOperations = [
  operation(consoleAuthDeclarations.csrf, (c) => runNextAuth(c, ['csrf'])),
  operation(consoleAuthDeclarations.signIn, async (c) => {
    const { facility, origin } = c.var
    const before = await readConsoleSessionId(c.req.header('cookie'), facility)
    const answer = await runNextAuth(c, ['callback', 'credentials'])
    if (before !== null) await endConsoleSession(facility, before, origin)
    return answer
  }),
  operation(consoleAuthDeclarations.signOut, (c) => runNextAuth(c, ['signout'])),
]

async function runNextAuth(c: Context<ApiEnvironment>, nextauth: string[]): Promise<Response> {
  const failures: unknown[] = []
  const known: string[] = []
  const { facility, origin } = c.var
  const options = consoleAuthOptions(facility, {
    origin,
    device: readDeviceCookie(c.req.header('cookie'), facility.settings),
    onKnown: (device) => known.push(device),
    onFailure: (failure) => failures.push(failure),
  })
  const answer: Response = await NextAuth(await toNextRequest(c), { params: { nextauth } }, options)
  if (failures.length > 0) throw failures[0]
  const location = answer.headers.get('location')
  if (location === null) return answer
  const { searchParams } = new URL(location, facility.settings.facilityUrl)
  if (searchParams.has('csrf')) throw requestError('request.forbidden', { detail: 'csrf token' })
  if (searchParams.has('error')) throw serviceError('service.internal', { detail: 'next-auth refused' })
  const headers = new Headers()
  for (const cookie of answer.headers.getSetCookie()) headers.append('set-cookie', cookie)
  const { name, options: attributes } = deviceCookie(facility.settings)
  for (const device of known) headers.append('set-cookie', serialize(name, device, attributes))
  return new Response(null, { status: 204, headers })
}

async function toNextRequest(c: Context<ApiEnvironment>): Promise<NextRequest> {
  const { method, url, headers } = c.req.raw
  if (method !== 'POST') return new NextRequest(url, { method, headers })
  const body = fields.safeParse(await c.req.json().catch(() => null))
  if (!body.success) throw requestError('request.malformed', { detail: 'not an object of texts' })
  return new NextRequest(url, { method, headers, body: JSON.stringify(body.data) })
}
