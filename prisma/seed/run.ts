import { writeFileSync } from 'node:fs'
import { z } from 'zod'
import { processContexts } from '@/lib/api/process-api'
import { closeProcessDatabases } from '@/lib/db/process-database'
import { seedDemonstration } from './seed-demonstration'

const environment = z.object({
  SHOMEI_DEMONSTRATION_FILE: z.string().min(1),
  SHOMEI_EMR_URL: z.url().default('http://emr.localhost:3001'),
  PORT: z.coerce.number().int().default(3000),
})

/** How often the program looks whether who started it is still there. */
const lookMs = 100

/** Seeds the demonstration and writes its file. It ends with the program that started it, which alone says when it is finished. */
async function main(): Promise<void> {
  const { SHOMEI_DEMONSTRATION_FILE: path, SHOMEI_EMR_URL: emrOrigin, PORT: port } = environment.parse(process.env)
  const starter = process.ppid
  setInterval(() => process.ppid === starter || process.exit(1), lookMs).unref()
  try {
    const addresses = { emrOrigin, facilityConnect: `http://127.0.0.1:${port}` }
    const file = await seedDemonstration(processContexts(), addresses)
    writeFileSync(path, `${JSON.stringify(file, null, 2)}\n`, { mode: 0o600 })
  } finally {
    await closeProcessDatabases()
  }
}

await main()
