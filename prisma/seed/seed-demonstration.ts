import { issueNotificationCard } from '@/lib/authority/notification-cards/issue-notification-card'
import { createOperator } from '@/lib/authority/operators/create-operator'
import { createStaff } from '@/lib/facility/staff-changes/create-staff'
import type { DemonstrationFile } from './demonstration-file'
import { demoHospitals, demoPeople, demoTerminals, demoTestPerson, demoUnlinkedStaff } from './people'
import { newDemoPassword, type SeededDoctor, seedDoctor } from './seed-doctor'
import { type SeedContexts, type SeededHospital, seedHospital, seedOrigin } from './seed-hospital'
import { seedTestPhone } from './seed-test-phone'
import { seedVendor } from './seed-vendor'

/** Where examples/first-page answers, and pages of a vendor's own may. */
const usualVendorOrigin = 'http://localhost:8080'

/**
 * Two affiliated hospitals, five people with a qualification, of whom one works at both, two who are not registered yet, an
 * administrator, and a card each that has not been used. Answers what a newcomer needs to try everything.
 */
export async function seedDemonstration(
  contexts: SeedContexts,
  addresses: { emrOrigin: string; facilityConnect: string; vendorOrigin?: string },
): Promise<DemonstrationFile> {
  const { authorityUrl, facilityUrl } = contexts.authority.settings
  const { vendorOrigin = usualVendorOrigin } = addresses
  const options = { emrOrigin: addresses.emrOrigin, moreOrigins: [vendorOrigin], terminals: demoTerminals }
  const main = await seedHospital(contexts, demoHospitals[0], options)
  const second = await seedHospital(contexts, demoHospitals[1], options)
  const file: DemonstrationFile = {
    urls: {
      portal: facilityUrl,
      authority: authorityUrl,
      facility: facilityUrl,
      emr: addresses.emrOrigin,
      console: `${facilityUrl}/admin`,
      authorityConsole: `${authorityUrl}/authority`,
    },
    notificationCards: [],
    staff: [],
    operators: [],
    emr: {
      origin: addresses.emrOrigin,
      facilityUrl,
      facilityConnect: addresses.facilityConnect,
      clients: [main, second].map(({ code, name, emrClient }) => ({
        facilityCode: code,
        facilityName: name,
        ...emrClient,
      })),
      users: [],
      terminals: [main, second].flatMap(({ code, terminals }) =>
        terminals.map(({ terminalCode, name }) => ({ facilityCode: code, terminalId: terminalCode, name })),
      ),
    },
    vendor: await seedVendor(contexts, main, { origin: vendorOrigin }),
  }
  const doctors: SeededDoctor[] = []
  for (const person of demoPeople) {
    const doctor = await seedDoctor(contexts, main, person)
    doctors.push(doctor)
    addUser(file, main, doctor, person)
    await addCard(contexts, file, doctor)
  }
  const tested = await seedDoctor(contexts, main, demoTestPerson)
  await seedTestPhone(contexts, main, { holderId: tested.holder.id, staffKey: tested.staffKey })
  await addSecondWorkplace(contexts, file, second, doctors[0])
  await addOthers(contexts, file, main)
  await addOperator(contexts, file)
  return file
}

function addUser(
  file: DemonstrationFile,
  { code, name }: Pick<SeededHospital, 'code' | 'name'>,
  doctor: Pick<SeededDoctor, 'staffCode' | 'displayName' | 'password'>,
  { department, role }: { department: string; role?: string },
): void {
  const { staffCode, displayName, password } = doctor
  file.emr.users.push({ facilityCode: code, staffCode, password, displayName, department })
  file.staff.push({ facilityCode: code, facilityName: name, staffCode, displayName, password, role: role ?? 'doctor' })
}

async function addCard(contexts: SeedContexts, file: DemonstrationFile, { holder }: SeededDoctor): Promise<void> {
  const route = 'ca_direct'
  const card = await issueNotificationCard(contexts.authority, { holderId: holder.id, route }, seedOrigin)
  file.notificationCards.push({ holderName: holder.nameKanji, registerUrl: card.url, password: card.password, route })
}

/** The same holder under another staff code at the affiliated hospital: two separate tokens. */
async function addSecondWorkplace(
  { facility }: SeedContexts,
  file: DemonstrationFile,
  hospital: SeededHospital,
  doctor: SeededDoctor | undefined,
): Promise<void> {
  if (doctor === undefined) throw new Error('the demonstration has no doctor')
  const { holder } = doctor
  const person = {
    staffCode: 'C9001',
    displayName: holder.nameKanji,
    kana: holder.nameKana,
    department: '内科（非常勤）',
  }
  const password = newDemoPassword()
  const { facilityId } = hospital
  const staff = {
    ...person,
    facilityId,
    profession: 'physician',
    holderSubject: holder.subject,
    consoleAccount: { roles: [], password },
    actor: 'system',
  } as const
  await createStaff(facility, staff, seedOrigin)
  addUser(file, hospital, { ...person, password }, person)
}

async function addOthers({ facility }: SeedContexts, file: DemonstrationFile, hospital: SeededHospital): Promise<void> {
  const { facilityId } = hospital
  for (const person of demoUnlinkedStaff) {
    const password = newDemoPassword()
    await createStaff(
      facility,
      { ...person, facilityId, profession: 'physician', consoleAccount: { roles: [], password }, actor: 'system' },
      seedOrigin,
    )
    addUser(file, hospital, { ...person, password }, person)
  }
  const administrator = { staffCode: 'A0001', displayName: '管理 見本', kana: 'カンリ ミホン', department: '管理課' }
  const password = newDemoPassword()
  await createStaff(
    facility,
    {
      ...administrator,
      facilityId,
      profession: null,
      consoleAccount: { roles: ['administrator'], password },
      actor: 'system',
    },
    seedOrigin,
  )
  const { staffCode, displayName } = administrator
  file.staff.push({
    facilityCode: hospital.code,
    facilityName: hospital.name,
    staffCode,
    displayName,
    password,
    role: 'administrator',
  })
}

/** The first operator of the authority's console, as `npm run operators -- create` makes one. */
async function addOperator({ authority }: SeedContexts, file: DemonstrationFile): Promise<void> {
  const operator = { operatorCode: 'O0001', displayName: '認証 見本', password: newDemoPassword() }
  await createOperator(authority, { ...operator, roles: ['administrator'], actor: 'system' }, seedOrigin)
  file.operators.push(operator)
}
