import type { Database } from '@/lib/db/database'
import { equalBytes, toBase64Url } from '@/lib/kernel/bytes'
import type { Id } from '@/lib/kernel/ids'
import { findContradiction } from './known-signer.store'
import { readSubject } from './read-subject'

/**
 * What speaks against a certificate that the authority shows for a staff member, for the audit trail: it is not in the name in which
 * they have signed until now or, before the first signature, what is known of somebody else of the facility contradicts it. `null` when
 * nothing does. The authority's word alone would let it put any doctor's name under a prescription.
 */
export async function judgeName(
  db: Pick<Database, 'sql'>,
  { staffKey, knownSubject }: { staffKey: Id<'staff'>; knownSubject: Uint8Array | null },
  certificate: Uint8Array,
): Promise<string | null> {
  const { hash } = readSubject(certificate)
  const shown = `shown ${toBase64Url(hash)}`
  if (knownSubject !== null) {
    return equalBytes(knownSubject, hash) ? null : `${shown}, known ${toBase64Url(knownSubject)}`
  }
  const other = await findContradiction(db, staffKey, hash)
  return other === null ? null : `${shown}, contradicts ${other}`
}
