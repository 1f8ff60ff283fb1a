import { randomBytes } from 'node:crypto'
import { createTestHierarchy } from '@/lib/authority/certificate-authorities/create-test-hierarchy'
import { refreshCrls } from '@/lib/authority/certificate-authorities/crls/refresh-crls'
import { makeCertificate } from '@/lib/authority/credentials/make-certificate'
import type { Holder } from '@/lib/authority/holders/holder'
import { vaultTokenPlace } from '@/lib/facility/token-vault/vault-token'
import { utf8 } from '@/lib/kernel/bytes'
import { newId } from '@/lib/kernel/ids'
import { keyBindingMac } from '@/lib/keystore/key-binding'
import type { GeneratedKey } from '@/lib/keystore/signing-keystore'
import { hashToken, newToken } from '@/lib/keystore/token'
import type { SigningKeyAlgorithm } from '@/lib/vocabulary/settings/signing-key-algorithm'
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
}
type Issued = Awaited<ReturnType<typeof makeCertificate>>

const atOnce = 4

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
  const people = [...real, ...others]
  await enterAtAuthority(world, people, issued)
  await enterAtFacility(world, people)
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
  }
  return {
    holderId,
    holder,
    algorithm,
    key: { ...generated, id: newId('signingKey'), algorithm },
    staffCode: `S${number.replaceAll(/[^0-9A-Za-z]/g, '')}`.slice(0, 20),
    accessToken: newToken(32),
    credentialId: newId('credential'),
  }
}

async function enterAtAuthority({ contexts, sql }: BenchWorld, people: readonly Person[], issued: readonly Issued[]) {
  const { db, keyring } = contexts.authority
  const client = await db.prisma.facilityClient.findFirstOrThrow()
  const rows = people.map(({ holder, accessToken, algorithm, key, credentialId }, index) => ({
    ...{ holder_id: holder.id, subject: holder.subject, number: holder.registryNumber, credential_id: credentialId },
    ...{ user_handle: toBase64(holder.userHandle), token_hash: toBase64(hashToken(accessToken)) },
    ...{ key_id: key.id, algorithm, public_key: toBase64(key.publicKey), wrapped: toBase64(key.wrapped.wrapped) },
    ...{ wrapping_key_id: key.wrapped.wrappingKeyId, mechanism: key.wrapped.mechanism },
    binding_mac: toBase64(keyBindingMac(keyring, { ...key, credentialId, holderId: holder.id })),
    serial_number: issued[index]?.serialNumber ?? randomBytes(16).toString('hex'),
    certificate: toBase64(issued[index]?.certificate ?? new Uint8Array()),
  }))
  const model = issued.at(-1)
  if (model === undefined) throw new Error('there is no certificate')
  await sql.begin(async (tx) => {
    await tx`CREATE TEMPORARY TABLE person ON COMMIT DROP AS
      SELECT * FROM jsonb_to_recordset(${tx.json(rows)}) AS each (holder_id text, subject text, number text, credential_id text,
        user_handle text, token_hash text, key_id text, algorithm text, public_key text, wrapped text, wrapping_key_id text,
        mechanism text, binding_mac text, serial_number text, certificate text)`
    await tx`
      INSERT INTO authority.holder (id, subject, user_handle, name_kanji, name_kana, name_romaji, qualification, registry_number)
      SELECT holder_id, subject, decode(user_handle, 'base64'), '計測', 'ケイソク', 'Keisoku Test', 'physician', number FROM person`
    await tx`
      INSERT INTO authority.access_token (id, token_hash, holder_id, facility_client_id, method, scope, terminal_name, place,
        issued_at, expires_at)
      SELECT 'atk_' || holder_id, decode(token_hash, 'base64'), holder_id, ${client.id}, 'fido', 'sign', '計測端末', '計測棟1階',
        now(), now() + interval '18 hours' FROM person`
    await tx`
      INSERT INTO authority.signing_key (id, algorithm, public_key, state, keystore, wrapping_key_id, mechanism, wrapped, binding_mac,
        assigned_at)
      SELECT key_id, algorithm::authority.signing_key_algorithm, decode(public_key, 'base64'), 'assigned', 'sealed', wrapping_key_id,
        mechanism, decode(wrapped, 'base64'), decode(binding_mac, 'base64'), now() FROM person`
    await tx`
      INSERT INTO authority.credential (id, holder_id, key_id, certificate_authority_id, certificate, serial_number, role, not_before,
        not_after)
      SELECT credential_id, holder_id, key_id, ${model.certificateAuthorityId}, decode(CASE certificate WHEN '' THEN
        ${toBase64(model.certificate)} ELSE certificate END, 'base64'), serial_number, ${model.role}, ${model.notBefore}, ${model.notAfter}
      FROM person`
  })
}

async function enterAtFacility({ contexts, hospital, sql }: BenchWorld, people: readonly Person[]): Promise<void> {
  const { keyring } = contexts.facility
  const { facilityId } = hospital
  const terminalKey = hospital.terminals[0]?.terminalKey ?? ''
  const rows = people.map(({ staffCode, holder, accessToken }) => {
    const vaultTokenId = newId('vaultToken')
    const sealed = toBase64(keyring.seal(utf8(accessToken), vaultTokenPlace(vaultTokenId)))
    return { staff_id: newId('staff'), staff_code: staffCode, subject: holder.subject, token_id: vaultTokenId, sealed }
  })
  await sql.begin(async (tx) => {
    await tx`CREATE TEMPORARY TABLE person ON COMMIT DROP AS
      SELECT * FROM jsonb_to_recordset(${tx.json(rows)}) AS each (staff_id text, staff_code text, subject text, token_id text, sealed text)`
    await tx`
      INSERT INTO facility.staff (id, facility_id, staff_code, display_name, kana, department, profession, holder_subject)
      SELECT staff_id, ${facilityId}, staff_code, '計測', 'ケイソク', '計測科', 'physician', subject FROM person`
    await tx`
      INSERT INTO facility.vault_token (id, facility_id, staff_id, sealed_token, method, signed_in_at_terminal_id, issued_at,
        expires_at, checked_at)
      SELECT token_id, ${facilityId}, staff_id, decode(sealed, 'base64'), 'fido', ${terminalKey}, now(), now() + interval '18 hours',
        now() + interval '1 hour' FROM person`
  })
}

function toBase64(octets: Uint8Array): string {
  return Buffer.from(octets).toString('base64')
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
