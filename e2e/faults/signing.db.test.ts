import { randomUUID } from 'node:crypto'
import { beforeAll, describe, expect, test, vi } from 'vitest'
import { samplePrescriptionCsv } from '@/lib/eprescription/testing/sample-prescription'
import { mintEmrBearer } from '../support/api-world/mint-credentials'
import { signInAtScreen } from '../support/api-world/mint-kit'
import { type JsonAnswer, readJson } from '../support/api-world/phone-browser'
import { faultWorld } from '../support/faults-world/fault-world'
import { atAuthorityAudit } from '../support/faults-world/hold'
import { killDuring, victims } from '../support/faults-world/victims'

const world = faultWorld()
const document = Buffer.from(samplePrescriptionCsv()).toString('base64')

let bearer = ''
beforeAll(async () => {
  await signInAtScreen(world.contexts, world.place)
  bearer = await mintEmrBearer(world.contexts, world.place)
}, 60_000)

const exclusively = (table: string) => `LOCK TABLE ${table} IN SHARE ROW EXCLUSIVE MODE`

/** Not one that an earlier test has left in doubt. */
const reservedNow = `OLD.state = 'reserved' AND OLD.created_at > clock_timestamp() - interval '30 minutes'`

/** Each step of a signature, and the statement at which it is stopped. */
const steps = [
  { step: 'reserve', lock: exclusively('facility.signing_request') },
  { step: 'keep what is prepared', lock: exclusively('facility.signing_document') },
  { step: 'authorise at the authority', lock: exclusively('authority.activation') },
  { step: 'reserve at the authority', lock: exclusively('authority.signature_request') },
  { step: 'complete at the authority', lock: { table: 'authority.signature_request', condition: reservedNow } },
  {
    step: 'keep the signed document',
    lock: { table: 'facility.signing_request', condition: `OLD.state = 'prepared' AND NEW.state = 'signed'` },
  },
  { step: 'the audit of the authority', lock: atAuthorityAudit },
] as const

async function post(path: string, body: object, key?: string): Promise<JsonAnswer> {
  const headers = {
    authorization: `Bearer ${bearer}`,
    'content-type': 'application/json',
    ...(key === undefined ? {} : { 'idempotency-key': key }),
  }
  return readJson(
    await world.call({ method: 'POST', path: `/api/emr/v1/${path}`, headers, body: JSON.stringify(body) }),
  )
}

function sign(key: string): Promise<JsonAnswer> {
  const { doctor, terminal } = world.place
  return post('prescriptions/sign', { staff_id: doctor.staffCode, terminal_id: terminal.terminalCode, document }, key)
}

/** The turn of a process that died lasts a while, and so does the authority's doubt; the test does not wait for them. */
async function letTurnsEnd(): Promise<void> {
  const { sql } = world.contexts.facility.db
  await sql`UPDATE facility.signing_request SET turn_until = clock_timestamp() - interval '1 millisecond' WHERE turn_until > clock_timestamp()`
  // Bypasses the trigger that forbids changes to a request of the ledger.
  await world.contexts.authority.db.transaction(async (tx) => {
    await tx.sql`SET LOCAL session_replication_role = replica`
    await tx.sql`
      UPDATE authority.signature_request SET created_at = clock_timestamp() - interval '1 hour' WHERE state = 'reserved'`
  })
}

/** What an EMR does: the same again, and with a new key where the answer says that the old one is in doubt for good. */
async function goOn(key: string): Promise<{ answer: JsonAnswer; key: string }> {
  let current = key
  const answer = await vi.waitUntil(
    async () => {
      await letTurnsEnd()
      const tried = await sign(current)
      if (tried.status === 200) return tried
      expect(tried.code, JSON.stringify(tried.json)).toMatch(
        /^(?:signing\.in_progress|signing\.in_doubt|authority\.(?:unavailable|unreachable))$/,
      )
      if (tried.code === 'signing.in_doubt') current = randomUUID()
      return null
    },
    { timeout: 60_000, interval: 100 },
  )
  if (answer === null) throw new Error('never signed')
  return { answer, key: current }
}

/** No hash was signed, or may have been signed, twice; and whatever was handed out has its rows on both sides. */
async function expectSignedOnce(): Promise<void> {
  const { sql } = world.contexts.facility.db
  expect(
    await sql`SELECT hash FROM authority.sad_unit WHERE state IN ('reserved', 'consumed') GROUP BY hash HAVING count(*) > 1`,
  ).toEqual([])
  expect(
    await sql`SELECT id FROM facility.signing_request AS request WHERE (state = 'signed') IS DISTINCT FROM EXISTS (
      SELECT 1 FROM facility.audit_event AS event WHERE event.subject = request.id
        AND event.action = 'prescription.sign' AND event.outcome = 'success')`,
  ).toEqual([])
  expect(
    await sql`SELECT digest FROM facility.signing_document WHERE document_hash IS NOT NULL AND digest NOT IN (
      SELECT hash FROM authority.sad_unit WHERE state = 'consumed')`,
  ).toEqual([])
}

describe.each(victims)('kill -9 of %s', (victim) => {
  test.each(steps)(
    'at the step $step: signed once, and the same key gets the document',
    async ({ lock }) => {
      const key = randomUUID()
      await killDuring(world, { victim, moment: 'in the middle of its transaction', lock, act: () => sign(key) })
      await expectSignedOnce()
      const { answer, key: last } = await goOn(key)
      const again = await sign(last)
      expect(again.json['signed_document']).toBe(answer.json['signed_document'])
      const verdict = await post('documents/verify', { document: answer.json['signed_document'] })
      expect(verdict.json).toMatchObject({ result: 'VALID', findings: [] })
      await expectSignedOnce()
    },
    90_000,
  )

  test('before its answer arrives: the same key gets the same document', async () => {
    const key = randomUUID()
    const answers: JsonAnswer[] = []
    const act = async () => {
      const answer = await vi.waitUntil(
        async () => {
          const tried = await sign(key)
          return tried.status === 200 ? tried : null
        },
        { timeout: 20_000, interval: 200 },
      )
      if (answer === null) throw new Error('never signed')
      answers.push(answer)
      return answer
    }
    await killDuring(world, { victim, moment: 'before its answer arrives', lock: '', act })
    const again = await sign(key)
    expect(again.status, JSON.stringify(again.json)).toBe(200)
    expect(again.json['signed_document']).toBe(answers[0]?.json['signed_document'])
    await expectSignedOnce()
  }, 90_000)
})
