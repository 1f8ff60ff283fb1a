import { facilityError } from '../facilities/facility.errors'
import type { FacilityContext } from '../facility-context'
import type { CompatAccess } from './compat-access'
import { findAccess, findFacilityId } from './compat-access.store'

/**
 * A live facility by its code, and its drop-in access, `null` where that is off.
 * @throws AppError `facility.unknown`
 */
export async function getCompatAccess(
  { db }: Pick<FacilityContext, 'db'>,
  facilityCode: string,
): Promise<{ facilityId: string; access: CompatAccess | null }> {
  const facilityId = await findFacilityId(db, facilityCode)
  if (facilityId === null) throw facilityError('facility.unknown', { detail: facilityCode })
  return { facilityId, access: await findAccess(db, facilityCode) }
}
