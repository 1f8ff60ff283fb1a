import { listDoubtfulSignatures } from '@/lib/authority/signatures/doubt/list-doubtful-signatures'
import { settings } from '@/lib/config/settings'
import { processDatabase } from '@/lib/db/process-database'

/** `npm run signatures:doubtful`: one line a request whose outcome is unknown; exit 1 when there are any. */
async function main(): Promise<void> {
  settings()
  const database = processDatabase('authority')
  const requests = await listDoubtfulSignatures({ db: database })
  process.stdout.write(`${requests.length} requests in doubt\n`)
  for (const { reservedAt, requestId, units, credentialId, facilityClientId } of requests) {
    process.stdout.write(
      `  ${reservedAt.toISOString()} ${requestId}: ${units} units, credential ${credentialId}, facility ${facilityClientId}\n`,
    )
  }
  await database.close()
  process.exitCode = requests.length === 0 ? 0 : 1
}

await main()
