import { z } from '@hono/zod-openapi'
import { describe, expect, test } from 'vitest'
import { AppError } from '@/lib/kernel/app-error'
import { type FacilityConsoleRole, facilityConsoleRoles } from '@/lib/vocabulary/console-role'
import { jsonAnswer } from '../answers'
import { newRouter, type Router } from '../router'
import { mountOperations } from './mount-operations'
import { type Operation, operation } from './operation'
import { requireFacilityRight } from './require-right'

const described = { operationId: 'getNothing', summary: 'Nothing', errors: [] } as const
const answer = { 200: jsonAnswer('Done', z.object({ done: z.boolean() })) }
const cost = { ms: 1 }
const noRest = { mount: () => undefined, routes: [] }

/** An API of these operations alone, without a database: proving a credential that is shown would fail. */
function apiOf(operations: readonly Operation[]): Router {
  const router = newRouter()
  router.onError((error, c) => c.text(error instanceof AppError ? error.code : error.message, 418))
  router.use('*', async (c, next) => {
    const settings = { authorityUrl: 'http://localhost', facilityUrl: 'http://localhost' }
    c.set('authority', { settings } as typeof c.var.authority)
    c.set('facility', { settings } as typeof c.var.facility)
    c.set('origin', { requestId: 'r', address: null, userAgent: null })
    await next()
  })
  mountOperations(router, operations, noRest)
  return router
}

describe('AT-57 an operation without its caller does not come into being', () => {
  const rest = { method: 'get', path: '/api/facility/v1/x', ...described, responses: answer } as const
  const handler = () => new Response() as never

  test('what is left out or does not fit is a type error', () => {
    // @ts-expect-error no caller
    operation(rest, handler)
    // @ts-expect-error no name for generated clients
    operation({ ...rest, operationId: undefined, caller: 'frame' }, handler)
    // @ts-expect-error no summary
    operation({ ...rest, summary: undefined, caller: 'frame' }, handler)
    // @ts-expect-error no list of refusals
    operation({ ...rest, errors: undefined, caller: 'frame' }, handler)
    // @ts-expect-error a refusal that is in no catalogue
    operation({ ...rest, errors: ['made.up'], caller: 'frame' }, handler)
    // @ts-expect-error a caller that there is not
    operation({ ...rest, caller: 'anybody' }, handler)
    // @ts-expect-error a caller that no operation has yet
    operation({ ...rest, caller: 'helper' }, handler)
    // @ts-expect-error a public operation without a cost
    operation({ ...rest, caller: 'nobody' }, handler)
    // @ts-expect-error a phone without its session
    operation({ ...rest, caller: 'phone', cost }, handler)
    // @ts-expect-error a phone without a cost: its secret is proven by the use case
    operation({ ...rest, caller: 'phone', session: 'claim' }, handler)
    // @ts-expect-error a console without a right
    operation({ ...rest, caller: 'console' }, handler)
    // @ts-expect-error a right that there is not
    operation({ ...rest, caller: 'console', right: 'everything.edit' }, handler)
    // @ts-expect-error a right of a caller that has none
    operation({ ...rest, caller: 'frame', right: 'staff.view' }, handler)
    // @ts-expect-error security by hand
    operation({ ...rest, caller: 'frame', security: [] }, handler)
    // @ts-expect-error a handler that expects another caller
    operation({ ...rest, caller: 'frame' }, (_c, caller: { accessToken: string }) => new Response(caller.accessToken))
    expect(operation({ ...rest, caller: 'frame' }, handler).declaration.caller).toBe('frame')
  })

  test('a route that no operation declares stops the process from starting', () => {
    const mount = (router: Router) => void router.get('/api/facility/v1/debug', (c) => c.text('open'))
    expect(() => mountOperations(newRouter(), [], { mount, routes: [] })).toThrow(
      'GET /api/facility/v1/debug is mounted, and no operation declares it',
    )
    expect(() => mountOperations(newRouter(), [], { mount, routes: ['GET /api/facility/v1/debug'] })).not.toThrow()
  })

  test('an operation that takes every method, or every path, is no operation', () => {
    const all = (router: Router) => void router.all('/api/facility/v1/debug', (c) => c.text('open'))
    const below = (router: Router) => void router.get('/api/facility/*', (c) => c.text('open'))
    expect(() => mountOperations(newRouter(), [], { mount: all, routes: [] })).toThrow('no operation declares it')
    expect(() => mountOperations(newRouter(), [], { mount: below, routes: [] })).toThrow('no operation declares it')
  })

  test('an operation that is declared twice stops the process from starting', () => {
    const once = operation({ ...rest, caller: 'frame' }, handler)
    const open = operation({ ...rest, caller: 'nobody', cost }, handler)
    expect(() => mountOperations(newRouter(), [open, once], noRest)).toThrow('declared twice')
  })
})

