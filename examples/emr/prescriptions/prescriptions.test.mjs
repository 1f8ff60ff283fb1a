import { createServer } from 'node:http'
import { afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { parsePrescription } from '@/lib/eprescription/parse-prescription'
import { createService } from '../../national-service/service.mjs'
import { createSigner } from '../../national-service/testing/signed-prescriptions.mjs'
import { hashPasswords } from '../accounts.mjs'
import { findChart, listPatients } from '../charts.mjs'
import { createEmr } from '../emr.mjs'
import { createBrowser } from '../testing/browser.mjs'
import { emrOrigin, emrSettings } from '../testing/emr-settings.mjs'
import { startFakeFacility } from '../testing/fake-facility.mjs'
import { createPrescriptionCsv } from './prescription-csv.mjs'

const doctor = { facility_code: 'F1', staff_code: 'D001', password: 'correct horse' }
const requestId = '00000000-0000-4000-8000-000000000001'
const now = new Date('2026-11-23T00:00:00Z')
let accounts
let signer
let facility
let emr
let nationalService
let isNationalServiceAway

beforeAll(async () => {
  signer = await createSigner()
  accounts = await hashPasswords(emrSettings('', '').users)
})

beforeEach(async () => {
  isNationalServiceAway = false
  const statuses = new Map([
    ['D001', 'signed_in'],
    ['D002', 'signed_in'],
  ])
  facility = await startFakeFacility(statuses, (csv) => signer.sign({}, csv))
  const trust = await signer.trustWith()
  const service = createService({ readTrust: async () => trust, judge: async () => null })
  nationalService = await listen((request, response) => {
    if (isNationalServiceAway) request.destroy()
    else service(request, response)
  })
  emr = await listen(await createEmr(emrSettings(facility.url, urlOf(nationalService)), { now: () => now, accounts }))
})

afterEach(async () => {
  await facility.stop()
  for (const server of [emr, nationalService]) {
    server.close()
    server.closeAllConnections()
  }
})

async function listen(listener) {
  const server = createServer(listener)
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve))
  return server
}

function urlOf(server) {
  return `http://127.0.0.1:${server.address().port}`
}

async function openBrowser(credentials = doctor) {
  const browser = createBrowser(emrOrigin, emr.address().port)
  expect((await browser.send('POST', '/api/session', { content: credentials })).status).toBe(200)
  return browser
}

async function makeDraft(browser, id = requestId) {
  const content = { patient_id: '0000101', request_id: id }
  return (await browser.send('POST', '/api/prescriptions', { content })).json
}

function issue(browser, { id }, content = {}) {
  return browser.send('POST', `/api/prescriptions/${id}/issue`, { content })
}

function callsToSign() {
  return facility.seen.filter(({ url }) => url === '/api/emr/v1/prescriptions/sign')
}

describe('the CSV of a prescription', () => {
  test.each(listPatients(now).map(({ name, patientId }) => ({ name, patientId })))(
    'of $name has no finding',
    ({ patientId }) => {
      const [user, client] = [
        { staffCode: 'D001', displayName: 'テスト 一子', department: '内科' },
        { facilityName: 'テスト病院' },
      ]
      const { prescription, findings } = parsePrescription(
        createPrescriptionCsv({ chart: findChart(patientId, now), user, client, now }),
      )
      expect(findings).toEqual([])
      expect(prescription?.patient.kana).toMatch(/^[\uFF66-\uFF9F ]+$/)
      expect([prescription?.issuedOn, prescription?.expiresOn]).toEqual(['20261123', '20261126'])
    },
  )

  test('of one patient has a dummy drug code, which the facility warns of, and of no other', () => {
    const user = { staffCode: 'D001', displayName: 'テスト 一子', department: '内科' }
    const facts = { today: '2026-11-23', masters: { drugs: null, usages: null } }
    const warned = listPatients(now).flatMap(({ patientId }) => {
      const chart = findChart(patientId, now)
      const csv = createPrescriptionCsv({ chart, user, client: { facilityName: 'テスト病院' }, now })
      return parsePrescription(csv, facts).findings.map(({ code, severity }) => [patientId, severity, code])
    })
    expect(warned).toEqual([['0000109', 'warning', 'drug_code.dummy']])
  })
})

