import { SettingsError } from '@/lib/config/settings'
import { readRoleFaults, UnrestrictedRole } from '@/lib/db/check-role'
import { logger } from '@/lib/log/logger'
import type { ApiOptions } from '../api/api'
import { servedSides } from '../api/role-gate'

/**
 * Before a process serves: refuses a database role that could change the audit log or read the other side's schema. A database that
 * is away refuses nothing here: readiness asks again before the first request is let through.
 * @throws SettingsError
 */
export async function refuseUnrestrictedRole(contexts: Pick<ApiOptions, 'authority' | 'facility'>): Promise<void> {
  const { settings } = contexts.authority
  for (const side of servedSides(settings.role)) {
    const faults = await readRoleFaults(contexts[side].db, side).catch((error: unknown) => {
      logger().warn({ side, error: String(error) }, 'the role of the database could not be checked yet')
      return []
    })
    if (faults.length === 0) continue
    const refusal = new UnrestrictedRole(side, faults)
    if (settings.database.roles === 'restricted') throw new SettingsError(refusal.message)
    logger().warn({ side, faults }, 'this process could remove its own audit log: give it a restricted database role')
  }
}
