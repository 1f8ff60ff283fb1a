import { randomBytes } from 'node:crypto'
import { createTestHierarchy } from '@/lib/authority/credentials/authorities/create-test-hierarchy'
import { refreshCrls } from '@/lib/authority/credentials/crls/refresh-crls'
import { makeCertificate } from '@/lib/authority/credentials/make-certificate'
import type { Holder } from '@/lib/authority/holders/holder'
import { vaultTokenPlace } from '@/lib/facility/token-vault/vault-token'
import { utf8 } from '@/lib/kernel/bytes'
import { newId } from '@/lib/kernel/ids'
import { keyBindingMac } from '@/lib/keystore/key-binding'
import type { GeneratedKey, SigningKeyAlgorithm } from '@/lib/keystore/signing-keystore'
import { hashToken, newToken } from '@/lib/keystore/token'
import type { BenchWorld } from './bench-world'

/** A doctor who has signed in for the day: whom an EMR names, and what the facility's vault holds. */
export type BenchSigner = { staffCode: string; accessToken: string; credentialId: string; holderId: string }

export type BenchSigners = Record<SigningKeyAlgorithm, BenchSigner[]> & {
  /** Keys of P-256 under a certificate that is another's: good for signing hashes, not for documents. */
  others: BenchSigner[]
}

type Person = BenchSigner & {
  holder: Holder
  algorithm: SigningKeyAlgorithm
  key: GeneratedKey & { id: string; algorithm: SigningKeyAlgorithm }
  vaultTokenId: string
}
type Issued = Awaited<ReturnType<typeof makeCertificate>>

const atOnce = 4
const hoursMs = 3_600_000

/**
 * Enters `credentials` doctors as the use cases would have left them, each with a key of their own, a second certificate and a sign-in
 * of today: `certified` with an RSA-2048 key and as many with a P-256 key are certified by the test hierarchy. The rest, only there
 * to fill the tables, have P-256 keys, which cost next to nothing to make.
 */
export async function seedSigners(
  world: BenchWorld,
  { certified, credentials }: { certified: number; credentials: number },
): Promise<BenchSigners> {
  const { authority } = world.contexts
  await createTestHierarchy(authority)
  await refreshCrls(authority)
  const real = [
    ...(await inParallel(certified, () => newPerson(world, 'rsa-2048'))),
    ...(await inParallel(certified, () => newPerson(world, 'p-256'))),
  ]
  const others = await inParallel(Math.max(0, credentials - real.length), () => newPerson(world, 'p-256'))
  const issued: Issued[] = []
  for (const { holder, key } of real) issued.push(await makeCertificate(authority, holder, key))
  const [, model] = [issued[0], issued[certified]]
  if (model === undefined) throw new Error('there is no certificate')
  const copies = others.map(({ holder, key }) => ({
    ...model,
    holderId: holder.id,
    keyId: key.id,
    serialNumber: randomBytes(16).toString('hex'),
  }))
  await enter(world, [...real, ...others], [...issued, ...copies])
  await world.sql`VACUUM (ANALYZE) authority.holder, authority.access_token, authority.signing_key, authority.credential,
    facility.staff, facility.vault_token`
  await world.sql`CHECKPOINT`
  return {
    'rsa-2048': real.slice(0, certified).map(toSigner),
    'p-256': real.slice(certified).map(toSigner),
    others: others.map(toSigner),
  }
}

function toSigner({ staffCode, accessToken, credentialId, holderId }: Person): BenchSigner {
  return { staffCode, accessToken, credentialId, holderId }
}

