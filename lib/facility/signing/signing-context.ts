import type { FacilityContext } from '../facility-context'

export type SigningContext = Pick<FacilityContext, 'db' | 'keyring' | 'authority' | 'notifications' | 'settings'>

/** The client whose request it is; `actor` is written into the audit trail where that is not the client itself. */
export type SigningPrincipal = { emrClientId: string; facilityId: string; actor?: string }

export function auditActorOf({ actor, emrClientId }: SigningPrincipal): string {
  return actor ?? emrClientId
}
