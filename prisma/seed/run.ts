import { existsSync, renameSync, writeFileSync } from 'node:fs'
import { z } from 'zod'
import { closeProcessDatabases } from '@/lib/db/process-database'
import { processContexts } from '@/lib/http/api/process-api'
import { demoHospitals } from './people'
import { seedDemonstration } from './seed-demonstration'

const environment = z.object({
  SHOMEI_DEMONSTRATION_FILE: z.string().min(1),
  SHOMEI_EMR_URL: z.url().default('http://emr.localhost:3001'),
  PORT: z.coerce.number().int().default(3000),
})

/** Seeds the demonstration once; a database that has it already is left as it is. */
async function main(): Promise<void> {
  const { SHOMEI_DEMONSTRATION_FILE: path, SHOMEI_EMR_URL: emrOrigin, PORT: port } = environment.parse(process.env)
  const contexts = processContexts()
  const { db } = contexts.facility
  try {
    const isSeeded = (await db.prisma.facility.count({ where: { code: demoHospitals[0].code } })) > 0
    if (isSeeded && existsSync(path)) return
    if (isSeeded)
      throw new Error(`The demonstration is in the database, but ${path} is gone. \`npm run reset\` starts afresh.`)
    const file = await seedDemonstration(contexts, { emrOrigin, facilityConnect: `http://127.0.0.1:${port}` })
    writeFileSync(`${path}.new`, `${JSON.stringify(file, null, 2)}\n`, { mode: 0o600 })
    renameSync(`${path}.new`, path)
  } finally {
    await closeProcessDatabases()
  }
}

await main()
