import type { Transaction } from '@/lib/db/database'
import { parseCertificate } from '@/lib/pki/certificate'
import { readDer } from '@/lib/pki/der/read-der'
import { isSameName, type Name, parseName } from '@/lib/pki/name'
import { listTakenSubjects } from './certificate-authority-request.store'

/**
 * One of the names that an authority of ours has or asks for; with `above`, or that one above ours has. Two authorities of one name
 * would answer for each other's CRLs. `null` when there is none.
 */
export async function findTakenSubject(
  tx: Transaction,
  names: readonly Name[],
  { above }: { above: boolean },
): Promise<Name | null> {
  const taken = (await listTakenSubjects(tx, { above })).map(({ subject, certificate }) =>
    certificate === null ? parseName(readDer(subject)) : parseCertificate(certificate).subject,
  )
  return names.find((name) => taken.some((other) => isSameName(other, name))) ?? null
}
