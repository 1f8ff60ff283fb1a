import { encode } from 'next-auth/jwt'
import { consoleCookies } from '@/lib/api/console-auth/console-cookie'
import type { Settings } from '@/lib/config/settings'
import { createEventStreamParser, type StreamEvent } from '@/lib/event-stream/event-stream-parser'
import { startConsoleSession } from '@/lib/facility/console-accounts/start-console-session'
import { issueEmrAccessToken } from '@/lib/facility/emr-clients/issue-emr-access-token'
import {
  facilitySettings,
  facilityWorld,
  type Hospital,
  type Place,
  testOrigin,
} from '@/lib/facility/testing/facility-world'
import { openSigningKeystore } from '@/lib/keystore/open-signing-keystore'
import type { LaunchPurpose } from '@/lib/vocabulary/launch-purpose'
import { createApi } from '../api'

export type Call = {
  bearer?: string
  cookie?: string
  json?: unknown
  form?: Record<string, string>
  headers?: Record<string, string>
}
export type Answer = { status: number; headers: Headers; text: string; body: Record<string, unknown> }

/** The facility's JSON APIs on a database of their own, called as a client would. */
export function facilityApi(settings: Partial<Settings> = {}) {
  const world = facilityWorld(settings)
  const { context } = world
  const signingKeystore = openSigningKeystore(context.settings.keystore, context.keyring)
  const api = createApi({ authority: { ...context, signingKeystore }, facility: context })

  async function fetchApi(method: string, path: string, call: Call = {}): Promise<Response> {
    const headers = new Headers({ host: new URL(facilitySettings.facilityUrl).host, ...call.headers })
    if (call.bearer !== undefined) headers.set('authorization', `Bearer ${call.bearer}`)
    if (call.cookie !== undefined) headers.set('cookie', call.cookie)
    const body = bodyOf(call)
    if (body !== null && !headers.has('content-type')) {
      headers.set('content-type', call.form === undefined ? 'application/json' : 'application/x-www-form-urlencoded')
    }
    if (body !== null) headers.set('content-length', String(Buffer.byteLength(body)))
    return api.request(`${facilitySettings.facilityUrl}${path}`, { method, headers, body })
  }

  async function request(method: string, path: string, call: Call = {}): Promise<Answer> {
    const response = await fetchApi(method, path, call)
    const isStream = response.headers.get('content-type')?.startsWith('text/event-stream') ?? false
    if (isStream) await response.body?.cancel()
    const text = isStream ? '' : await response.text()
    return { status: response.status, headers: response.headers, text, body: text === '' ? {} : JSON.parse(text) }
  }

  /** The events of a stream, one after another. */
  async function stream(path: string, call: Call) {
    const response = await fetchApi('GET', path, call)
    if (response.body === null || response.status !== 200) throw new Error(`status ${response.status}`)
    const reader = response.body.getReader()
    const arrived: StreamEvent[] = []
    const parser = createEventStreamParser((event) => arrived.push(event))
    const decoder = new TextDecoder()
    async function next(): Promise<{ event: string; data: unknown } | null> {
      while (arrived.length === 0) {
        const { done, value } = await reader.read()
        if (done) return null
        parser.push(decoder.decode(value, { stream: true }))
      }
      const event = arrived.shift()
      return event === undefined ? null : { event: event.event, data: JSON.parse(event.data) }
    }
    /** The next event of that name that the condition holds for. */
    async function until(name: string, holds: (data: never) => boolean = () => true): Promise<unknown> {
      for (;;) {
        const event = await next()
        if (event === null) throw new Error(`the stream ended before ${name}`)
        if (event.event === name && holds(event.data as never)) return event.data
      }
    }
    return { next, until, close: () => reader.cancel(), headers: response.headers }
  }

  async function emrBearer({ clientId, clientSecret }: Hospital): Promise<string> {
    const claim = { by: 'secret', clientId, secret: clientSecret } as const
    return (await issueEmrAccessToken(context, claim, testOrigin)).accessToken
  }

  async function frameBearer(place: Place, purpose: LaunchPurpose = 'sign_in'): Promise<string> {
    return (await world.openFrame(place, purpose)).sessionToken
  }

  async function consoleCookie(hospital: Hospital): Promise<string> {
    const password = 'correct horse battery staple'
    const { staffCode } = await world.newDoctor(hospital, { consoleAccount: { roles: ['administrator'], password } })
    const input = { facilityCode: hospital.code, staffCode, password }
    const { consoleSessionId } = await startConsoleSession(context, input, testOrigin)
    return cookieOf({ consoleSessionId })
  }

  /** The cookie as next-auth would set it. */
  async function cookieOf(claims: Record<string, unknown>, secret = context.keyring.consoleSecret): Promise<string> {
    return `${consoleCookies('facility', facilitySettings).sessionToken.name}=${await encode({ token: claims, secret, maxAge: 3_600 })}`
  }

  return { ...world, api, request, stream, emrBearer, frameBearer, consoleCookie, cookieOf }
}

function bodyOf({ json, form }: Call): string | null {
  if (form !== undefined) return new URLSearchParams(form).toString()
  if (json === undefined) return null
  return typeof json === 'string' ? json : JSON.stringify(json)
}
