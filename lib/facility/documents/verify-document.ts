import type { DocumentVerdict } from '@/lib/xades/verdict'
import type { FacilityContext } from '../facility-context'
import { judgeDocument } from './judge-document'

/**
 * Judges a signed prescription or dispensing document of any maker, with all findings.
 * @throws AppError `authority.unavailable` while the trust material cannot be had: no verdict is better than a wrong one
 */
export async function verifyDocument(
  context: Pick<FacilityContext, 'authority'>,
  document: Uint8Array,
): Promise<DocumentVerdict> {
  return judgeDocument(document, await context.authority.readTrust(), new Date())
}
