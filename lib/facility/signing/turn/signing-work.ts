import type { DocumentKind } from '@/lib/vocabulary/document-kind'
import type { DocumentItem } from '../document-item'
import type { Turn } from '../requests/signing-request.store'
import type { SignaturePort, Signer } from '../signature-port'
import type { SigningPrincipal } from '../signing-context'

/** What is done in one turn, for whom, and the way to their signatures. */
export type SigningWork = {
  turn: Turn
  signer: Signer
  signatures: SignaturePort
  items: readonly DocumentItem[]
  kind: DocumentKind
  actor: SigningPrincipal
}
