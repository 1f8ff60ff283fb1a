import type { FacilityContext } from '../facility-context'
import { listStatuses } from './sign-in-status.store'
import type { StatusRow } from './status-row'

/** The statuses of all staff of a facility who sign, or of those among some, by staff code. */
export async function listChangedStatuses(
  { db }: Pick<FacilityContext, 'db'>,
  asked: { facilityId: string; terminalCode: string | null; staffKeys: 'all' | readonly string[] },
): Promise<StatusRow[]> {
  const { staffKeys, ...where } = asked
  return listStatuses(db, staffKeys === 'all' ? where : { ...where, staffKeys })
}
