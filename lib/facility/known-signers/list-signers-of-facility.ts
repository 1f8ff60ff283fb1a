import type { FacilityContext } from '../facility-context'
import { type KnownSigner, listKnownSigners } from './known-signer.store'

/** The names in which the staff of a facility sign, by staff code; none for an unknown facility code. */
export async function listSignersOfFacility(
  { db }: Pick<FacilityContext, 'db'>,
  facilityCode: string,
): Promise<KnownSigner[]> {
  return listKnownSigners(db, facilityCode)
}
