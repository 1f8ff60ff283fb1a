import { beforeAll, describe, expect, test } from 'vitest'
import { type CompatPlace, compatPage, compatPlaces } from '@/lib/api/testing/compat-places'
import { facilityApi } from '@/lib/api/testing/facility-api'
import { changeCompatAccess } from '@/lib/facility/compat/change-compat-access'
import { createEmrClient } from '@/lib/facility/emr-clients/create-emr-client'
import { emrOrigin, facilitySettings, type Place, testOrigin } from '@/lib/facility/testing/facility-world'

const api = facilityApi()
const { context, authority } = api
const { newPlace, switchOn, tokenOf, sign, handleOf } = compatPlaces(api)
const page = compatPage

describe('as the local adapter answers', () => {
  let place: CompatPlace
  beforeAll(async () => {
    place = await newPlace('none')
    await api.signIn(place)
  })

  test('a handle of ours, never the authority’s token, and with it a signed prescription', async () => {
    const { status, body, headers } = await tokenOf(place, { origin: page })
    expect([status, Object.keys(body).sort(), body['result']]).toEqual([200, ['result', 'source'], true])
    expect(headers.get('access-control-allow-origin')).toBe(page)
    expect(authority.activeTokens.has(String(body['source']))).toBe(false)
    const signed = await sign(place, body['source'], { origin: page })
    expect([signed.status, Object.keys(signed.body).sort()]).toEqual([200, ['isSuccess', 'signedXmlData']])
    const xml = Buffer.from(String(signed.body['signedXmlData']), 'base64').toString()
    expect(xml).toContain('<PrescriptionSign><xs:Signature')
  })

  test('whoever is not signed in gets a refusal', async () => {
    const other = await newPlace('none')
    expect(await tokenOf(other)).toMatchObject({ status: 401, body: { code: 'compat.not_authenticated' } })
  })

  test('an unknown person answers as one who is not signed in', async () => {
    const idle = await newPlace('none')
    const [unknown, out] = [await tokenOf(idle, {}, 'nobody'), await tokenOf(idle)]
    expect({ ...unknown.body, request_id: '', ways_on: [] }).toEqual({ ...out.body, request_id: '', ways_on: [] })
  })

  test('an Idempotency-Key is taken: the same document, signed once', async () => {
    const handle = await handleOf(place)
    const before = authority.signing.made()
    const first = await sign(place, handle, { 'idempotency-key': 'k1' })
    const second = await sign(place, handle, { 'idempotency-key': 'k1' })
    expect(second.body).toEqual(first.body)
    expect(authority.signing.made()).toBe(before + 1)
  })

  test('a CSV with an error is refused and nothing is signed', async () => {
    const handle = await handleOf(place)
    const json = { token: handle, csvData: Buffer.from('nonsense').toString('base64') }
    const answer = await api.request('POST', `${place.base}/signature/prescription/sign`, { json })
    expect(answer).toMatchObject({ status: 400, body: { code: 'prescription.invalid' } })
  })
})

describe('switched on', () => {
  test('per facility only: off is the default, and off again ends the handles', async () => {
    const off = await newPlace('off')
    expect(await tokenOf(off)).toMatchObject({ status: 404, body: { code: 'compat.off' } })
    const place = await newPlace('none')
    await api.signIn(place)
    const handle = await handleOf(place)
    const { facilityId } = place.hospital
    await changeCompatAccess(context, { facilityId, access: null, actor: 'system' }, testOrigin)
    expect((await sign(place, handle)).status).toBe(404)
    await switchOn(place, 'none', place.name)
    expect(await sign(place, handle)).toMatchObject({ status: 401, body: { code: 'compat.not_authenticated' } })
  })

  test.each([
    ['a foreign client', (other: Place) => ({ clientId: other.hospital.clientId })],
    ['a foreign terminal', (other: Place) => ({ terminalCode: other.screen.terminalCode })],
    ['a wildcard', () => ({ origins: ['*'] })],
    ['an origin with a path', () => ({ origins: [`${page}/x`] })],
  ])('not with %s', async (_, change) => {
    const [place, other] = [await api.newPlace(), await api.newPlace()]
    const { facilityId, clientId } = place.hospital
    const { terminalCode } = place.screen
    const access = { clientId, terminalCode, authentication: 'none', origins: [page], ...change(other) } as const
    const input = { facilityId, access, actor: 'system' }
    await expect(changeCompatAccess(context, input, testOrigin)).rejects.toMatchObject({
      code: 'compat.invalid_settings',
    })
    expect((await api.request('GET', `/compat/${place.hospital.code}/token?secondarycert-id=a`)).status).toBe(404)
  })

  test('a name belongs to one person of the facility', async () => {
    const place = await newPlace('none')
    const colleague = await api.newDoctor(place.hospital)
    const taken = switchOn({ ...place, doctor: colleague }, 'none', place.name)
    await expect(taken).rejects.toMatchObject({ code: 'compat.invalid_settings' })
  })

  test('with `bearer` only an EMR client of the facility is let in', async () => {
    const [place, other] = [await newPlace('bearer'), await newPlace('bearer')]
    await api.signIn(place)
    const as = async (hospital: Place['hospital']) => ({ authorization: `Bearer ${await api.emrBearer(hospital)}` })
    expect((await tokenOf(place)).status).toBe(401)
    expect((await tokenOf(place, await as(other.hospital))).status).toBe(404)
    const own = await tokenOf(place, await as(place.hospital))
    expect(own.status).toBe(200)
    expect((await sign(place, own.body['source'])).status).toBe(401)
    expect((await sign(place, own.body['source'], await as(place.hospital))).status).toBe(200)
  })
})

