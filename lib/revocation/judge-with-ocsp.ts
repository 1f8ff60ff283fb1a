import type { Crl } from '@/lib/pki/crl'
import type { FindOcspAnswer } from '@/lib/pki/path/path'
import type { OcspSource } from './ocsp-source'

/** Judges with what is known, and once more where responders that had to be asked know more. */
export async function judgeWithOcsp<Verdict>(
  source: OcspSource,
  crls: readonly Crl[],
  judge: (find: FindOcspAnswer) => Verdict,
): Promise<Verdict> {
  const session = source.open(crls)
  const verdict = judge(session.find)
  return (await session.settle()) ? judge(session.find) : verdict
}
