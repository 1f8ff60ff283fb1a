import { describe, expect, test } from 'vitest'
import { disableFacilityClient } from '../facility-clients/disable-facility-client'
import { disableHolder } from '../holder-changes/disable-holder'
import { testOrigin } from '../testing/authority-world'
import { documentHash, type Signer, signatureWorld } from '../testing/signature-world'
import { authenticateBearer } from './bearer/authenticate-bearer'
import { sadMac } from './ledger/ledger-mac'
import { findSad } from './ledger/sad.store'

const world = signatureWorld()
const { db, context } = world
const h = documentHash

type Case = {
  name: string
  code: string
  /** Whose hand reaches for it, and what is done before. */
  attempt: (signer: Signer, sad: string) => Promise<unknown>
}

const anotherHand: Case[] = [
  {
    name: 'credential of another holder',
    code: 'signature.credential_unknown',
    attempt: async (signer, sad) =>
      world.sign({ ...signer, credential: (await world.signer()).credential }, sad, [h(1)]),
  },
  {
    name: 'no credential at all',
    code: 'signature.credential_unknown',
    attempt: (signer, sad) =>
      world.sign({ ...signer, credential: { ...signer.credential, id: 'crd_none' } }, sad, [h(1)]),
  },
  {
    name: 'another credential of the same holder',
    code: 'signature.sad_invalid',
    attempt: async (signer, sad) =>
      world.sign({ ...signer, credential: await world.newCredential(signer.credential.holderId) }, sad, [h(1)]),
  },
  {
    name: 'SAD of another holder',
    code: 'signature.sad_invalid',
    attempt: async (signer, _) => {
      const other = await world.signer()
      return world.sign(signer, await world.authorize(other, [h(1)]), [h(1)])
    },
  },
  {
    name: 'SAD of another token of the same holder at the same facility',
    code: 'signature.sad_invalid',
    attempt: async (signer, sad) => {
      const { token } = await world.signIn(signer.client, signer.person)
      const bearer = await authenticateBearer(context, token.access_token, testOrigin)
      return world.sign({ ...signer, bearer }, sad, [h(1)])
    },
  },
  {
    name: 'SAD of another facility, same holder',
    code: 'signature.sad_invalid',
    attempt: async (signer, sad) => {
      const { token } = await world.signIn(await world.newClient('ほかの病院'), signer.person)
      const bearer = await authenticateBearer(context, token.access_token, testOrigin)
      return world.sign({ ...signer, bearer }, sad, [h(1)])
    },
  },
  {
    name: 'SAD that nobody issued',
    code: 'signature.sad_invalid',
    attempt: (signer) => world.sign(signer, 'x', [h(1)]),
  },
  {
    name: 'hash that was not authorised',
    code: 'signature.hash_not_authorized',
    attempt: (signer, sad) => world.sign(signer, sad, [h(2)]),
  },
  {
    name: 'one more hash',
    code: 'signature.hash_not_authorized',
    attempt: (signer, sad) => world.sign(signer, sad, [h(1), h(2)]),
  },
  {
    name: 'the hash twice',
    code: 'signature.hash_not_authorized',
    attempt: (signer, sad) => world.sign(signer, sad, [h(1), h(1)]),
  },
]

const afterChange: (Case & { change: (signer: Signer) => Promise<unknown> })[] = (
  [
    ['suspended certificate', 'signature.credential_disabled', (s) => setState(s, 'suspended')],
    ['revoked certificate', 'signature.credential_disabled', (s) => setState(s, 'revoked')],
    ['destroyed key', 'signature.credential_disabled', destroyKey],
    ['certificate past its end', 'signature.certificate_expired', (s) => moveCertificate(s, '-2 years')],
    ['certificate before its beginning', 'signature.credential_disabled', (s) => moveCertificate(s, '1 year')],
    ['revoked token', 'signature.token_ended', ({ bearer }) => end('access_token', bearer.accessTokenId)],
    ['removed phone', 'signature.token_ended', ({ person }) => end('phone', person.phone.id)],
    [
      'disabled holder',
      'signature.token_ended',
      ({ person }) => disableHolder(context, { holderId: person.holder.id, reason: 'test' }, testOrigin),
    ],
    [
      'disabled facility',
      'signature.token_ended',
      ({ client }) => disableFacilityClient(context, { clientId: client.clientId, reason: 'test' }, testOrigin),
    ],
    [
      'expired token',
      'signature.token_ended',
      ({ bearer }) => db.sql`
        UPDATE authority.access_token SET expires_at = clock_timestamp() - interval '1 s' WHERE id = ${bearer.accessTokenId}`,
    ],
    ['expired authorisation', 'signature.sad_expired', expireSad],
  ] as const satisfies readonly (readonly [string, string, (signer: Signer) => Promise<unknown>])[]
).map(([name, code, change]) => ({ name, code, change, attempt: (signer, sad) => world.sign(signer, sad, [h(1)]) }))

