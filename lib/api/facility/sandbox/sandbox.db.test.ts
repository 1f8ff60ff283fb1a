import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { beforeAll, describe, expect, test } from 'vitest'
import { createApi } from '@/lib/api/api'
import { facilityApi } from '@/lib/api/testing/facility-api'
import { samplePrescriptionCsv } from '@/lib/eprescription/testing/sample-prescription'
import { facilitySettings, type Place } from '@/lib/facility/testing/facility-world'
import { openSigningKeystore } from '@/lib/keystore/open-signing-keystore'

const api = facilityApi({ testHierarchy: true })
const csv = samplePrescriptionCsv()
const document = Buffer.from(csv).toString('base64')
const validatePath = '/api/emr/v1/prescriptions/validate'
const sandbox: readonly [string, string][] = [
  ['POST', validatePath],
  ['POST', '/api/emr/v1/test-sign-ins'],
  ['GET', '/api/emr/v1/requests/{request_id}'],
]

let place: Place
let bearer: string
beforeAll(async () => {
  place = await api.newPlace()
  bearer = await api.emrBearer(place.hospital)
})

/** The same process with real trust anchors. */
function realApi() {
  const { context } = api
  const settings = { ...context.settings, testHierarchy: false }
  const signingKeystore = openSigningKeystore(settings.keystore, context.keyring)
  return createApi({ authority: { ...context, settings, signingKeystore }, facility: { ...context, settings } })
}

describe('AT-68 the sandbox is there where SHOMEI_TRUST=test only', () => {
  test.each(sandbox)('%s %s is 404 elsewhere, with a good bearer too', async (method, path) => {
    const { host } = new URL(facilitySettings.facilityUrl)
    const headers = { host, authorization: `Bearer ${bearer}`, 'content-type': 'application/json' }
    const body = method === 'GET' ? null : JSON.stringify({ document })
    const answer = await realApi().request(`${facilitySettings.facilityUrl}${path}`, { method, headers, body })
    expect([answer.status, (await answer.json()).code]).toEqual([404, 'request.not_found'])
    const here = await api.request(method, path, { bearer, ...(body === null ? {} : { json: body }) })
    expect(here.body['code']).not.toBe('request.not_found')
  })

  test('no file of the product but its own operations imports the test sign-in, and only the branch of the trust mounts those', () => {
    const root = fileURLToPath(new URL('../../../..', import.meta.url))
    const sources = ['lib', 'app', 'pages', 'scripts'].flatMap((folder) =>
      readdirSync(`${root}/${folder}`, { recursive: true, encoding: 'utf8' }).map((path) => `${folder}/${path}`),
    )
    const importing = (name: RegExp) =>
      sources
        .filter((path) => /\.[cm]?[jt]sx?$/.test(path) && !/\.test\.\w+$/.test(path))
        .filter(
          (path) => !path.startsWith('lib/facility/sandbox/') && name.test(readFileSync(`${root}/${path}`, 'utf8')),
        )
        .sort()
    expect(importing(/from '(?:@\/lib\/facility|\.\.)\/sandbox\/(?!sandbox\.errors')/)).toEqual([
      'lib/api/facility/sandbox/record-emr-request.ts',
      'lib/api/facility/sandbox/sandbox.operations.ts',
    ])
    const mounting = importing(/sandbox\.operations'/)
    expect(mounting).toEqual(['lib/api/facility/facility.operations.ts'])
    const text = readFileSync(`${root}/${mounting[0]}`, 'utf8')
    expect(text.match(/sandboxOperations(?! \})/g)).toHaveLength(1)
    expect(text).toContain('settings.testHierarchy ? sandboxOperations : []')
  })

  test('and in no document of the API elsewhere', async () => {
    const { host } = new URL(facilitySettings.facilityUrl)
    const path = '/api/emr/v1/openapi.json'
    const elsewhere = await realApi().request(`${facilitySettings.facilityUrl}${path}`, { headers: { host } })
    const here = await api.request('GET', path)
    const operationsIn = (text: string) => {
      const { paths } = JSON.parse(text) as { paths: Record<string, object> }
      return Object.entries(paths).flatMap(([each, methods]) =>
        Object.keys(methods).map((method) => `${method.toUpperCase()} ${each}`),
      )
    }
    const usual = operationsIn(await elsewhere.text())
    expect(usual).toContain('POST /api/emr/v1/prescriptions/sign')
    const more = operationsIn(here.text).filter((each) => !usual.includes(each))
    expect(more).toEqual(sandbox.map(([method, path]) => `${method} ${path}`))
  })
})

describe('POST /prescriptions/validate', () => {
  const validate = (sent: string, change: { bearer?: string } = {}) =>
    api.request('POST', validatePath, { bearer: change.bearer ?? bearer, json: { document: sent } })

  test('a sound CSV is valid, with nobody signed in, and the digest is that of its bytes', async () => {
    const { status, body } = await validate(document)
    const digest = createHash('sha256').update(csv).digest('base64')
    expect([status, body]).toEqual([200, { valid: true, digest, findings: [] }])
  })

  test('one that signing refuses is not valid, for the same reasons', async () => {
    const broken = Buffer.from('SJ1\n1,1,x').toString('base64')
    const { status, body } = await validate(broken)
    const findings = body['findings'] as { code: string; severity: string; line: number | null }[]
    expect([status, body['valid']]).toEqual([200, false])
    await api.signIn(place)
    const json = { staff_id: place.doctor.staffCode, terminal_id: place.screen.terminalCode, document: broken }
    const refused = await api.request('POST', '/api/emr/v1/prescriptions/sign', {
      bearer,
      json,
      headers: { 'idempotency-key': 'broken' },
    })
    const reasons = (refused.body['invalid_params'] as { reason: string }[]).map(({ reason }) => reason)
    const errors = findings.filter(({ severity }) => severity === 'error')
    expect(errors.map(({ code }) => code)).toEqual(reasons)
    expect(findings.slice(0, errors.length)).toEqual(errors)
  })

  test('more than a CSV may have is refused before it is looked at', async () => {
    const large = Buffer.alloc(256 * 1024 + 3, 'a').toString('base64')
    expect(await validate(large)).toMatchObject({ status: 400, body: { code: 'request.malformed' } })
    expect((await validate('A'.repeat(600 * 1024))).status).toBe(413)
  })

  test('nobody without a bearer', async () => {
    expect((await validate(document, { bearer: 'unknown' })).status).toBe(401)
  })
})
