import { expect, test } from 'vitest'
import { databaseBefore } from '@/lib/db/testing/earlier-database'

const earlier = databaseBefore('20261130220040_evidence_by_method_expand')
const { query } = earlier

/** Rows as the version before wrote them: a redeemed sign-in with evidence and token, one under way, one that ended. */
async function writeEarlierRows() {
  await query(`
    INSERT INTO authority.holder (id, subject, user_handle, name_kanji, name_kana, name_romaji, qualification, registry_number)
      VALUES ('hol_1', 'subject-1', '\\x01', '見本 花子', 'ミホン', 'Mihon', 'physician', '1');
    INSERT INTO authority.phone (id, holder_id, credential_id, public_key, algorithm, counter, backup_eligible, backed_up, transports,
      attestation_format, attestation_object, rp_id, name)
      VALUES ('pho_1', 'hol_1', 'credential', '\\x02', -7, 0, false, false, '{internal}', 'none', '\\x03', 'authority.localhost', 'phone');
    INSERT INTO authority.facility_client (id, client_id, name, jwks) VALUES ('fcl_1', 'facility-a', 'A', '{}');
    INSERT INTO authority.device_authorization (id, facility_client_id, holder_id, device_code_hash, user_code, qr_token,
      sealed_qr_secret, facility_name, terminal, terminal_name, place, department, staff_display_name, number_matching, match_choices,
      state, expires_at, ends_at, claimed_at, claim_secret_hash, match_number, number_matched_at, approved_at, phone_id, redeemed_at)
      VALUES ('dva_1', 'fcl_1', 'hol_1', '\\x04', 'AAAA', 'qr-1', '\\x05', 'A', 'ter_1', 'T', 'P', 'D', 'S', 'type', '{}', 'redeemed',
        now(), now(), now(), '\\x06', '42', now(), now(), 'pho_1', now());
    INSERT INTO authority.sign_in_evidence (id, device_authorization_id, credential_id, public_key, challenge_inputs,
      client_data_json, authenticator_data, signature, created_at)
      VALUES ('sev_1', 'dva_1', 'credential', '\\x0a', '{"version": 1, "rpId": "authority.localhost"}', '\\x0b', '\\x0c', '\\x0d',
        '2026-11-20T00:00:00Z');
    INSERT INTO authority.access_token (id, token_hash, holder_id, facility_client_id, phone_id, device_authorization_id, method, scope,
      terminal_name, place, issued_at, expires_at)
      VALUES ('atk_1', '\\x10', 'hol_1', 'fcl_1', 'pho_1', 'dva_1', 'fido', 'sign', 'T', 'P', '2026-11-20T00:00:00Z', '2026-11-20T18:00:00Z'),
        ('atk_2', '\\x11', 'hol_1', 'fcl_1', 'pho_1', NULL, 'fido', 'sign', 'T', 'P', '2026-11-20T00:00:00Z', '2026-11-20T18:00:00Z');
    INSERT INTO facility.facility (id, code, name, token_mode, number_matching, methods, expiring_seconds, authority_client_id,
      authority_key_id, sealed_authority_key) VALUES ('fac_1', 'H', 'H', 'central', 'type', '{fido}', 7200, 'facility-a', 'key', '\\x00');
    INSERT INTO facility.staff (id, facility_id, staff_code, display_name, kana, department, profession) VALUES
      ('stf_1', 'fac_1', 'D1', '見本 花子', 'ミホン', '内科', 'physician');
    INSERT INTO facility.terminal (id, facility_id, terminal_code, name, place, department) VALUES
      ('ter_1', 'fac_1', 'T1', 'T', 'P', 'D'), ('ter_2', 'fac_1', 'T2', 'T', 'P', 'D');
    INSERT INTO facility.emr_client (id, facility_id, client_id, name, origins) VALUES ('emr_1', 'fac_1', 'emr', 'EMR', '{}');
    INSERT INTO facility.launch (id, facility_id, staff_id, terminal_id, emr_client_id, purpose, parent_origin, ticket_hash,
      ticket_expires_at) VALUES ('lau_1', 'fac_1', 'stf_1', 'ter_1', 'emr_1', 'sign_in', 'https://emr', '\\x20', now());
    INSERT INTO facility.sign_in (id, facility_id, staff_id, terminal_id, launch_id, method, state, device_authorization_id,
      sealed_device_code, qr_token, sealed_qr_secret, match_number, second_scans, started_at, expires_at, ended_at, version)
      VALUES ('sin_1', 'fac_1', 'stf_1', 'ter_1', 'lau_1', 'fido', 'claimed', 'dva_2', '\\x31', 'qr-2', '\\x32', '73', 2, now(), now(), NULL, 7),
        ('sin_2', 'fac_1', 'stf_1', 'ter_1', 'lau_1', 'fido', 'denied', 'dva_3', NULL, 'qr-3', NULL, NULL, 1, now(), now(), now(), 4),
        ('sin_3', 'fac_1', 'stf_1', 'ter_2', 'lau_1', 'fido', 'starting', NULL, NULL, NULL, NULL, NULL, 0, NULL, now(), NULL, 0);`)
}