describe('sole control', () => {
  test.each(anotherHand)('$name is refused, audited and costs nothing', async ({ code, attempt }) => {
    const signer = await world.signer()
    const sad = await world.authorize(signer, [h(1)])
    await expect(attempt(signer, sad)).rejects.toMatchObject({ code })
    expect(await refusalsOf(code)).toBeGreaterThan(0)
    expect(await world.sign(signer, sad, [h(1)])).toHaveLength(1)
  })

  test('a used authorisation is refused', async () => {
    const signer = await world.signer()
    const sad = await world.authorize(signer, [h(1)])
    await world.sign(signer, sad, [h(1)])
    await expect(world.sign(signer, sad, [h(1)])).rejects.toMatchObject({ code: 'signature.sad_invalid' })
    expect(await refusalsOf('signature.sad_invalid')).toBeGreaterThan(0)
  })

  test.each(afterChange)(
    '$name is refused and audited; before the change it signs',
    async ({ code, change, attempt }) => {
      const signer = await world.signer()
      const [first, second] = [await world.authorize(signer, [h(1)]), await world.authorize(signer, [h(1)])]
      expect(await attempt(signer, first)).toHaveLength(1)
      await change(signer)
      await expect(attempt(signer, second)).rejects.toMatchObject({ code })
      expect(await world.auditOf(signer.bearer.accessTokenId)).toContainEqual(
        expect.stringContaining(`signature.reserve failure ${code}`),
      )
      expect(await world.unitsOf(signer.credential)).toEqual({ consumed: 1, authorized: 1 })
    },
  )

  test.each([
    { role: 'Medical Doctor', may: 'prescription', not: 'dispensing' },
    { role: 'Dentist', may: 'prescription', not: 'dispensing' },
    { role: 'Pharmacist', may: 'dispensing', not: 'prescription' },
    { role: 'Nurse', may: null, not: 'prescription' },
  ] as const)('$role may not sign a $not', async ({ role, may, not }) => {
    const signer = await world.signer({ role })
    await expect(world.authorize(signer, [h(1)], { documentKind: not })).rejects.toMatchObject({
      code: 'signature.document_kind_unfit',
    })
    expect(await world.auditOf(signer.bearer.accessTokenId)).toContainEqual(
      expect.stringContaining('activation.authorize failure signature.document_kind_unfit'),
    )
    const sad = await world.authorize(signer, [h(1)], { documentKind: may })
    expect(await world.sign(signer, sad, [h(1)])).toHaveLength(1)
  })

  test('more hashes than signatures, and more signatures than the limit, are refused', async () => {
    const signer = await world.signer()
    const refused = { code: 'signature.budget_exceeded' }
    await expect(world.authorize(signer, [h(1), h(2)], { numSignatures: 1 })).rejects.toMatchObject(refused)
    await expect(world.authorize(signer, [h(1)], { numSignatures: 1_001 })).rejects.toMatchObject(refused)
    expect(await world.authorize(signer, [h(1)], { numSignatures: 1_000 })).toBeTruthy()
  })
})

