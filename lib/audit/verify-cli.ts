import { settings } from '@/lib/config/settings'
import { processDatabase } from '@/lib/db/process-database'
import { createKeyring } from '@/lib/keystore/keyring'
import { verifyAuditSide } from './verify-audit-chain'

/** `npm run audit:verify`: exit 0 when every chain is whole, 1 with one line per fault. */
async function main(): Promise<void> {
  const database = processDatabase()
  const keyring = createKeyring(settings().masterKey)
  let faults = 0
  for (const side of ['authority', 'facility'] as const) {
    const verdict = await verifyAuditSide(database, keyring, side)
    faults += verdict.faults.length
    process.stdout.write(`${side}: ${verdict.events} events, ${verdict.faults.length} faults\n`)
    for (const { partition, seq, fault } of verdict.faults) process.stdout.write(`  ${partition} #${seq}: ${fault}\n`)
  }
  await database.close()
  process.exitCode = faults === 0 ? 0 : 1
}

await main()
