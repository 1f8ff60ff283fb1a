import type { DemonstrationFile } from '@/prisma/seed/demonstration-file'
import type { DemoPerson } from '@/prisma/seed/people'
import { seedDemonstration } from '@/prisma/seed/seed-demonstration'
import { seedDoctor } from '@/prisma/seed/seed-doctor'
import type { DemoDoctor } from '../world'
import { createContexts } from './contexts'

/** Enough for every test to have a doctor of its own. */
const doctorCount = 80

type Seeded = { demonstration: DemonstrationFile; doctors: DemoDoctor[] }

/** The demonstration and, in its first hospital, one doctor for each test. */
export async function seedWorld(
  settings: { databaseUrl: string; masterKey: string; authorityUrl: string; facilityUrl: string },
  addresses: { emrOrigin: string; facilityConnect: string },
): Promise<Seeded> {
  const contexts = createContexts(settings)
  const { db } = contexts.facility
  try {
    const demonstration = await seedDemonstration(contexts, addresses)
    const hospital = await db.prisma.facility.findUniqueOrThrow({ where: { code: 'M01' } })
    const doctors: DemoDoctor[] = []
    for (let index = 1; index <= doctorCount; index += 1) {
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
        terminals: ['T-101', 'T-102'],
      })
    }
    return { demonstration, doctors }
  } finally {
    await db.close()
  }
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
