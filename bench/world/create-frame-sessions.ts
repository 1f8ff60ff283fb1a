import { type Id, newId } from '@/lib/kernel/ids'
import { hashToken, newToken } from '@/lib/keystore/token'
import type { BenchWorld } from './bench-world'
import { filledStaffKey } from './fill-tokens'

/** A frame's bearer, and the staff member whose state it shows. */
export type FrameOwner = { bearer: string; staffKey: Id<'staff'> }

/** Sessions of badges as the use cases leave them, fifteen minutes to live: some screens of each person whom `fillTokens` entered. */
export async function createFrameSessions(
  { contexts, hospital, emrOrigin }: BenchWorld,
  screensPerPerson: number,
  count: number,
): Promise<FrameOwner[]> {
  const { prisma } = contexts.facility.db
  const client = await prisma.emrClient.findFirstOrThrow()
  const owners = Array.from({ length: count }, (_, index) => ({
    bearer: newToken(32),
    staffKey: filledStaffKey(1 + Math.floor(index / screensPerPerson)),
    terminalKey: hospital.terminals[index % screensPerPerson]?.terminalKey ?? '',
  }))
  const soon = new Date(Date.now() + 900_000)
  await prisma.launch.createMany({
    data: owners.map(({ bearer, staffKey, terminalKey }) => ({
      id: newId('launch'),
      facilityId: hospital.facilityId,
      staffKey,
      terminalKey,
      emrClientId: client.id,
      purpose: 'badge' as const,
      parentOrigin: emrOrigin,
      ticketHash: hashToken(newToken(16)),
      ticketExpiresAt: soon,
      consumedAt: new Date(),
      sessionTokenHash: hashToken(bearer),
      sessionExpiresAt: soon,
    })),
  })
  return owners.map(({ bearer, staffKey }) => ({ bearer, staffKey }))
}
