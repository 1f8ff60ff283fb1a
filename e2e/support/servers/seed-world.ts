import { createTerminal } from '@/lib/facility/terminals/create-terminal'
import type { DemonstrationFile } from '@/prisma/seed/demonstration-file'
import type { DemoPerson } from '@/prisma/seed/people'
import { seedDemonstration } from '@/prisma/seed/seed-demonstration'
import { seedDoctor } from '@/prisma/seed/seed-doctor'
import { type SeedContexts, seedOrigin } from '@/prisma/seed/seed-hospital'
import type { DemoDoctor } from '../world'
import { createContexts } from './contexts'

/** Enough for every test to have a doctor of its own. */
const doctorCount = 130
/** A terminal may start only so many sign-ins in ten minutes: the tests take turns at so many pairs of consulting rooms. */
const roomPairs = 10

type Seeded = { demonstration: DemonstrationFile; doctors: DemoDoctor[] }

/** The demonstration and, in its first hospital, one doctor for each test. */
export async function seedWorld(
  settings: { databaseUrl: string; masterKey: string; authorityUrl: string; facilityUrl: string },
  addresses: { emrOrigin: string; facilityConnect: string; vendorOrigin: string },
): Promise<Seeded> {
  const contexts = createContexts(settings)
  const { db } = contexts.facility
  try {
    const demonstration = await seedDemonstration(contexts, addresses)
    const hospital = await db.prisma.facility.findUniqueOrThrow({ where: { code: 'M01' } })
    const rooms = await seedRooms(contexts, hospital.id, demonstration)
    const doctors: DemoDoctor[] = []
    for (let index = 1; index <= doctorCount; index += 1) {
      const terminals = rooms[index % roomPairs]
      if (terminals === undefined) throw new Error('fewer rooms were made than there are pairs')
      const person = testDoctor(index)
      const doctor = await seedDoctor(contexts, { facilityId: hospital.id }, person)
      const { staffCode, displayName, password } = doctor
      demonstration.emr.users.push({
        facilityCode: 'M01',
        staffCode,
        password,
        displayName,
        department: person.department,
      })
      doctors.push({
        facilityCode: 'M01',
        staffCode,
        password,
        displayName,
        holderId: doctor.holder.id,
        terminals,
      })
    }
    return { demonstration, doctors }
  } finally {
    await db.close()
  }
}

async function seedRooms(
  { facility }: SeedContexts,
  facilityId: string,
  { emr }: DemonstrationFile,
): Promise<[string, string][]> {
  const pairs: [string, string][] = []
  for (let pair = 0; pair < roomPairs; pair += 1) {
    const codes: [string, string] = [`E-${pair}1`, `E-${pair}2`]
    for (const terminalCode of codes) {
      const terminal = { terminalCode, name: `試験端末${terminalCode}`, place: `試験棟 診察室${terminalCode}` }
      const input = { ...terminal, facilityId, department: '試験科', hasReader: terminalCode.endsWith('2') }
      await createTerminal(facility, { ...input, actor: 'system' }, seedOrigin)
      emr.terminals.push({ facilityCode: 'M01', terminalId: terminalCode, name: terminal.name })
    }
    pairs.push(codes)
  }
  return pairs
}

function testDoctor(index: number): DemoPerson {
  const number = String(index).padStart(3, '0')
  return {
    staffCode: `E${number}`,
    nameKanji: `試験 ${number}`,
    nameKana: `シケン ${number}`,
    nameRomaji: `Shiken ${number}`,
    qualification: 'physician',
    registryNumber: `95${number}`,
    department: '試験科',
    clinicToday: false,
  }
}
