import { randomBytes } from 'node:crypto'
import type { Database } from '@/lib/db/database'
import { newId } from '@/lib/kernel/ids'
import { createSoftAuthenticator, type SoftAuthenticator } from '@/lib/webauthn/testing/soft-authenticator'

export type BenchDoctor = { staffCode: string; authenticator: SoftAuthenticator }

type Place = { facilityId: string; authorityUrl: string }

/** `count` doctors who have registered a phone, entered row by row as the use cases would have left them. */
export async function seedDoctors(
  { prisma }: Pick<Database, 'prisma'>,
  { facilityId, authorityUrl }: Place,
  count: number,
): Promise<BenchDoctor[]> {
  const run = randomBytes(3).toString('hex')
  const rpId = new URL(authorityUrl).hostname
  const people = Array.from({ length: count }, (_, index) => {
    const userHandle = randomBytes(64)
    const options = { rpId, origin: authorityUrl, userHandle: userHandle.toString('base64url') }
    const name = `計測 ${run} ${index}`
    const ids = {
      holderId: newId('holder'),
      phoneId: newId('phone'),
      staffKey: newId('staff'),
      subject: newId('holder'),
    }
    const staffCode = `D${run}${index}`
    return { ...ids, userHandle, name, staffCode, authenticator: createSoftAuthenticator(options) }
  })
  await prisma.holder.createMany({
    data: people.map(({ holderId, subject, userHandle, name, staffCode }) => ({
      id: holderId,
      subject,
      userHandle,
      nameKanji: name,
      nameKana: 'ケイソク',
      nameRomaji: 'Keisoku',
      qualification: 'physician' as const,
      registryNumber: staffCode,
    })),
  })
  await prisma.phone.createMany({
    data: people.map(({ phoneId, holderId, authenticator }) => ({
      id: phoneId,
      holderId,
      credentialId: authenticator.credentialId,
      publicKey: authenticator.publicKey(),
      algorithm: -7,
      counter: 0,
      backupEligible: false,
      backedUp: false,
      transports: ['internal'],
      attestationFormat: 'none',
      attestationObject: new Uint8Array(200),
      rpId,
      name: '計測',
      trialAt: new Date(),
    })),
  })
  await prisma.staff.createMany({
    data: people.map(({ staffKey, staffCode, name, subject }) => ({
      id: staffKey,
      facilityId,
      staffCode,
      displayName: name,
      kana: 'ケイソク',
      department: '計測科',
      profession: 'physician' as const,
      holderSubject: subject,
    })),
  })
  return people.map(({ staffCode, authenticator }) => ({ staffCode, authenticator }))
}