describe('a row edited behind the application stops signing and raises an alarm', () => {
  test.each([
    ['activation', 'UPDATE authority.activation SET num_signatures = 9'],
    ['activation', `UPDATE authority.activation SET document_kind = 'dispensing'`],
    ['activation', `UPDATE authority.activation SET expires_at = expires_at + interval '1 day'`],
    ['sad', `UPDATE authority.sad SET expires_at = expires_at + interval '1 day'`],
    ['sad_unit', `UPDATE authority.sad_unit SET hash = sha256('forged') WHERE state = 'authorized'`],
    [
      'sad_unit',
      `INSERT INTO authority.sad_unit (sad_id, ordinal, hash) SELECT id, 2, sha256('forged') FROM authority.sad WHERE state = 'active'`,
    ],
    [
      'sad_unit',
      `INSERT INTO authority.sad_unit (sad_id, ordinal, hash, replaces) SELECT id, 3, sha256('forged'), 1 FROM authority.sad WHERE state = 'active'`,
    ],
    ['signing_key', `UPDATE authority.signing_key SET wrapped = wrapped || '\\x00' WHERE state = 'assigned'`],
    ['signing_key', `UPDATE authority.signing_key SET wrapping_key_id = 'other' WHERE state = 'assigned'`],
  ])('%s: %s', async (table, statement) => {
    const signer = await world.signer()
    const sad = await world.authorize(signer, [h(1)])
    await db.sql.unsafe(`ALTER TABLE authority.${table} DISABLE TRIGGER USER`)
    try {
      await db.sql.unsafe(statement)
    } finally {
      await db.sql.unsafe(`ALTER TABLE authority.${table} ENABLE TRIGGER USER`)
    }
    await expect(world.sign(signer, sad, [h(1)])).rejects.toMatchObject({ code: 'signature.record_altered' })
    expect(await world.auditOf(signer.bearer.accessTokenId)).toContainEqual(
      expect.stringContaining('signature.reserve failure signature.record_altered'),
    )
  })

  test('a key given to another credential does not sign for it', async () => {
    const [thief, victim] = [await world.signer(), await world.signer()]
    const sad = await world.authorize(thief, [h(1)])
    await db.sql`
      WITH keys AS (SELECT id, key_id FROM authority.credential WHERE id IN (${thief.credential.id}, ${victim.credential.id}))
      UPDATE authority.signing_key AS key SET binding_mac = other.binding_mac, wrapped = other.wrapped
      FROM keys AS mine, keys AS theirs, authority.signing_key AS other
      WHERE mine.id = ${thief.credential.id} AND theirs.id = ${victim.credential.id} AND key.id = mine.key_id AND other.id = theirs.key_id`
    await expect(world.sign(thief, sad, [h(1)])).rejects.toMatchObject({ code: 'signature.record_altered' })
  })
})

async function refusalsOf(code: string): Promise<number> {
  const [row] = await db.sql<{ count: number }[]>`
    SELECT count(*)::int AS count FROM authority.audit_event
    WHERE action = 'signature.reserve' AND outcome = 'failure' AND record::jsonb ->> 'code' = ${code}`
  return row?.count ?? 0
}

async function setState({ credential }: Signer, state: 'suspended' | 'revoked') {
  await db.sql`
    UPDATE authority.credential SET state = ${state}::authority.credential_state, suspended_at = now(),
      revoked_at = CASE WHEN ${state} = 'revoked' THEN now() END,
      revocation_reason = CASE WHEN ${state} = 'revoked' THEN 'keyCompromise' END
    WHERE id = ${credential.id}`
}

async function destroyKey({ credential }: Signer) {
  await db.sql`
    UPDATE authority.signing_key SET state = 'destroyed', destroyed_at = now(), wrapped = NULL
    WHERE id = (SELECT key_id FROM authority.credential WHERE id = ${credential.id})`
}

async function moveCertificate({ credential }: Signer, by: string) {
  await db.sql`ALTER TABLE authority.credential DISABLE TRIGGER USER`
  await db.sql`
    UPDATE authority.credential SET not_before = not_before + ${by}::interval, not_after = not_after + ${by}::interval
    WHERE id = ${credential.id}`
  await db.sql`ALTER TABLE authority.credential ENABLE TRIGGER USER`
}

async function end(table: 'access_token' | 'phone', id: string) {
  await db.sql`UPDATE authority.${db.sql(table)} SET revoked_at = clock_timestamp(), revoked_reason = 'test' WHERE id = ${id}`
}

async function expireSad({ bearer }: Signer) {
  const rows = await db.sql<{ handle: Uint8Array }[]>`
    SELECT handle_hash AS handle FROM authority.sad AS sad JOIN authority.activation AS activation ON activation.id = sad.activation_id
    WHERE activation.access_token_id = ${bearer.accessTokenId} AND sad.state = 'active'`
  await db.sql`ALTER TABLE authority.sad DISABLE TRIGGER USER`
  for (const { handle } of rows) {
    const found = await findSad(db, handle)
    if (found === null) throw new Error('no SAD')
    const sad = { ...found.sad, expiresAt: new Date(found.sad.createdAt.getTime() - 1) }
    await db.sql`UPDATE authority.sad SET expires_at = ${sad.expiresAt}, mac = ${sadMac(context.keyring, sad)} WHERE id = ${sad.id}`
  }
  await db.sql`ALTER TABLE authority.sad ENABLE TRIGGER USER`
}
