import { readPreflightFacts } from '../code-masters/preflight-facts'
import { type DocumentItem, toPrescriptionItem } from './document-item'
import type { SigningContext } from './signing-context'

/**
 * What is wrong or remarkable about a prescription (CSV), before anything is signed: the same verdict as signing it today would give.
 * Nothing is stored and no signer is needed.
 */
export async function checkPrescription(
  { settings }: Pick<SigningContext, 'settings'>,
  csv: Uint8Array,
): Promise<DocumentItem> {
  return toPrescriptionItem(csv, await readPreflightFacts(settings))
}
