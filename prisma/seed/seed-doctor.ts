import { createTestHierarchy } from '@/lib/authority/certificate-authorities/create-test-hierarchy'
import { issueCredential } from '@/lib/authority/credentials/issue-credential'
import { createHolder } from '@/lib/authority/holder-changes/create-holder'
import type { Holder } from '@/lib/authority/holders/holder'
import { createStaff } from '@/lib/facility/staff-changes/create-staff'
import type { Id } from '@/lib/kernel/ids'
import type { DemoPerson } from './people'
import { type SeedContexts, type SeededHospital, seedOrigin } from './seed-hospital'

export type SeededDoctor = {
  holder: Holder
  staffKey: Id<'staff'>
  staffCode: string
  displayName: string
  password: string
}

/** A holder at the authority with a second certificate who is a staff member of a hospital, linked, with a password of the hospital's. */
export async function seedDoctor(
  { authority, facility }: SeedContexts,
  hospital: Pick<SeededHospital, 'facilityId'>,
  person: DemoPerson,
): Promise<SeededDoctor> {
  const { nameKanji, nameKana, nameRomaji, qualification, registryNumber, staffCode, department, clinicToday } = person
  const holder = await createHolder(
    authority,
    { nameKanji, nameKana, nameRomaji, qualification, registryNumber },
    seedOrigin,
  )
  await createTestHierarchy(authority)
  await issueCredential(authority, { holderId: holder.id }, seedOrigin)
  const password = newDemoPassword()
  const { staffKey } = await createStaff(
    facility,
    {
      facilityId: hospital.facilityId,
      staffCode,
      displayName: nameKanji,
      kana: nameKana,
      department,
      profession: qualification,
      holderSubject: holder.subject,
      consoleAccount: { roles: [], password },
      clinicToday,
      actor: 'system',
    },
    seedOrigin,
  )
  return { holder, staffKey, staffCode, displayName: nameKanji, password }
}

const letters = 'abcdefghjkmnpqrstuvwxyz23456789'

/** Three groups of four unambiguous letters, about 59 bits: every installation has its own. */
export function newDemoPassword(): string {
  const characters = Array.from(crypto.getRandomValues(new Uint8Array(12)), (value) => letters[value % letters.length])
  return [0, 4, 8].map((start) => characters.slice(start, start + 4).join('')).join('-')
}
