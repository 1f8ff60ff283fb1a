import type { Context } from 'hono'
import { serialize } from 'hono/utils/cookie'
import { NextRequest } from 'next/server'
import NextAuth from 'next-auth'
import { z } from 'zod'
import { requestError } from '@/lib/kernel/request.errors'
import { serviceError } from '@/lib/kernel/service.errors'
import type { Side } from '@/lib/vocabulary/settings/side'
import { type Operation, operation } from '../operations/operation'
import type { ApiEnvironment } from '../router'
import { consoleAuthDeclarations } from './console-auth-declarations'
import { consoleAuthOptions } from './console-auth-options'
import { consoleUrl, deviceCookie, readConsoleSessionId, readDeviceCookie } from './console-cookie'
import { consoleSides } from './console-side'

const fields = z.record(z.string().max(64), z.string().max(1_024))

/**
 * Sign-in and sign-out of both consoles by next-auth, behind the same gate, limits and problem documents as every API. Only these
 * three of its actions exist for each; they answer 204 or a problem document, never a redirect.
 */
export const consoleAuthOperations = [...operationsOf('facility'), ...operationsOf('authority')]

function operationsOf(side: Side): Operation[] {
  const { csrf, signIn, signOut } = consoleAuthDeclarations[side]
  return [
    operation(csrf, (c) => runNextAuth(c, side, ['csrf'])),
    operation(signIn, async (c) => {
      const before = await readConsoleSessionId(side, c.req.header('cookie'), c.var[side])
      const answer = await runNextAuth(c, side, ['callback', 'credentials'])
      if (before !== null) await consoleSides[side].end(c.var, before, c.var.origin)
      return answer
    }),
    operation(signOut, (c) => runNextAuth(c, side, ['signout'])),
  ]
}

async function runNextAuth(c: Context<ApiEnvironment>, side: Side, nextauth: string[]): Promise<Response> {
  const failures: unknown[] = []
  const known: string[] = []
  const { settings } = c.var[side]
  const options = consoleAuthOptions(side, c.var, {
    origin: c.var.origin,
    device: readDeviceCookie(side, c.req.header('cookie'), settings),
    onKnown: (device) => known.push(device),
    onFailure: (failure) => failures.push(failure),
  })
  const answer: Response = await NextAuth(await toNextRequest(c), { params: { nextauth } }, options)
  if (failures.length > 0) throw failures[0]
  const location = answer.headers.get('location')
  if (location === null) return answer
  const { searchParams } = new URL(location, consoleUrl(side, settings))
  if (searchParams.has('csrf')) throw requestError('request.forbidden', { detail: 'csrf token' })
  if (searchParams.has('error')) throw serviceError('service.internal', { detail: 'next-auth refused' })
  const headers = new Headers()
  for (const cookie of answer.headers.getSetCookie()) headers.append('set-cookie', cookie)
  const { name, options: attributes } = deviceCookie(side, settings)
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
