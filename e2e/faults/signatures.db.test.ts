import { createHash, randomUUID } from 'node:crypto'
import { beforeAll, beforeEach, expect, test } from 'vitest'
import { reportDoubtfulSignatures } from '@/lib/authority/signatures/doubt/report-doubtful-signatures'
import { seedOrigin } from '@/prisma/seed/seed-hospital'
import { mintSads } from '../support/api-world/mint-credentials'
import { mintToken } from '../support/api-world/mint-kit'
import { type JsonAnswer, readJson } from '../support/api-world/phone-browser'
import { beginUntilStopped } from '../support/faults-world/begin-until-stopped'
import { faultWorld } from '../support/faults-world/fault-world'
import { atAuthorityAudit, hold } from '../support/faults-world/hold'
import { expectInvariants } from '../support/faults-world/invariants'

const world = faultWorld()
const signer = { accessToken: '', credentialID: '' }

beforeAll(async () => {
  const { accessToken } = await mintToken(world.contexts, world.place)
  const { credentialId } = await mintSads(world.contexts, accessToken)
  Object.assign(signer, { accessToken, credentialID: credentialId })
}, 60_000)

/** Only the statement that completes a unit waits for this, thanks to the trigger below. */
const atComplete = 'SELECT pg_advisory_xact_lock(42)'

beforeAll(async () => {
  const { sql } = world.contexts.authority.db
  await sql`CREATE FUNCTION authority.wait_before_complete() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN PERFORM pg_advisory_xact_lock(42); RETURN NEW; END $$`
  await sql`CREATE TRIGGER wait_before_complete BEFORE UPDATE ON authority.sad_unit FOR EACH ROW
    WHEN (NEW.state = 'consumed') EXECUTE FUNCTION authority.wait_before_complete()`
})

beforeEach(async () => {
  await world.contexts.authority.db.sql`DELETE FROM authority.rate_limit`
})

async function csc(method: string, body: object, key?: string): Promise<JsonAnswer> {
  const headers = {
    authorization: `Bearer ${signer.accessToken}`,
    'content-type': 'application/json',
    ...(key === undefined ? {} : { 'idempotency-key': key }),
  }
  return readJson(await world.call({ method: 'POST', path: `/csc/v2/${method}`, headers, body: JSON.stringify(body) }))
}

/** An authorisation for one new hash, and the request that signs it. */
async function newRequest() {
  const hash = createHash('sha256').update(randomUUID()).digest()
  const named = { credentialID: signer.credentialID, hashes: [hash.toString('base64')] }
  const authorized = await csc('credentials/authorize', { ...named, numSignatures: 1 })
  expect(authorized.status, JSON.stringify(authorized.json)).toBe(200)
  const key = randomUUID()
  const body = { ...named, SAD: authorized.json['SAD'], signAlgo: '1.2.840.113549.1.1.11' }
  const units = async () => {
    const { sql } = world.contexts.authority.db
    const rows = await sql<{ state: string; signed: boolean; audit: string[] }[]>`
      SELECT unit.state, unit.signature IS NOT NULL AS signed, coalesce((
        SELECT array_agg(event.action || ' ' || event.outcome ORDER BY event.seq) FROM authority.audit_event AS event
        WHERE event.subject = unit.request_id), '{}') AS audit
      FROM authority.sad_unit AS unit WHERE unit.hash = ${new Uint8Array(hash)} ORDER BY unit.ordinal`
    return [...rows]
  }
  return {
    sign: () => csc('signatures/signHash', body, key),
    signWithoutKey: () => csc('signatures/signHash', body),
    units,
  }
}

async function restart(victim: 'the API process' | 'PostgreSQL'): Promise<void> {
  await (victim === 'PostgreSQL' ? world.postgres.start() : world.startApis())
  await world.untilReady()
  world.mood.impatient = true
  await expectInvariants(world.contexts)
}

/** Kills a victim while the request waits at a statement; no answer to the caller meanwhile contains a signature. */
async function killAt(victim: 'the API process' | 'PostgreSQL', lock: string, sign: () => Promise<JsonAnswer>) {
  const held = await hold(world.settings.databaseUrl, lock)
  const { outcome } = await beginUntilStopped(sign, held).catch(async (error) => {
    await held.release()
    throw error
  })
  await (victim === 'PostgreSQL' ? world.postgres.kill() : world.killApis())
  await held.release()
  const told = await outcome
  if (!(told instanceof Error)) {
    expect(told.json['signatures']).toBeUndefined()
    expect(told.status).toBeGreaterThanOrEqual(500)
  }
  await restart(victim)
}

test.each(['the API process', 'PostgreSQL'] as const)(
  'kill -9 of %s between reserve and complete: no signature leaves, none is made again, and the ledger says what happened',
  async (victim) => {
    const { sql } = world.contexts.authority.db
    const { sign, signWithoutKey, units } = await newRequest()
    await killAt(victim, atComplete, sign)
    expect(await units()).toEqual([{ state: 'reserved', signed: false, audit: ['signature.reserve success'] }])
    expect(await signWithoutKey()).toMatchObject({ status: 400, code: 'invalid_request' })
    expect(await sign()).toMatchObject({ status: 503, code: 'temporarily_unavailable' })
    await sql`ALTER TABLE authority.signature_request DISABLE TRIGGER USER`
    await sql`ALTER TABLE authority.sad_unit DISABLE TRIGGER USER`
    await sql`UPDATE authority.signature_request SET created_at = created_at - interval '2 minutes' WHERE state = 'reserved'`
    await sql`UPDATE authority.sad_unit SET reserved_at = reserved_at - interval '2 minutes' WHERE state = 'reserved'`
    await sql`ALTER TABLE authority.sad_unit ENABLE TRIGGER USER`
    await sql`ALTER TABLE authority.signature_request ENABLE TRIGGER USER`
    expect(await sign()).toMatchObject({ status: 500, code: 'server_error' })
    await reportDoubtfulSignatures(world.contexts.authority, seedOrigin)
    expect(await units()).toEqual([
      { state: 'reserved', signed: false, audit: ['signature.reserve success', 'signature.report_doubt failure'] },
    ])
    const again = await newRequest()
    expect(await again.sign()).toMatchObject({ status: 200 })
  },
  120_000,
)

test.each(['the API process', 'PostgreSQL'] as const)(
  'kill -9 of %s before the reservation is committed: nothing was spent, and the same request signs once',
  async (victim) => {
    const { sign, units } = await newRequest()
    await killAt(victim, atAuthorityAudit, sign)
    expect(await units()).toEqual([{ state: 'authorized', signed: false, audit: [] }])
    const signed = await sign()
    expect(signed.status, JSON.stringify(signed.json)).toBe(200)
    expect((await sign()).json).toEqual(signed.json)
    expect(await units()).toEqual([
      { state: 'consumed', signed: true, audit: ['signature.reserve success', 'signature.complete success'] },
    ])
  },
  120_000,
)

test.each(['the API process', 'PostgreSQL'] as const)(
  'kill -9 of %s when the answer was lost: the same request gets the stored signature, and one was made',
  async (victim) => {
    const { sign, units } = await newRequest()
    const lost = await sign()
    expect(lost.status).toBe(200)
    await (victim === 'PostgreSQL' ? world.postgres.kill() : world.killApis())
    await restart(victim)
    expect(await sign()).toMatchObject({ status: 200, json: lost.json })
    expect(await units()).toMatchObject([{ state: 'consumed', signed: true }])
  },
  120_000,
)