describe('AT-57 the wrapper refuses by default', () => {
  const calls: unknown[] = []
  const record = async (_c: unknown, caller: unknown) => {
    calls.push(caller)
    return Response.json({ done: true }) as never
  }
  const get = (path: string) =>
    ({ method: 'get', path: `/api/facility/v1/${path}`, ...described, responses: answer }) as const
  const api = apiOf([
    operation({ ...get('phone-claim'), caller: 'phone', session: 'claim', cost }, record),
    operation({ ...get('phone-registration'), caller: 'phone', session: 'registration', cost }, record),
    operation({ ...get('holder'), caller: 'holder' }, record),
    operation({ ...get('emr-client'), caller: 'emr_client' }, record),
    operation({ ...get('emr-client-statement'), caller: 'emr_client', proof: 'statement' }, record),
    operation({ ...get('frame'), caller: 'frame' }, record),
    operation({ ...get('frame-statement'), caller: 'frame', proof: 'statement' }, record),
    operation({ ...get('facility-client'), caller: 'facility_client' }, record),
    operation({ ...get('access-token'), caller: 'access_token' }, record),
    operation({ ...get('console'), caller: 'console', right: 'sign_in_status.view' }, record),
  ])

  test.each([
    ['phone-claim', 'claim.invalid'],
    ['phone-registration', 'registration.unknown'],
    ['holder', 'request.unauthorized'],
    ['emr-client', 'request.unauthorized'],
    ['emr-client-statement', 'request.unauthorized'],
    ['frame', 'frame_session.expired'],
    ['frame-statement', 'frame_session.expired'],
    ['facility-client', 'request.unauthorized'],
    ['access-token', 'Malformed authorization header'],
    ['console', 'console_session.expired'],
  ])('without a credential the handler of %s does not run', async (path, refusal) => {
    calls.length = 0
    const refused = await api.request(`http://localhost/api/facility/v1/${path}`)
    expect(refused.status).toBe(418)
    expect(await refused.text()).toContain(refusal)
    expect(calls).toEqual([])
  })

  test.each(['emr-client-statement', 'frame-statement'])(
    'a handler that forgets to have its caller proven answers nothing: %s',
    async (path) => {
      const headers = { authorization: 'Bearer made-up' }
      const refused = await api.request(`http://localhost/api/facility/v1/${path}`, { headers })
      expect(refused.status).toBe(418)
      expect(await refused.text()).toContain('answered without proving its caller')
    },
  )

  test('a handler that forgets the secret of a phone answers nothing', async () => {
    const headers = { cookie: '__Host-shomei-claim=made-up' }
    const refused = await api.request('http://localhost/api/facility/v1/phone-claim', { headers })
    expect(await refused.text()).toContain('answered without proving its caller')
  })

  test('a handler that hands the secret over answers', async () => {
    const path = '/api/facility/v1/frame'
    const handing = operation(
      { method: 'get', path, ...described, responses: answer, caller: 'frame', proof: 'statement' },
      (c, caller) => c.json({ done: caller.secretToProve() === 'made-up' }, 200),
    )
    const headers = { authorization: 'Bearer made-up' }
    const answered = await apiOf([handing]).request(`http://localhost${path}`, { headers })
    expect(await answered.json()).toEqual({ done: true })
  })
})

test.each(['phone', 'holder', 'console'] as const)(
  'a change by the cookie of a %s that another origin sends is refused',
  async (caller) => {
    const path = '/api/facility/v1/change'
    const declared = { method: 'post', path, ...described, responses: answer } as const
    const handler = () => Response.json({ done: true }) as never
    const change =
      caller === 'phone'
        ? operation({ ...declared, caller, session: 'claim', cost }, handler)
        : caller === 'holder'
          ? operation({ ...declared, caller }, handler)
          : operation({ ...declared, caller, right: 'staff.edit' }, handler)
    const headers = { 'sec-fetch-site': 'cross-site' }
    const refused = await apiOf([change]).request(`http://localhost${path}`, { method: 'POST', headers })
    expect(await refused.text()).toBe('request.forbidden')
  },
)

describe('AT-56 a console account without the right is refused', () => {
  const ask = (...roles: FacilityConsoleRole[]) => {
    return () => requireFacilityRight(roles, 'console_account.edit')
  }

  test.each(facilityConsoleRoles)('%s and a right of administrators', (role) => {
    if (role === 'administrator') expect(ask(role)).not.toThrow()
    else expect(ask(role)).toThrow('request.forbidden')
  })

  test('an account without a role, and one with several', () => {
    expect(ask()).toThrow('request.forbidden')
    expect(ask('viewer', 'help_desk')).toThrow('request.forbidden')
    expect(ask('viewer', 'administrator')).not.toThrow()
  })
})
