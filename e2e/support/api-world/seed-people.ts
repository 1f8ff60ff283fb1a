import { refreshCrls } from '@/lib/authority/certificate-authorities/crls/refresh-crls'
import { createHolder } from '@/lib/authority/holder-changes/create-holder'
import { issueNotificationCard } from '@/lib/authority/notification-cards/issue-notification-card'
import { bindPhone } from '@/lib/authority/registrations/bind-phone'
import { finishTrial } from '@/lib/authority/registrations/finish-trial'
import { startRegistration } from '@/lib/authority/registrations/start-registration'
import { changeCompatAccess } from '@/lib/facility/compat/change-compat-access'
import { createStaff } from '@/lib/facility/staff-changes/create-staff'
import type { Id } from '@/lib/kernel/ids'
import { createSoftAuthenticator, type SoftAuthenticator } from '@/lib/webauthn/testing/soft-authenticator'
import { type SeededDoctor, seedDoctor } from '@/prisma/seed/seed-doctor'
import { type SeedContexts, type SeededHospital, seedHospital, seedOrigin } from '@/prisma/seed/seed-hospital'

export const emrOrigin = 'https://emr.hospital.example.jp'

/** A doctor of a hospital with one registered phone. */
export type Doctor = SeededDoctor & { authenticator: SoftAuthenticator; phoneId: string }

/** One hospital, its doctor and its administrator. */
export type Place = {
  hospital: SeededHospital
  terminal: { terminalKey: Id<'terminal'>; terminalCode: string }
  doctor: Doctor
  administrator: { staffCode: string; password: string }
}

/** The hospital whose credentials are used, and another one on the same installation with the same kinds of records. */
export type People = { own: Place; other: Place }

export async function seedPeople(contexts: SeedContexts): Promise<People> {
  const people = { own: await seedPlace(contexts, 'A', 'D0001'), other: await seedPlace(contexts, 'B', 'D9001') }
  await refreshCrls(contexts.authority)
  return people
}

async function seedPlace(contexts: SeedContexts, letter: string, staffCode: string): Promise<Place> {
  const hospital = await seedHospital(
    contexts,
    { code: `H-${letter}`, name: `テスト病院${letter}`, authorityClientId: `hospital-${letter}` },
    { emrOrigin, terminals: [terminal(`T-${letter}1`), terminal(`T-${letter}2`)] },
  )
  const [first] = hospital.terminals
  if (first === undefined) throw new Error('no terminal')
  const person = {
    staffCode,
    nameKanji: `見本 ${letter}`,
    nameKana: 'ミホン',
    nameRomaji: 'Mihon',
    qualification: 'physician',
    registryNumber: `99000${letter}`,
    department: '内科',
    clinicToday: true,
  } as const
  const seeded = await seedDoctor(contexts, hospital, person)
  const doctor = { ...seeded, ...(await registerPhone(contexts, seeded.holder.id)) }
  const administrator = { staffCode: `ADM-${letter}`, password: `console-password-${letter}-planted` }
  await createStaff(
    contexts.facility,
    {
      staffCode: administrator.staffCode,
      facilityId: hospital.facilityId,
      displayName: '管理 見本',
      kana: 'カンリ ミホン',
      department: '管理課',
      profession: null,
      consoleAccount: { roles: ['administrator'], password: administrator.password },
      actor: 'system',
    },
    seedOrigin,
  )
  const { facilityId, emrClient } = hospital
  const { terminalCode } = first
  const access = { clientId: emrClient.clientId, terminalCode, authentication: 'bearer', origins: [emrOrigin] } as const
  const names = [{ staffCode, secondarycertId: secondarycertIdOf({ staffCode }) }]
  await changeCompatAccess(contexts.facility, { facilityId, access, names, actor: 'system' }, seedOrigin)
  return { hospital, terminal: first, doctor, administrator }
}

/** The name under which the EMR's drop-in calls know a doctor. */
export function secondarycertIdOf({ staffCode }: Pick<Doctor, 'staffCode'>): string {
  return `cert-${staffCode}`
}

/** A new holder who works nowhere, with a card that has not been used. */
export async function newCardHolder({ authority }: Pick<SeedContexts, 'authority'>) {
  const name = { nameKanji: '例示 花子', nameKana: 'レイジ ハナコ', nameRomaji: 'Reiji' }
  const registryNumber = crypto.randomUUID()
  const holder = await createHolder(authority, { ...name, qualification: 'physician', registryNumber }, seedOrigin)
  const card = await issueNotificationCard(authority, { holderId: holder.id, route: 'ca_direct' }, seedOrigin)
  return { ...card, holderId: holder.id }
}

/** An authenticator that believes to be on a page of this authority. */
export function newAuthenticator({ authority }: Pick<SeedContexts, 'authority'>): SoftAuthenticator {
  const origin = authority.settings.authorityUrl
  return createSoftAuthenticator({ rpId: new URL(origin).hostname, origin })
}

/** Registers a phone for a holder by a card of its own. */
export async function registerPhone(
  contexts: Pick<SeedContexts, 'authority'>,
  holderId: string,
): Promise<{ authenticator: SoftAuthenticator; phoneId: string }> {
  const { authority } = contexts
  const authenticator = newAuthenticator(contexts)
  const { code, password } = await issueNotificationCard(authority, { holderId, route: 'ca_direct' }, seedOrigin)
  const { ticket, view } = await startRegistration(authority, { code, password }, seedOrigin)
  const registrationId = view.registration.id
  const created = authenticator.create(creationOptionsOf(view.options))
  const bound = await bindPhone(authority, { ticket, registrationId, response: created }, seedOrigin)
  const assertion = authenticator.get(challengeOf(bound.options))
  const done = await finishTrial(authority, { ticket, registrationId, response: assertion }, seedOrigin)
  if (done.phone === null) throw new Error('no phone was bound')
  return { authenticator, phoneId: done.phone.id }
}

/** The challenge that a page would hand to its browser. */
export function challengeOf(options: unknown): { challenge: string } {
  const { challenge } = (options ?? {}) as { challenge?: unknown }
  if (typeof challenge !== 'string') throw new Error('no challenge in the options')
  return { challenge }
}

/** Challenge and user of creation options. */
export function creationOptionsOf(options: unknown): { challenge: string; user: { id: string } } {
  const { user } = (options ?? {}) as { user?: { id?: unknown } }
  if (typeof user?.id !== 'string') throw new Error('no user in the options')
  return { ...challengeOf(options), user: { id: user.id } }
}

function terminal(terminalCode: string) {
  return { terminalCode, name: `外来端末${terminalCode}`, place: '外来棟1階', department: '内科', hasReader: false }
}