describe('CORS', () => {
  let place: CompatPlace
  beforeAll(async () => {
    place = await newPlace('none')
    await api.signIn(place)
  })
  const preflight = (origin: string) => {
    const headers = {
      origin,
      'access-control-request-method': 'POST',
      'access-control-request-headers': 'content-type',
    }
    return api.request('OPTIONS', `${place.base}/signature/prescription/sign`, { headers })
  }

  test('the registered page passes its preflight', async () => {
    const { status, headers } = await preflight(page)
    expect(status).toBe(204)
    expect(headers.get('access-control-allow-origin')).toBe(page)
    expect(headers.get('access-control-allow-headers')).toContain('content-type')
    expect(headers.get('access-control-allow-credentials')).toBeNull()
  })

  test.each([`${page}.evil.example`, 'http://karte.hospital.example.jp', emrOrigin, 'null', `${page}:8443`])(
    'AT-21 %s is foreign: no header, no answer, nothing signed',
    async (origin) => {
      const { status, headers } = await preflight(origin)
      expect([status, headers.get('access-control-allow-origin')]).toEqual([403, null])
      const handle = await handleOf(place)
      const before = authority.signing.made()
      for (const answer of [await tokenOf(place, { origin }), await sign(place, handle, { origin })]) {
        expect(answer).toMatchObject({ status: 403, body: { code: 'compat.origin_refused' } })
        expect(answer.headers.get('access-control-allow-origin')).toBeNull()
      }
      expect(authority.signing.made()).toBe(before)
    },
  )
})

describe('a handle', () => {
  test.each([
    ['a forged one', () => 'Z'.repeat(43)],
    ['the authority’s own token', () => [...authority.activeTokens].at(-1) ?? ''],
  ])('%s opens nothing', async (_, forged) => {
    const place = await newPlace('none')
    await api.signIn(place)
    const before = authority.signing.made()
    expect(await sign(place, forged())).toMatchObject({ status: 401, body: { code: 'compat.not_authenticated' } })
    expect(authority.signing.made()).toBe(before)
  })

  test('of another facility opens nothing here', async () => {
    const [place, other] = [await newPlace('none'), await newPlace('none')]
    await api.signIn(place)
    await api.signIn(other)
    expect((await sign(place, await handleOf(other))).status).toBe(401)
    expect((await sign(place, await handleOf(place))).status).toBe(200)
  })

  test('ends with its ten minutes', async () => {
    const place = await newPlace('none')
    await api.signIn(place)
    const handle = await handleOf(place)
    await api.db
      .sql`UPDATE facility.compat_handle SET expires_at = clock_timestamp() - interval '1 millisecond' WHERE facility_id = ${place.hospital.facilityId}`
    expect((await sign(place, handle)).status).toBe(401)
  })

  test('stands for one sign-in: a later one needs a handle of its own', async () => {
    const place = await newPlace('none')
    await api.signIn(place)
    const handle = await handleOf(place)
    await api.signIn(place)
    expect((await sign(place, handle)).status).toBe(401)
    expect((await sign(place, await handleOf(place))).status).toBe(200)
  })

  test('is not given for a sign-in that serves one terminal only', async () => {
    const place = await newPlace('none', { tokenMode: 'per_terminal' })
    await api.signIn(place)
    expect((await tokenOf(place)).status).toBe(401)
  })
})

