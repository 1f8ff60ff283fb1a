import type { Certificate } from '@/lib/pki/certificate'

const dayMs = 86_400_000
/** An authority that issues for less than this, or for less than a certificate lives, is not worth having. */
const leastDays = 30

/** When the first certificate of a path ends, and with it everything below. */
export function pathEnd(path: readonly Certificate[]): Date {
  return new Date(Math.min(...path.map(({ notAfter }) => notAfter.getTime())))
}

/** What a path has to reach so that anything is issued from it. */
export function leastPathEnd({ at, credentialDays }: { at: Date; credentialDays: number }): Date {
  return new Date(at.getTime() + Math.min(leastDays, credentialDays) * dayMs)
}
