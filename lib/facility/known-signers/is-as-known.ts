import type { Database } from '@/lib/db/database'
import { equalBytes } from '@/lib/kernel/bytes'
import { isKnownOfAnother } from './known-signer.store'
import { readSubject } from './read-subject'

/**
 * Whether a certificate that the authority shows is in the name in which this staff member has signed until now or, before the
 * first signature, at least not in the name of another one's. The authority's word alone would let it put any doctor's name under
 * a prescription.
 */
export async function isAsKnown(
  db: Pick<Database, 'sql'>,
  { staffId, knownSubject }: { staffId: string; knownSubject: Uint8Array | null },
  certificate: Uint8Array,
): Promise<boolean> {
  const { hash } = readSubject(certificate)
  return knownSubject === null ? !(await isKnownOfAnother(db, staffId, hash)) : equalBytes(knownSubject, hash)
}