describe('the check before the signature', () => {
  const text = '20行目 薬品（レコード201） 薬品コード：ダミーコードです。'
  const check = (browser, { id }) => browser.send('POST', `/api/prescriptions/${id}/check`, { content: {} })

  test('says in words what the facility warns of, and signs nothing', async () => {
    facility.warnOf([{ code: 'drug_code.dummy', severity: 'warning', text, refused_from: '2025-08-28' }])
    const browser = await openBrowser()
    const draft = await makeDraft(browser)
    const { status, json } = await check(browser, draft)
    expect([status, json]).toEqual([200, { warnings: [{ text, refused_from: '2025-08-28' }] }])
    const [call] = callsToSign()
    expect(JSON.parse(call.body)).toMatchObject({ staff_id: 'D001', dry_run: true })
    expect(facility.signed.size).toBe(0)
    expect((await issue(browser, draft)).json.state).toBe('registered')
  })

  test('of a signed prescription asks nobody', async () => {
    const browser = await openBrowser()
    const draft = await makeDraft(browser)
    await issue(browser, draft)
    const calls = callsToSign().length
    expect([(await check(browser, draft)).json, callsToSign().length]).toEqual([{ warnings: [] }, calls])
  })

  test('says what is wrong with the CSV as issuing does, and knows no other hospital’s prescription', async () => {
    const browser = await openBrowser()
    const draft = await makeDraft(browser)
    facility.refuseSigning([400, { code: 'prescription.invalid', detail: '誤りがあります。' }])
    expect((await check(browser, draft)).json.code).toBe('prescription.invalid')
    expect((await check(browser, { id: '00000000-0000-4000-8000-0000000000ff' })).json.code).toBe(
      'prescription.unknown',
    )
  })
})

describe('issuing a prescription', () => {
  test('the facility signs it and the national service gives its 引換番号', async () => {
    const browser = await openBrowser()
    const { json } = await issue(browser, await makeDraft(browser))
    expect(json).toMatchObject({
      state: 'registered',
      number: 1,
      access_code: expect.stringMatching(/^\d{16}$/),
      reasons: [],
    })
    const shown = (await browser.send('GET', `/api/prescriptions/${json.id}`)).json
    expect(shown.content).toMatchObject({
      institution: 'テスト病院',
      doctor: 'テスト医師',
      patient: { name: 'テスト　太郎', sex: '男性' },
    })
    expect(shown.content.rps.map(({ quantity }) => quantity)).toEqual(['28日分', '28日分', '28日分'])
    expect(shown.signature).toMatchObject({ level: 'BES', name: '見本　太郎（Taro Mihon）' })
  })

  test('staff and terminal come from the session, and the key from the prescription, whatever the browser says', async () => {
    const browser = await openBrowser()
    const draft = await makeDraft(browser)
    await issue(browser, draft, { staff_id: 'D002', terminal_id: 'T-901', idempotency_key: 'x' })
    const [{ body, headers }] = callsToSign()
    expect(JSON.parse(body)).toMatchObject({ staff_id: 'D001', terminal_id: 'T-101' })
    expect(headers['idempotency-key']).toBe(`${draft.id}.1`)
  })

  test('the signed XML is saved octet by octet as the facility gave it', async () => {
    const browser = await openBrowser()
    const { json } = await issue(browser, await makeDraft(browser))
    const { status, headers, text } = await browser.send('GET', `/api/prescriptions/${json.id}/document`)
    const [signed] = await Promise.all(facility.signed.values())
    expect([status, headers['content-disposition']]).toEqual([200, 'attachment; filename="prescription-1.xml"'])
    expect(text).toBe(signed.document.toString('utf8'))
  })

  test('AT-14: without a sign-in at the facility nothing is issued, whatever the browser claims', async () => {
    facility.statuses.set('D001', 'sign_in_required')
    const browser = await openBrowser()
    const claims = { signed_in: true, type: 'signed_in', staff_id: 'D002', status: 'signed_in', method: 'fido' }
    const { status, json } = await issue(browser, await makeDraft(browser), claims)
    expect([status, json.code]).toEqual([409, 'authentication_required'])
    expect(facility.signed.size).toBe(0)
    const chart = (await browser.send('GET', '/api/patients/0000101')).json
    expect(chart.prescriptions.map(({ state }) => state)).toEqual(['draft'])
  })

  test('after the sign-in the same prescription goes on, once', async () => {
    facility.statuses.set('D001', 'sign_in_required')
    const browser = await openBrowser()
    const draft = await makeDraft(browser)
    expect((await issue(browser, draft)).status).toBe(409)
    facility.statuses.set('D001', 'signed_in')
    expect((await issue(browser, draft)).json).toMatchObject({ id: draft.id, state: 'registered', number: 1 })
    expect((await issue(browser, draft)).json.number).toBe(1)
    expect([...facility.signed.keys()]).toEqual([`${draft.id}.1`])
  })

  test('50 requests at once issue it once', async () => {
    const browser = await openBrowser()
    const draft = await makeDraft(browser)
    const release = facility.hold()
    const pending = Array.from({ length: 50 }, () => issue(browser, draft))
    await vi.waitUntil(() => facility.seen.length > 0)
    release()
    const answers = await Promise.all(pending)
    expect(new Set(answers.map(({ json }) => `${json.number} ${json.access_code}`)).size).toBe(1)
    expect(callsToSign()).toHaveLength(1)
    expect((await issue(browser, await makeDraft(browser, 'next'))).json.number).toBe(2)
  })
})