test('the sign-in page holds a ticket for the portal’s own page and runs nothing but embed.js', async () => {
  const place = await newPlace('none')
  const response = await api.api.request(
    `${facilitySettings.facilityUrl}${place.base}/auth/login?secondarycert-id=${place.name}`,
    {
      headers: { host: new URL(facilitySettings.facilityUrl).host },
    },
  )
  expect(response.status).toBe(200)
  expect(response.headers.get('content-type')).toContain('text/html')
  const policy = response.headers.get('content-security-policy') ?? ''
  const html = await response.text()
  const [, nonce = ''] = /nonce-([\w-]+)/.exec(policy) ?? []
  expect(policy).toContain("default-src 'none'")
  expect(policy).toContain("frame-ancestors 'none'")
  expect(html.match(/<(?:script|style)/g)).toHaveLength(html.split(`nonce="${nonce}"`).length - 1)
  const [, ticket = ''] = /ticket: '([\w-]+)'/.exec(html) ?? []
  const frame = await api.request('POST', '/api/facility/v1/frame-sessions', {
    json: { ticket, parent_origin: facilitySettings.facilityUrl },
  })
  expect(frame).toMatchObject({ status: 200, body: { purpose: 'sign_in' } })
})

describe('AT-48 a page that is not registered makes nothing here', () => {
  let place: CompatPlace
  beforeAll(async () => {
    place = await newPlace('none')
    await api.signIn(place)
  })
  const crossSite = { 'sec-fetch-site': 'cross-site' }
  const picture = { ...crossSite, 'sec-fetch-mode': 'no-cors', 'sec-fetch-dest': 'image' }
  const visit = { ...crossSite, 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'document' }
  const typed = { ...visit, 'sec-fetch-site': 'none' }
  const ownClick = { ...visit, 'sec-fetch-site': 'same-origin' }
  /** Handles and tickets of this hospital. */
  async function made(): Promise<number> {
    const { facilityId } = place.hospital
    const [row] = await api.db.sql<{ count: number }[]>`
      SELECT (SELECT count(*) FROM facility.compat_handle WHERE facility_id = ${facilityId})::int
        + (SELECT count(*) FROM facility.audit_event WHERE partition = ${facilityId} AND action = 'launch.create')::int AS count`
    return row?.count ?? 0
  }
  const login = (headers: Record<string, string>, name = place.name) =>
    api.api.request(
      `${facilitySettings.facilityUrl}${place.base}/auth/login?secondarycert-id=${encodeURIComponent(name)}`,
      {
        headers: { host: new URL(facilitySettings.facilityUrl).host, ...headers },
      },
    )

  test.each<[string, Record<string, string>]>([
    ['a picture, a script or a no-cors fetch', picture],
    ['one that tells its address, even a registered one', { ...picture, referer: `${page}/` }],
    ['a page of a neighbour', { ...picture, 'sec-fetch-site': 'same-site' }],
    ['a frame', { ...visit, 'sec-fetch-dest': 'iframe' }],
    ['a foreign Origin', { origin: 'https://evil.example' }],
    ['an old browser with a foreign Referer', { referer: 'https://evil.example/page' }],
  ])('by %s: neither a handle nor a ticket', async (_, headers) => {
    const before = await made()
    for (const answer of [await tokenOf(place, headers), await login(headers)]) {
      expect(answer.status).toBe(403)
    }
    expect(await made()).toBe(before)
  })

  test('a link on a foreign page, or fetched ahead of time, opens a question, and only the answer to it makes a ticket', async () => {
    const before = await made()
    for (const headers of [
      visit,
      { ...visit, referer: 'https://evil.example/' },
      { ...typed, 'sec-purpose': 'prefetch' },
    ]) {
      expect((await tokenOf(place, headers)).status).toBe(403)
      const answer = await login(headers)
      expect(answer.status).toBe(200)
      const html = await answer.text()
      expect(html).not.toContain('ticket')
      expect(html).toContain(`name="secondarycert-id" value="${place.name}"`)
      expect(answer.headers.get('content-security-policy')).toContain("frame-ancestors 'none'")
    }
    expect(await made()).toBe(before)
    expect(await (await login(ownClick)).text()).toContain("ticket: '")
    expect(await made()).toBe(before + 1)
  })

  test('what the question repeats is text and nothing else', async () => {
    const html = await (await login(visit, `"><script>alert(1)</script>'&`)).text()
    expect(html).not.toContain('<script')
    expect(html).toContain('value="&#34;&#62;&#60;script&#62;alert(1)&#60;/script&#62;&#39;&#38;"')
  })

  test.each<[string, Record<string, string>]>([
    ['a back end', {}],
    ['a typed address', typed],
    ['a registered page that follows a link', { ...visit, referer: `${page}/` }],
    ['our own page', ownClick],
  ])('%s gets both', async (_, headers) => {
    const before = await made()
    expect((await tokenOf(place, headers)).status).toBe(200)
    expect(await (await login(headers)).text()).toContain("ticket: '")
    expect(await made()).toBe(before + 2)
  })

  test('a registered page reads its handle with a fetch', async () => {
    const headers = { ...crossSite, 'sec-fetch-mode': 'cors', 'sec-fetch-dest': 'empty', origin: page }
    expect((await tokenOf(place, headers)).status).toBe(200)
  })
})