async function newPerson({ contexts }: BenchWorld, algorithm: SigningKeyAlgorithm): Promise<Person> {
  const generated = await contexts.authority.signingKeystore.generate(algorithm)
  const holderId = newId('holder')
  const number = newToken(16)
  const holder: Holder = {
    id: holderId,
    subject: newId('holder'),
    userHandle: new Uint8Array(randomBytes(64)),
    nameKanji: `計測 ${number}`,
    nameKana: 'ケイソク',
    nameRomaji: 'Keisoku Test',
    qualification: 'physician',
    registryNumber: number,
    disabledAt: null,
    pausedUntil: null,
  }
  return {
    holderId,
    holder,
    algorithm,
    key: { ...generated, id: newId('signingKey'), algorithm },
    staffCode: `S${number.replaceAll(/[^0-9A-Za-z]/g, '')}`.slice(0, 20),
    accessToken: newToken(32),
    credentialId: newId('credential'),
    vaultTokenId: newId('vaultToken'),
  }
}

async function enter(world: BenchWorld, people: readonly Person[], issued: readonly Issued[]): Promise<void> {
  await enterAtAuthority(world, people, issued)
  await enterAtFacility(world, people)
}

async function enterAtAuthority({ contexts }: BenchWorld, people: readonly Person[], issued: readonly Issued[]) {
  const { db, keyring } = contexts.authority
  const { prisma } = db
  const client = await prisma.facilityClient.findFirstOrThrow()
  await prisma.holder.createMany({
    data: people.map(({ holder: { disabledAt: _disabledAt, pausedUntil: _pausedUntil, ...holder } }) => holder),
  })
  await prisma.accessToken.createMany({
    data: people.map(({ accessToken, holderId }) => ({
      id: newId('accessToken'),
      tokenHash: hashToken(accessToken),
      holderId,
      facilityClientId: client.id,
      method: 'fido' as const,
      scope: 'sign',
      terminalName: '計測端末',
      place: '計測棟1階',
      expiresAt: new Date(Date.now() + 18 * hoursMs),
    })),
  })
  await prisma.signingKey.createMany({
    data: people.map(({ credentialId, holderId, algorithm, key: { id, publicKey, wrapped } }) => ({
      ...wrapped,
      id,
      publicKey,
      algorithm: algorithm === 'rsa-2048' ? ('rsa_2048' as const) : ('p_256' as const),
      state: 'assigned' as const,
      assignedAt: new Date(),
      bindingMac: keyBindingMac(keyring, { algorithm, publicKey, wrapped, credentialId, holderId }),
    })),
  })
  await prisma.credential.createMany({
    data: people.flatMap(({ credentialId }, index) => {
      const made = issued[index]
      return made === undefined ? [] : [{ ...made, id: credentialId }]
    }),
  })
}

async function enterAtFacility({ contexts, hospital }: BenchWorld, people: readonly Person[]): Promise<void> {
  const { db, keyring } = contexts.facility
  const { facilityId } = hospital
  const { prisma } = db
  const staff = people.map((person) => ({ ...person, staffId: newId('staff') }))
  await prisma.staff.createMany({
    data: staff.map(({ staffId, staffCode, holder }) => ({
      id: staffId,
      facilityId,
      staffCode,
      displayName: holder.nameKanji,
      kana: 'ケイソク',
      department: '計測科',
      role: 'physician' as const,
      holderSubject: holder.subject,
    })),
  })
  await prisma.vaultToken.createMany({
    data: staff.map(({ staffId, vaultTokenId, accessToken }) => ({
      id: vaultTokenId,
      facilityId,
      staffId,
      sealedToken: keyring.seal(utf8(accessToken), vaultTokenPlace(vaultTokenId)),
      method: 'fido',
      signedInAt: hospital.terminals[0]?.terminalId ?? '',
      issuedAt: new Date(),
      expiresAt: new Date(Date.now() + 18 * hoursMs),
      checkedAt: new Date(Date.now() + hoursMs),
    })),
  })
}

async function inParallel<Result>(count: number, make: () => Promise<Result>): Promise<Result[]> {
  const results: Result[] = []
  let left = count
  const worker = async () => {
    while (left > 0) {
      left -= 1
      results.push(await make())
    }
  }
  await Promise.all(Array.from({ length: atOnce }, worker))
  return results
}
