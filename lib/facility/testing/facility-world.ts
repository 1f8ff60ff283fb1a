import { randomUUID } from 'node:crypto'
import { parseSettings, type Settings } from '@/lib/config/settings'
import { createNotifications } from '@/lib/db/notifications'
import { testDatabase } from '@/lib/db/testing/test-database'
import type { Id } from '@/lib/kernel/ids'
import type { RequestOrigin } from '@/lib/kernel/request-origin'
import { createKeyring } from '@/lib/keystore/keyring'
import type { LaunchPurpose } from '@/lib/vocabulary/launch-purpose'
import { createFakeAuthority } from '../authority-port/testing/fake-authority'
import { createEmrClient } from '../emr-clients/create-emr-client'
import { createFacility } from '../facilities/create-facility'
import type { FacilitySettings } from '../facilities/facility'
import type { FacilityContext } from '../facility-context'
import { exchangeTicket } from '../frames/exchange-ticket'
import { readFrame } from '../frames/read-frame'
import { createLaunch } from '../launches/create-launch'
import { startSignIn } from '../sign-ins/start-sign-in'
import { type CreateStaffInput, createStaff } from '../staff-changes/create-staff'
import { type CreateTerminalInput, createTerminal } from '../terminals/create-terminal'
import { listStatuses } from '../token-vault/sign-in-status.store'
import { toSignInStatus } from '../token-vault/status-row'

export const testOrigin: RequestOrigin = { requestId: 'req_test', address: '192.0.2.10', userAgent: 'Test' }
export const emrOrigin = 'https://emr.hospital.example.jp'

export const facilitySettings: Settings = parseSettings({
  DATABASE_URL: 'postgresql://unused@127.0.0.1/unused',
  SHOMEI_KEY: Buffer.alloc(32, 9).toString('base64'),
  AUTHORITY_URL: 'https://authority.example.jp',
  FACILITY_URL: 'https://shomei.hospital.example.jp',
})

export type Hospital = {
  facilityId: string
  code: string
  clientId: string
  clientSecret: string
  principal: { emrClientId: string; facilityId: string }
}
export type Doctor = { staffKey: Id<'staff'>; staffCode: string; holderSubject: string }
export type Screen = { terminalKey: Id<'terminal'>; terminalCode: string }
export type Place = { hospital: Hospital; doctor: Doctor; screen: Screen }