describe('AT-18 the audit trail names who called', () => {
  const actorsOf = async ({ hospital }: Place) => {
    const rows = await api.db.sql<{ action: string; actor: string }[]>`
      SELECT action, actor FROM facility.audit_event WHERE partition = ${hospital.facilityId}
        AND action IN ('compat_handle.issue', 'prescription.sign') ORDER BY seq`
    return rows.map(({ action, actor }) => `${action} ${actor}`)
  }
  const launchActorsOf = async ({ hospital }: Place) => {
    const rows = await api.db.sql<{ actor: string }[]>`
      SELECT actor FROM facility.audit_event WHERE partition = ${hospital.facilityId} AND action = 'launch.create' ORDER BY seq DESC LIMIT 1`
    return rows.map(({ actor }) => actor)
  }
  const login = (place: CompatPlace, headers: Record<string, string> = {}) =>
    api.api.request(`${facilitySettings.facilityUrl}${place.base}/auth/login?secondarycert-id=${place.name}`, {
      headers: { host: new URL(facilitySettings.facilityUrl).host, ...headers },
    })

  test('with `bearer` the EMR client that showed it, also when it is not the one of the settings', async () => {
    const place = await newPlace('bearer')
    await api.signIn(place)
    const { facilityId } = place.hospital
    const second = {
      facilityId,
      clientId: `second-${facilityId}`,
      name: 'テスト部門システム',
      origins: [emrOrigin],
      actor: 'system',
    }
    const { emrClientId, clientSecret } = await createEmrClient(context, second, testOrigin)
    const bearer = await api.emrBearer({
      ...place.hospital,
      clientId: second.clientId,
      clientSecret: clientSecret ?? '',
    })
    const headers = { authorization: `Bearer ${bearer}` }
    const { body } = await tokenOf(place, headers)
    expect((await sign(place, body['source'], headers)).status).toBe(200)
    expect(await actorsOf(place)).toEqual([`compat_handle.issue ${emrClientId}`, `prescription.sign ${emrClientId}`])
    expect((await login(place, headers)).status).toBe(200)
    expect(await launchActorsOf(place)).toEqual([emrClientId])
  })

  test('a key is the calling client’s own: the same one by another client is another request', async () => {
    const place = await newPlace('bearer')
    await api.signIn(place)
    const { facilityId } = place.hospital
    const second = {
      facilityId,
      clientId: `second-${facilityId}`,
      name: 'テスト部門システム',
      origins: [emrOrigin],
      actor: 'system',
    }
    const { clientSecret } = await createEmrClient(context, second, testOrigin)
    const other = await api.emrBearer({
      ...place.hospital,
      clientId: second.clientId,
      clientSecret: clientSecret ?? '',
    })
    const bearers = [await api.emrBearer(place.hospital), other]
    const before = authority.signing.made()
    for (const bearer of bearers) {
      const headers = { authorization: `Bearer ${bearer}` }
      const { body } = await tokenOf(place, headers)
      expect((await sign(place, body['source'], { ...headers, 'idempotency-key': 'k' })).status).toBe(200)
    }
    expect(authority.signing.made()).toBe(before + 2)
  })

  test('with `none` nobody proved anything, and nobody is named', async () => {
    const place = await newPlace('none')
    await api.signIn(place)
    expect((await sign(place, await handleOf(place))).status).toBe(200)
    expect(await actorsOf(place)).toEqual(['compat_handle.issue anonymous', 'prescription.sign anonymous'])
    expect((await login(place)).status).toBe(200)
    expect(await launchActorsOf(place)).toEqual(['anonymous'])
  })
})
