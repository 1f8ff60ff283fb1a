import type postgres from 'postgres'
import type { Id } from '@/lib/kernel/ids'
import type { BenchWorld } from './bench-world'

const people = 2_000

/** Text of the token that `fillTokens` stored as number `index`, from 1. */
export function filledToken(index: number): string {
  return `fill-token-${index}`
}

/** Staff code of the person that `fillTokens` entered as number `index`, from 1. */
export function filledStaffCode(index: number): string {
  return `F${String(index).padStart(5, '0')}`
}

/** Id of that person. */
export function filledStaffKey(index: number): Id<'staff'> {
  return `stf_fill_${index}`
}

/**
 * Fills both sides with 2,000 people: `count` tokens at the authority, all live, and as many in the vault, of each person the
 * newest live and the others past, each with the sign-in it came from, one a day. Tables are analysed, so that plans are those of
 * a database that has been running.
 */
export async function fillTokens(world: BenchWorld, count: number): Promise<{ people: number }> {
  const { sql, hospital } = world
  const client = await world.contexts.authority.db.prisma.facilityClient.findFirstOrThrow()
  const terminalKey = hospital.terminals[0]?.terminalKey ?? ''
  await sql.begin(async (tx) => {
    // Foreign keys of generated rows are right by construction; checking a million of them would only take time.
    await tx`SET LOCAL session_replication_role = replica`
    await fillPeople(tx, hospital.facilityId)
    await tx`
      INSERT INTO authority.access_token (id, token_hash, holder_id, facility_client_id, phone_id, method, scope,
        terminal_name, place, issued_at, expires_at)
      SELECT 'atk_fill_' || i, sha256(convert_to('fill-token-' || i, 'UTF8')), 'hol_fill_' || (i % ${people} + 1),
        ${client.id}, 'pho_fill_' || (i % ${people} + 1), 'fido', 'sign', '計測端末', '計測棟1階', now(),
        now() + interval '18 hours'
      FROM generate_series(1, ${count}::int) AS i`
    await tx`
      INSERT INTO facility.vault_token (id, facility_id, staff_id, sealed_token, method, signed_in_at_terminal_id, issued_at,
        expires_at, ended_at, end_reason, checked_at, revoked_at)
      SELECT 'vlt_fill_' || i, ${hospital.facilityId}, 'stf_fill_' || (i % ${people} + 1), decode(repeat('00', 72), 'hex'),
        'fido', ${terminalKey}, now() - day, now() - day + interval '18 hours',
        CASE WHEN i > ${people} THEN now() - day + interval '18 hours' END, CASE WHEN i > ${people} THEN 'expired' END,
        now() + interval '1 hour', NULL
      FROM generate_series(1, ${count}::int) AS i, LATERAL (SELECT make_interval(days => (i - 1) / ${people}) AS day) AS age`
    await tx`
      INSERT INTO facility.sign_in (id, facility_id, staff_id, terminal_id, launch_id, method, state, created_at, started_at,
        expires_at, ended_at, version)
      SELECT 'sin_fill_' || i, ${hospital.facilityId}, 'stf_fill_' || (i % ${people} + 1), ${terminalKey}, 'lau_fill_' || i,
        'fido', 'signed_in', now() - day - interval '2 hours', now() - day - interval '2 hours', now() - day - interval '1 hour',
        now() - day - interval '1 hour', 5
      FROM generate_series(1, ${count}::int) AS i, LATERAL (SELECT make_interval(days => (i - 1) / ${people}) AS day) AS age`
  })
  await sql`VACUUM (ANALYZE) authority.access_token, authority.holder, authority.phone, facility.vault_token,
    facility.sign_in, facility.staff`
  await sql`CHECKPOINT`
  return { people }
}

async function fillPeople(tx: postgres.TransactionSql, facilityId: string): Promise<void> {
  await tx`
    INSERT INTO authority.holder (id, subject, user_handle, name_kanji, name_kana, name_romaji, qualification, registry_number)
    SELECT 'hol_fill_' || i, 'fill-subject-' || i, sha256(convert_to('fill-handle-' || i, 'UTF8')), '計測 ' || i, 'ケイソク',
      'Keisoku', 'physician', 'fill-' || i FROM generate_series(1, ${people}::int) AS i`
  await tx`
    INSERT INTO authority.phone (id, holder_id, credential_id, public_key, algorithm, counter, backup_eligible, backed_up,
      transports, attestation_format, attestation_object, rp_id, name)
    SELECT 'pho_fill_' || i, 'hol_fill_' || i, 'fill-credential-' || i, decode(repeat('00', 77), 'hex'), -7, 0, false, false,
      ARRAY['internal'], 'none', decode(repeat('00', 200), 'hex'), 'authority.localhost', '計測'
    FROM generate_series(1, ${people}::int) AS i`
  await tx`
    INSERT INTO facility.staff (id, facility_id, staff_code, display_name, kana, department, profession, holder_subject)
    SELECT 'stf_fill_' || i, ${facilityId}, 'F' || lpad(i::text, 5, '0'), '計測 ' || i, 'ケイソク', '計測科', 'physician',
      'fill-subject-' || i FROM generate_series(1, ${people}::int) AS i`
}
