import type { AuthorityContext } from '@/lib/authority/authority-context'
import { createRoleCheck } from '@/lib/db/check-role'
import { createWriteCheck } from '@/lib/db/check-writable'
import type { FacilityContext } from '@/lib/facility/facility-context'
import { serviceError } from '@/lib/kernel/service.errors'
import { servedSides } from '../role-gate'

/**
 * Whether a process may be asked: the database of each side that it serves is migrated, can be written to, and is used with a role that
 * cannot change the audit log.
 * @returns functions that throw AppError `service.unavailable`
 */
export function createReadinessChecks(contexts: {
  authority: AuthorityContext
  facility: FacilityContext
}): (() => Promise<void>)[] {
  const { role, database } = contexts.authority.settings
  return servedSides(role).flatMap((side) => {
    const { db } = contexts[side]
    const isWritable = createWriteCheck(db)
    return database.roles === 'restricted' ? [isWritable, asReadiness(createRoleCheck(db, side))] : [isWritable]
  })
}

function asReadiness(check: () => Promise<void>): () => Promise<void> {
  return () =>
    check().catch((cause: unknown) => {
      throw serviceError('service.unavailable', { retryAfterSeconds: 5, detail: String(cause), cause })
    })
}
