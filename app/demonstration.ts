import { readFile } from 'node:fs/promises'
import { z } from 'zod'
import { settings } from '@/lib/config/settings'

const account = z.object({ name: z.string(), staff_code: z.string(), password: z.string() })

const demonstration = z.object({
  /** Printed cards that have not been used: what the QR would open, and the password on the separate slip. */
  notification_cards: z.array(z.object({ holder: z.string(), url: z.url(), password: z.string() })),
  emr: z.object({ url: z.url(), accounts: z.array(account) }).nullable(),
  console: account.nullable(),
  /** Shell command that starts a virtual phone. */
  phone_command: z.string().nullable(),
})

/** What a newcomer needs to try everything; written by the start command for the demonstration data only. */
export type Demonstration = z.infer<typeof demonstration>

/** Reads the file named by SHOMEI_DEMONSTRATION_FILE. `null` where there is none: nothing of it exists in production. */
export async function readDemonstration(): Promise<Demonstration | null> {
  const { demonstrationFile } = settings()
  if (demonstrationFile === null) return null
  return demonstration.parse(JSON.parse(await readFile(demonstrationFile, 'utf8')))
}