const hex = (bytes: Buffer | null) => bytes?.toString('hex') ?? null

test('rows of the version before keep every value in the tables of their method', async () => {
  await writeEarlierRows()
  await earlier.migrateTo('20261130220045_qr_sign_in_contract')

  expect(await query('SELECT id, holder_id, method::text, created_at FROM authority.sign_in_evidence')).toEqual([
    { id: 'sev_1', holder_id: 'hol_1', method: 'fido', created_at: new Date('2026-11-20T00:00:00Z') },
  ])
  const [proof] = await query<Record<string, Buffer>>('SELECT * FROM authority.webauthn_evidence')
  expect(proof).toMatchObject({
    evidence_id: 'sev_1',
    device_authorization_id: 'dva_1',
    credential_id: 'credential',
    challenge_inputs: { version: 1, rpId: 'authority.localhost' },
  })
  const signed = ['public_key', 'client_data_json', 'authenticator_data', 'signature']
  expect(signed.map((column) => hex(proof?.[column] ?? null))).toEqual(['0a', '0b', '0c', '0d'])
  expect(await query('SELECT id, evidence_id, phone_id, method::text FROM authority.access_token ORDER BY id')).toEqual(
    [
      { id: 'atk_1', evidence_id: 'sev_1', phone_id: 'pho_1', method: 'fido' },
      { id: 'atk_2', evidence_id: null, phone_id: 'pho_1', method: 'fido' },
    ],
  )

  expect(await query('SELECT id, state::text, version FROM facility.sign_in ORDER BY id')).toEqual([
    { id: 'sin_1', state: 'claimed', version: '7' },
    { id: 'sin_2', state: 'denied', version: '4' },
    { id: 'sin_3', state: 'starting', version: '0' },
  ])
  const codes = await query<Record<string, Buffer>>('SELECT * FROM facility.qr_sign_in ORDER BY sign_in_id')
  const secrets = (row: Record<string, Buffer> | undefined) =>
    [row?.['sealed_device_code'], row?.['sealed_qr_secret']].map((each) => hex(each ?? null))
  expect(codes).toMatchObject([
    { sign_in_id: 'sin_1', device_authorization_id: 'dva_2', qr_token: 'qr-2', match_number: '73', second_scans: 2 },
    { sign_in_id: 'sin_2', device_authorization_id: 'dva_3', qr_token: 'qr-3', match_number: null, second_scans: 1 },
  ])
  expect(codes.map(secrets)).toEqual([
    ['31', '32'],
    [null, null],
  ])
})

test('L5 evidence cannot be changed or removed in either table', async () => {
  const changes = [
    "UPDATE authority.webauthn_evidence SET credential_id = 'x'",
    'DELETE FROM authority.webauthn_evidence',
    'TRUNCATE authority.webauthn_evidence',
    'UPDATE authority.sign_in_evidence SET created_at = now()',
    'DELETE FROM authority.sign_in_evidence',
  ]
  for (const change of changes) await expect(query(change), change).rejects.toThrow('append-only')
})

test('a sign-in that ends keeps no secret, and takes none afterwards', async () => {
  await query("UPDATE facility.sign_in SET state = 'cancelled', ended_at = now() WHERE id = 'sin_1'")
  const secrets =
    'SELECT sealed_device_code, sealed_qr_secret, match_number, device_authorization_id FROM facility.qr_sign_in'
  expect(await query(`${secrets} WHERE sign_in_id = 'sin_1'`)).toEqual([
    { sealed_device_code: null, sealed_qr_secret: null, match_number: null, device_authorization_id: 'dva_2' },
  ])
  for (const column of ["sealed_device_code = '\\x01'", "sealed_qr_secret = '\\x01'", "match_number = '42'"]) {
    const write = `UPDATE facility.qr_sign_in SET ${column} WHERE sign_in_id = 'sin_1'`
    await expect(query(write), column).rejects.toThrow('a sign-in that has ended keeps no secret')
  }
})

test('AT-61 one proof cannot carry two tokens', async () => {
  await expect(query("UPDATE authority.access_token SET evidence_id = 'sev_1' WHERE id = 'atk_2'")).rejects.toThrow(
    'access_token_evidence_id_key',
  )
})
