import { readFile } from 'node:fs/promises'
import { z } from 'zod'
import { settings } from '@/lib/config/settings'

const account = z.object({ displayName: z.string(), staffCode: z.string(), password: z.string() })

const demonstrationFile = z.object({
  urls: z.object({ emr: z.url(), authorityConsole: z.url() }),
  notificationCards: z.array(z.object({ holderName: z.string(), registerUrl: z.url(), password: z.string() })),
  emr: z.object({ users: z.array(account) }),
  staff: z.array(account.extend({ facilityCode: z.string(), role: z.string() })),
  operators: z.array(z.object({ operatorCode: z.string(), displayName: z.string(), password: z.string() })),
})

type Account = { name: string; staff_code: string; password: string }

/** What a newcomer needs to try everything; written by the seed for the demonstration data only. */
export type Demonstration = {
  /** Printed cards that have not been used: what the QR would open, and the password on the separate slip. */
  notification_cards: { holder: string; url: string; password: string }[]
  emr: { url: string; accounts: Account[] } | null
  console: (Account & { facility_code: string }) | null
  authority_console: { url: string; operators: { name: string; operator_code: string; password: string }[] }
  /** Window of the phone in the browser. */
  phone_url: string
  /** Shell command that starts a virtual phone. */
  phone_command: string
}

/** Reads the file named by SHOMEI_DEMONSTRATION_FILE. `null` where there is none, and where the trust is not `test` (AT-66). */
export async function readDemonstration(): Promise<Demonstration | null> {
  const { demonstrationFile: path, testHierarchy, authorityUrl } = settings()
  if (path === null || !testHierarchy) return null
  const file = demonstrationFile.parse(JSON.parse(await readFile(path, 'utf8')))
  const administrator = file.staff.find(({ role }) => role === 'administrator')
  return {
    notification_cards: file.notificationCards.map(({ holderName, registerUrl, password }) => ({
      holder: holderName,
      url: registerUrl,
      password,
    })),
    emr: { url: file.urls.emr, accounts: file.emr.users.map(toAccount) },
    console:
      administrator === undefined ? null : { ...toAccount(administrator), facility_code: administrator.facilityCode },
    authority_console: {
      url: file.urls.authorityConsole,
      operators: file.operators.map(({ displayName, operatorCode, password }) => ({
        name: displayName,
        operator_code: operatorCode,
        password,
      })),
    },
    phone_url: `${authorityUrl}/demonstration/phone`,
    phone_command: 'npm run phone',
  }
}

function toAccount({ displayName, staffCode, password }: z.infer<typeof account>): Account {
  return { name: displayName, staff_code: staffCode, password }
}
