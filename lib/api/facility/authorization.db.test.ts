import { beforeAll, describe, expect, test } from 'vitest'
import { emrOrigin, type Place } from '@/lib/facility/testing/facility-world'
import { facilityApi } from '../testing/facility-api'

const api = facilityApi()

type Principal =
  | 'nobody'
  | 'garbage'
  | 'emr'
  | 'endedEmr'
  | 'frame'
  | 'endedFrame'
  | 'badge'
  | 'console'
  | 'endedConsole'
  | 'forgedConsole'
  | 'ticket'
  | 'vaultToken'
type Credential = { bearer?: string; cookie?: string }

let place: Place
const credentials = {} as Record<Principal, Credential>

beforeAll(async () => {
  place = await api.newPlace()
  const { ticket } = await api.launch(place)
  await api.signIn(place)
  const endedPlace = await api.newPlace()
  const [endedEmr, endedFrame, endedConsole] = [
    await api.emrBearer(endedPlace.hospital),
    await api.frameBearer(endedPlace),
    await api.consoleCookie(endedPlace.hospital),
  ]
  await api.db.sql`UPDATE facility.emr_access_token SET expires_at = clock_timestamp() - interval '1 millisecond'`
  await api.db
    .sql`UPDATE facility.launch SET session_expires_at = clock_timestamp() - interval '1 millisecond' WHERE facility_id = ${endedPlace.hospital.facilityId}`
  await api.db.sql`UPDATE facility.console_session SET ended_at = clock_timestamp()`
  Object.assign(credentials, {
    nobody: {},
    garbage: { bearer: 'a'.repeat(43), cookie: 'next-auth.session-token=a.b.c.d.e' },
    emr: { bearer: await api.emrBearer(place.hospital) },
    endedEmr: { bearer: endedEmr },
    frame: { bearer: await api.frameBearer(place) },
    endedFrame: { bearer: endedFrame },
    badge: { bearer: await api.frameBearer(place, 'badge') },
    console: { cookie: await api.consoleCookie(place.hospital) },
    endedConsole: { cookie: endedConsole },
    forgedConsole: { cookie: await api.cookieOf({ consoleSessionId: 'x' }, 'another secret than the portal has') },
    ticket: { bearer: ticket },
    vaultToken: { bearer: [...api.authority.activeTokens][0] ?? '' },
  })
})

const emrRoutes = ['emr'] as const
const everybody = Object.keys({
  nobody: 0,
  garbage: 0,
  emr: 0,
  endedEmr: 0,
  frame: 0,
  endedFrame: 0,
  badge: 0,
  console: 0,
  endedConsole: 0,
  forgedConsole: 0,
  ticket: 0,
  vaultToken: 0,
} satisfies Record<Principal, 0>) as Principal[]

const routes: {
  method: string
  path: () => string
  json?: () => unknown
  allowed: readonly Principal[]
  status?: number
  refusal?: number
}[] = [
  {
    method: 'POST',
    path: () => '/api/emr/v1/launches',
    json: () => ({
      staff_id: place.doctor.staffCode,
      terminal_id: place.screen.terminalCode,
      parent_origin: emrOrigin,
    }),
    allowed: emrRoutes,
  },
  { method: 'GET', path: () => `/api/emr/v1/staff/${place.doctor.staffCode}/sign-in-status`, allowed: emrRoutes },
  { method: 'GET', path: () => '/api/emr/v1/sign-in-status', allowed: emrRoutes },
  { method: 'GET', path: () => '/api/emr/v1/events', allowed: emrRoutes },
  {
    method: 'POST',
    path: () => `/api/emr/v1/staff/${place.doctor.staffCode}/sign-out`,
    json: () => ({}),
    allowed: emrRoutes,
  },
  { method: 'GET', path: () => '/api/facility/v1/frame-sessions/current', allowed: ['frame', 'badge'] },
  { method: 'GET', path: () => '/api/facility/v1/frame-sessions/current/events', allowed: ['frame', 'badge'] },
  { method: 'POST', path: () => '/api/facility/v1/frame-sessions/current/sign-out', allowed: ['frame', 'badge'] },
  { method: 'POST', path: () => '/api/facility/v1/sign-ins', json: () => ({ method: 'fido' }), allowed: ['frame'] },
  { method: 'GET', path: () => '/api/facility/v1/console/today', allowed: ['console'] },
  { method: 'GET', path: () => '/api/facility/v1/console/today/events', allowed: ['console'] },
]

