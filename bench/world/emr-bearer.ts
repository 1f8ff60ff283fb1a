import { hashToken, newToken } from '@/lib/keystore/token'
import type { BenchWorld } from './bench-world'

/** A bearer of the hospital's EMR back end that outlasts the run. */
export async function createEmrBearer({ contexts, hospital }: BenchWorld): Promise<string> {
  const { prisma } = contexts.facility.db
  const client = await prisma.emrClient.findUniqueOrThrow({ where: { clientId: hospital.emrClient.clientId } })
  const bearer = newToken(32)
  const expiresAt = new Date(Date.now() + 3_600_000)
  await prisma.emrAccessToken.create({ data: { tokenHash: hashToken(bearer), emrClientId: client.id, expiresAt } })
  return bearer
}
