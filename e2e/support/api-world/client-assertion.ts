import { createAssertionSigner } from '@/lib/facility/authority-port/client-assertion'
import { openAuthorityCredentials } from '@/lib/facility/facilities/authority-key'
import type { SeedContexts } from '@/prisma/seed/seed-hospital'
import type { Place } from './seed-people'

const sign = createAssertionSigner()

/** An assertion of that hospital's, for one use at that audience (RFC 7523 §3). */
export async function assertClient({ facility }: SeedContexts, place: Place, audience: string): Promise<string> {
  return sign(await openAuthorityCredentials(facility, place.hospital.facilityId), audience)
}