/** Hospitals on a database of their own for one test file, their people and screens, and an authority in memory. */
export function facilityWorld(settings: Partial<Settings> = {}) {
  const { database: db, url, sideUrls, asSide } = testDatabase(30)
  const ownDb = asSide('facility')
  const authority = createFakeAuthority()
  const context: FacilityContext = {
    db: ownDb,
    keyring: createKeyring(facilitySettings.masterKey),
    notifications: createNotifications(ownDb),
    authority,
    settings: { ...facilitySettings, ...settings },
  }

  async function newHospital(chosen: Partial<FacilitySettings> = {}): Promise<Hospital> {
    const code = `H-${randomUUID()}`
    const facility = { code, name: `テスト病院 ${code}`, authorityClientId: `hospital-${code}`, settings: chosen }
    const { facilityId } = await createFacility(context, { ...facility, actor: 'system' }, testOrigin)
    const client = {
      facilityId,
      clientId: `emr-${code}`,
      name: 'テスト電子カルテ',
      origins: [emrOrigin],
      actor: 'system',
    }
    const { emrClientId, clientSecret } = await createEmrClient(context, client, testOrigin)
    if (clientSecret === null) throw new Error('no secret')
    return { facilityId, code, clientId: client.clientId, clientSecret, principal: { emrClientId, facilityId } }
  }

  async function newDoctor({ facilityId }: Hospital, chosen: Partial<CreateStaffInput> = {}): Promise<Doctor> {
    const staffCode = chosen.staffCode ?? `D-${randomUUID()}`
    const holderSubject = chosen.holderSubject ?? `holder-${randomUUID()}`
    authority.holders.add(holderSubject)
    const person = {
      displayName: '見本 太郎',
      kana: 'ミホン タロウ',
      department: '内科',
      profession: 'physician',
    } as const
    const input = { ...person, ...chosen, facilityId, staffCode, holderSubject, actor: 'system' }
    return { staffCode, holderSubject, ...(await createStaff(context, input, testOrigin)) }
  }

  async function newScreen({ facilityId }: Hospital, chosen: Partial<CreateTerminalInput> = {}): Promise<Screen> {
    const terminalCode = chosen.terminalCode ?? `T-${randomUUID()}`
    const place = { name: '診察室1', place: '本館1階', department: '内科外来' }
    const input = { ...place, ...chosen, facilityId, terminalCode, actor: 'system' }
    return { terminalCode, ...(await createTerminal(context, input, testOrigin)) }
  }

  async function newPlace(chosen: Partial<FacilitySettings> = {}): Promise<Place> {
    const hospital = await newHospital(chosen)
    return { hospital, doctor: await newDoctor(hospital), screen: await newScreen(hospital) }
  }

  function launch({ hospital, doctor, screen }: Place, purpose: LaunchPurpose = 'sign_in') {
    const target = { staffCode: doctor.staffCode, terminalCode: screen.terminalCode, parentOrigin: emrOrigin, purpose }
    return createLaunch(context, { principal: hospital.principal, ...target }, testOrigin)
  }

  async function openFrame(place: Place, purpose: LaunchPurpose = 'sign_in') {
    const { ticket } = await launch(place, purpose)
    return exchangeTicket(context, { ticket, parentOrigin: emrOrigin }, testOrigin)
  }

  /** A frame whose sign-in shows its code; `id` is the authority's name for it. */
  async function startIn(place: Place) {
    const { sessionToken, view } = await openFrame(place)
    const { signInId } = await startSignIn(context, view, 'fido', testOrigin)
    return { sessionToken, signInId, id: authority.idOf(place.screen.terminalKey) }
  }

  /** A whole sign-in, until the token is in the vault. */
  async function signIn(place: Place) {
    const started = await startIn(place)
    authority.claim(started.id)
    authority.approve(started.id)
    await whenState(place, started.signInId, 'signed_in')
    return started
  }

  async function whenState({ doctor }: Place, signInId: string, state: string): Promise<void> {
    await when(doctor.staffKey, async () => (await rowOf(signInId)).state === state)
  }

  /** Waits for a condition, looked at again with every notification of that staff member. */
  async function when(staffKey: Id<'staff'>, isTrue: () => Promise<boolean>): Promise<void> {
    let again = () => {}
    const unsubscribe = await context.notifications.subscribe(
      'facility_staff',
      staffKey,
      () => again(),
      () => again(),
    )
    try {
      for (;;) {
        const told = new Promise<void>((resolve) => {
          again = resolve
        })
        if (await isTrue()) return
        await told
      }
    } finally {
      unsubscribe()
    }
  }

  /** A sign-in with the columns of its method; those are `null` before the authority has started it. */
  async function rowOf(signInId: string) {
    const { qr, ...row } = await db.prisma.signIn.findUniqueOrThrow({ where: { id: signInId }, include: { qr: true } })
    return { ...noCodeYet, ...row, ...qr }
  }

  async function statusOf({ hospital, doctor, screen }: Place, atScreen = true) {
    const [row] = await listStatuses(db, {
      facilityId: hospital.facilityId,
      terminalCode: atScreen ? screen.terminalCode : null,
      staffKeys: [doctor.staffKey],
    })
    if (row === undefined) throw new Error('no such staff member')
    return toSignInStatus(row)
  }

  /** Outcomes, codes and reasons of the audit events of one record, oldest first. */
  async function auditOf(subject: string): Promise<string[]> {
    const rows = await db.sql<{ action: string; outcome: string; record: string }[]>`
      SELECT action, outcome, record FROM facility.audit_event WHERE subject = ${subject} ORDER BY seq`
    return rows.map(({ action, outcome, record }) => {
      const { code, reason } = JSON.parse(record)
      return [action, outcome, code, reason].filter(Boolean).join(' ')
    })
  }

  const frameOf = (sessionToken: string) => readFrame(context, sessionToken, testOrigin)
  const tokensOf = (staffKey: Id<'staff'>) =>
    db.prisma.vaultToken.findMany({ where: { staffKey }, orderBy: { issuedAt: 'asc' } })

  return {
    db,
    url,
    sideUrls,
    context,
    authority,
    newHospital,
    newDoctor,
    newScreen,
    newPlace,
    launch,
    openFrame,
    startIn,
    signIn,
    when,
    whenState,
    rowOf,
    statusOf,
    auditOf,
    frameOf,
    tokensOf,
  }
}

const noCodeYet = {
  deviceAuthorizationId: null,
  sealedDeviceCode: null,
  qrToken: null,
  sealedQrSecret: null,
  matchNumber: null,
}

/** How many of the outcomes passed, and which codes the others were refused with. */
export function tally(outcomes: readonly PromiseSettledResult<unknown>[]) {
  const codes: Record<string, number> = {}
  for (const outcome of outcomes) {
    if (outcome.status === 'fulfilled') continue
    const { code = String(outcome.reason) } = outcome.reason
    codes[code] = (codes[code] ?? 0) + 1
  }
  return { passed: outcomes.filter(({ status }) => status === 'fulfilled').length, codes }
}

/** Fifty of the same at once. */
export function fifty<Result>(work: (index: number) => Promise<Result>): Promise<PromiseSettledResult<Result>[]> {
  return Promise.allSettled(Array.from({ length: 50 }, (_, index) => work(index)))
}
