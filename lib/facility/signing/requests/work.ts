import type { FacilityContext } from '@/lib/facility/facility-context'
import type { DocumentKind } from '@/lib/vocabulary/document-kind'
import type { DocumentItem } from '../document-item'
import type { ReadySigner } from '../find-ready-signer'
import type { Turn } from './signing-request.store'

export type SigningContext = Pick<FacilityContext, 'db' | 'keyring' | 'authority' | 'notifications' | 'settings'>

/** The client whose request it is; `actor` is written into the audit trail where that is not the client itself. */
export type SigningPrincipal = { emrClientId: string; facilityId: string; actor?: string }

export function auditActorOf({ actor, emrClientId }: SigningPrincipal): string {
  return actor ?? emrClientId
}

/** What is done in one turn, and for whom. */
export type Work = {
  turn: Turn
  signer: ReadySigner
  items: readonly DocumentItem[]
  kind: DocumentKind
  actor: SigningPrincipal
}
