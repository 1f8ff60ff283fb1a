import { appendAudit } from '@/lib/audit/audit.store'
import type { Transaction } from '@/lib/db/database'
import { newId } from '@/lib/kernel/ids'
import type { RequestOrigin } from '@/lib/kernel/request-origin'
import type { FacilityConsoleRole } from '@/lib/vocabulary/console-role'
import type { FacilityContext } from '../facility-context'
import { insertAccount } from './console-account.store'

export type CreateConsoleAccountInput = {
  facilityId: string
  staffKey: string
  roles: readonly FacilityConsoleRole[]
  /** Without one the account cannot sign in. */
  passwordHash: string | null
  actor: string
}

/** Gives a staff member an account of the console, whatever their profession is; in the transaction of the caller. */
export async function createConsoleAccount(
  tx: Transaction,
  { keyring }: Pick<FacilityContext, 'keyring'>,
  { facilityId, staffKey, roles, passwordHash, actor }: CreateConsoleAccountInput,
  origin: RequestOrigin,
): Promise<{ accountId: string }> {
  const accountId = newId('consoleAccount')
  await insertAccount(tx, { id: accountId, staffKey, passwordHash, roles })
  await appendAudit(tx, 'facility', keyring, {
    partition: facilityId,
    action: 'console_account.create',
    outcome: 'success',
    actor,
    subject: accountId,
    origin,
    details: { staff_id: staffKey, roles: roles.join(' ') },
  })
  return { accountId }
}