describe('when something is away or refused', () => {
  test('the national service: the prescription stays signed, is not signed again and is registered later', async () => {
    isNationalServiceAway = true
    const browser = await openBrowser()
    const draft = await makeDraft(browser)
    const { status, json } = await issue(browser, draft)
    expect([status, json.code]).toEqual([502, 'national_service.unreachable'])
    expect((await browser.send('GET', `/api/prescriptions/${draft.id}`)).json.state).toBe('signed')
    isNationalServiceAway = false
    expect((await issue(browser, draft)).json.state).toBe('registered')
    expect(callsToSign()).toHaveLength(1)
  })

  test('the authority: the draft stays, with the ways on in words', async () => {
    facility.refuseSigning([
      503,
      {
        code: 'authority.unavailable',
        detail: '認証局に接続できません。',
        ways_on: [{ way: 'paper', text: '紙の処方箋をお渡しください。' }],
      },
    ])
    const browser = await openBrowser()
    const draft = await makeDraft(browser)
    const { status, json } = await issue(browser, draft)
    expect([status, json]).toEqual([
      502,
      {
        code: 'authority.unavailable',
        detail: '認証局に接続できません。',
        ways_on: ['紙の処方箋をお渡しください。'],
        faults: [],
      },
    ])
    facility.refuseSigning(null)
    expect((await issue(browser, draft)).json.state).toBe('registered')
  })

  test('what is wrong with the CSV is said with its place', async () => {
    const message = '6行目 患者（レコード11） 氏名：必須の項目が空です。'
    const invalid_params = [{ name: 'document.line.6.record.11.field.2', reason: 'field.missing', message }]
    facility.refuseSigning([400, { code: 'prescription.invalid', detail: '誤りがあります。', invalid_params }])
    const browser = await openBrowser()
    const { json } = await issue(browser, await makeDraft(browser))
    expect([json.code, json.faults]).toEqual(['prescription.invalid', [message]])
  })

  test.each(['signing.in_doubt', 'signing.signer_changed', 'signing.verification_failed'])(
    'an attempt that is over for good (%s) is followed by another under a new key',
    async (code) => {
      facility.refuseSigning([409, { code, detail: '確認できません。' }])
      const browser = await openBrowser()
      const draft = await makeDraft(browser)
      expect((await issue(browser, draft)).json.code).toBe(code)
      facility.refuseSigning(null)
      expect((await issue(browser, draft)).json.state).toBe('registered')
      expect(callsToSign().map(({ headers }) => headers['idempotency-key'])).toEqual([`${draft.id}.1`, `${draft.id}.2`])
    },
  )

  test('a prescription that the national service refuses says why', async () => {
    const foreign = await createSigner('p-256')
    await facility.stop()
    const statuses = new Map([['D001', 'signed_in']])
    facility = await startFakeFacility(statuses, (csv) => foreign.sign({ role: 'Pharmacist' }, csv))
    emr.close()
    emr = await listen(await createEmr(emrSettings(facility.url, urlOf(nationalService)), { now: () => now, accounts }))
    const browser = await openBrowser()
    const { json } = await issue(browser, await makeDraft(browser))
    expect([json.state, json.access_code]).toEqual(['refused', null])
    expect(json.reasons.map(({ code }) => code)).toContain('V-304')
  })
})

describe('whose prescription it is', () => {
  test('a double click saves one draft', async () => {
    const browser = await openBrowser()
    const drafts = await Promise.all([makeDraft(browser), makeDraft(browser)])
    expect(drafts[0].id).toBe(drafts[1].id)
  })

  test('another doctor cannot issue a draft', async () => {
    const draft = await makeDraft(await openBrowser())
    const colleague = await openBrowser({ facility_code: 'F1', staff_code: 'D002', password: 'another' })
    expect((await issue(colleague, draft)).status).toBe(404)
  })

  test('prescriptions of one hospital are not shown at the other, nor their documents', async () => {
    const browser = await openBrowser()
    const { json } = await issue(browser, await makeDraft(browser))
    const elsewhere = await openBrowser({ facility_code: 'F2', staff_code: 'D001', password: 'second' })
    expect((await elsewhere.send('GET', '/api/patients/0000101')).json.prescriptions).toEqual([])
    for (const path of [json.id, `${json.id}/document`]) {
      expect((await elsewhere.send('GET', `/api/prescriptions/${path}`)).status).toBe(404)
    }
  })
})
