import { settings } from '@/lib/config/settings'
import { closeProcessDatabases, processDatabase } from '@/lib/db/process-database'
import { createKeyring } from '@/lib/keystore/keyring'
import { sides } from '@/lib/vocabulary/settings/side'
import { verifyAuditSide } from './verify-audit-chain'

/** `npm run audit:verify`: exit 0 when every chain is whole and records what is there, 1 with one line per fault. */
async function main(): Promise<void> {
  const { masterKey, role } = settings()
  const keyring = createKeyring(masterKey)
  let faults = 0
  for (const side of sides) {
    if (role !== 'all' && role !== side) continue
    const verdict = await verifyAuditSide(processDatabase(side), keyring, side)
    faults += verdict.faults.length + verdict.unrecorded.length
    process.stdout.write(
      `${side}: ${verdict.events} events, ${verdict.faults.length + verdict.unrecorded.length} faults\n`,
    )
    for (const { partition, seq, fault } of verdict.faults) process.stdout.write(`  ${partition} #${seq}: ${fault}\n`)
    for (const { table, id, action } of verdict.unrecorded)
      process.stdout.write(`  ${table} ${id}: its event ${action} is missing\n`)
  }
  await closeProcessDatabases()
  process.exitCode = faults === 0 ? 0 : 1
}

await main()