describe('AT-04, AT-19 who may call what: everybody else is refused, every credential at every other place', () => {
  for (const { method, path, json, allowed } of routes) {
    for (const principal of everybody) {
      const isAllowed = allowed.includes(principal)
      test(`${method} ${path.toString().replace(/^\(\) => /, '')} by ${principal}: ${isAllowed ? 'allowed' : 'refused'}`, async () => {
        const answer = await api.request(method, path(), {
          ...credentials[principal],
          ...(json ? { json: json() } : {}),
        })
        if (isAllowed) expect(answer.status).toBe(200)
        else if (principal === 'badge' && path() === '/api/facility/v1/sign-ins') expect(answer.status).toBe(403)
        else expect(answer.status).toBe(401)
      })
    }
  }
})

describe('AT-18, AT-21 what another hospital has is as if it were not there', () => {
  const missing = async (answer: Promise<{ status: number; body: Record<string, unknown> }>) => {
    const { status, body } = await answer
    const { request_id: _, ...rest } = body
    return { status, rest }
  }

  test.each([
    ['GET', (code: string) => `/api/emr/v1/staff/${code}/sign-in-status`],
    ['POST', (code: string) => `/api/emr/v1/staff/${code}/sign-out`],
  ] as const)('%s of a foreign staff code answers as for one that does not exist', async (method, path) => {
    const other = await api.newPlace()
    const call = { ...credentials.emr, ...(method === 'POST' ? { json: {} } : {}) }
    const foreign = await missing(api.request(method, path(other.doctor.staffCode), call))
    expect(foreign).toEqual(await missing(api.request(method, path('nobody'), call)))
    expect(foreign.status).toBe(404)
  })

  test('a foreign terminal, and a foreign sign-in', async () => {
    const other = await api.newPlace()
    const status = `/api/emr/v1/staff/${place.doctor.staffCode}/sign-in-status?terminal_id=`
    expect(await missing(api.request('GET', `${status}${other.screen.terminalCode}`, credentials.emr))).toEqual(
      await missing(api.request('GET', `${status}nowhere`, credentials.emr)),
    )
    const { signInId } = await api.startIn(other)
    const cancel = (id: string) =>
      missing(api.request('POST', `/api/facility/v1/sign-ins/${id}/cancellation`, credentials.frame))
    expect(await cancel(signInId)).toEqual(await cancel('sin_nothing'))
    expect((await api.rowOf(signInId)).state).toBe('shown')
  })

  test('lists and streams hold one’s own staff only', async () => {
    await api.newPlace()
    const list = await api.request('GET', '/api/emr/v1/sign-in-status', credentials.emr)
    const own = await api.db.prisma.staff.findMany({ where: { facilityId: place.hospital.facilityId } })
    const codes = new Set(own.map(({ staffCode }) => staffCode))
    const { statuses } = list.body as { statuses: { staff_id: string }[] }
    expect(statuses.length).toBeGreaterThan(0)
    expect(statuses.every(({ staff_id: id }) => codes.has(id))).toBe(true)
    const console = await api.request('GET', '/api/facility/v1/console/today', credentials.console)
    const { rows } = console.body as { rows: { staff_id: string }[] }
    expect(rows.every(({ staff_id: id }) => codes.has(id))).toBe(true)
  })
})

describe('AT-32 no answer to a frame sets a cookie', () => {
  test.each(routes.map(({ method, path }) => [method, path] as const))('%s %s', async (method, path) => {
    for (const principal of ['nobody', 'frame'] as const) {
      const { headers } = await api.request(method, path(), credentials[principal])
      expect(headers.get('set-cookie')).toBeNull()
      expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'")
    }
  })
})
