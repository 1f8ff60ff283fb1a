import { randomUUID } from 'node:crypto'
import { beforeAll, describe, expect, test } from 'vitest'
import { samplePrescriptionCsv } from '@/lib/eprescription/testing/sample-prescription'
import { issueEmrAccessToken } from '@/lib/facility/emr-clients/issue-emr-access-token'
import { demoTestPerson } from '@/prisma/seed/people'
import { type SeededDoctor, seedDoctor } from '@/prisma/seed/seed-doctor'
import { seedOrigin } from '@/prisma/seed/seed-hospital'
import { seedTestPhone } from '@/prisma/seed/seed-test-phone'
import { portalWorld } from '../support/api-world/portal-world'
import type { Place } from '../support/api-world/seed-people'

const world = await portalWorld()

let person: SeededDoctor
let own: string
let foreign: string
beforeAll(async () => {
  const { own: place, other } = world.people
  person = await seedDoctor(world.contexts, place.hospital, demoTestPerson)
  const { holder, staffKey } = person
  await seedTestPhone(world.contexts, place.hospital, { holderId: holder.id, staffKey })
  own = await bearerOf(place)
  foreign = await bearerOf(other)
})

async function bearerOf({ hospital }: Place): Promise<string> {
  const { clientId, clientSecret } = hospital.emrClient
  const claim = { by: 'secret', clientId, secret: clientSecret } as const
  return (await issueEmrAccessToken(world.contexts.facility, claim, seedOrigin)).accessToken
}

async function post(path: string, json: object, { bearer = own, key }: { bearer?: string; key?: string } = {}) {
  const headers = {
    authorization: `Bearer ${bearer}`,
    'content-type': 'application/json',
    ...(key === undefined ? {} : { 'idempotency-key': key }),
  }
  const answer = await world.call({ method: 'POST', path: `/api/emr/v1/${path}`, headers, body: JSON.stringify(json) })
  return { status: answer.status, body: (await answer.json()) as Record<string, unknown> }
}

const place = () => ({ staff_id: demoTestPerson.staffCode, terminal_id: world.people.own.terminal.terminalCode })

/** Actions of the audit log of one side, oldest first, after a place in it. */
async function actions(side: 'authority' | 'facility', since: Date): Promise<string[]> {
  const rows = await world.db.sql<{ action: string }[]>`
    SELECT action FROM ${world.db.sql(side)}.audit_event WHERE at >= ${since} AND outcome = 'success' ORDER BY at, seq`
  return rows.map(({ action }) => action)
}

describe('a test person signs in by an API call', () => {
  test('on the way of every sign-in: same audit rows, evidence and vault; then the EMR signs', async () => {
    const since = new Date()
    const { status, body } = await post('test-sign-ins', place())
    expect([status, body]).toEqual([
      200,
      expect.objectContaining({ staff_id: 'V0001', status: 'signed_in', method: 'fido' }),
    ])
    expect(await actions('authority', since)).toEqual(
      expect.arrayContaining([
        'device_authorization.start',
        'device_authorization.claim',
        'device_authorization.match_number',
        'device_authorization.approve',
        'access_token.issue',
      ]),
    )
    expect(await actions('facility', since)).toEqual(
      expect.arrayContaining([
        'launch.create',
        'launch.exchange',
        'sign_in.start',
        'sign_in.complete',
        'vault_token.store',
        'launch.end',
      ]),
    )
    const evidence = await world.db.prisma.signInEvidence.count({ where: { holderId: person.holder.id } })
    expect(evidence).toBe(1)
    const document = Buffer.from(samplePrescriptionCsv()).toString('base64')
    const signed = await post('prescriptions/sign', { ...place(), document }, { key: randomUUID() })
    expect([signed.status, signed.body['signature_level']]).toEqual([200, 'BES'])
  })

  test('again: the new sign-in takes the place of the old one', async () => {
    expect((await post('test-sign-ins', place())).status).toBe(200)
    const live = await world.db.prisma.vaultToken.count({ where: { staffKey: person.staffKey, endedAt: null } })
    expect(live).toBe(1)
  })

  test('AT-68 not a person who is no test person, with a phone or without', async () => {
    const { doctor } = world.people.own
    const refused = await post('test-sign-ins', { ...place(), staff_id: doctor.staffCode })
    expect([refused.status, refused.body['code']]).toEqual([409, 'sandbox.not_a_test_person'])
  })

  test('AT-68 AT-18 not by the client of another hospital', async () => {
    const refused = await post('test-sign-ins', place(), { bearer: foreign })
    expect([refused.status, refused.body['code']]).toEqual([404, 'staff.unknown'])
  })

  test('AT-68 a phone that the authority has removed signs nobody in', async () => {
    await world.db.sql`UPDATE authority.phone SET revoked_at = clock_timestamp() WHERE holder_id = ${person.holder.id}`
    const refused = await post('test-sign-ins', place())
    expect([refused.status, refused.body['code']]).toEqual([409, 'sign_in.no_phone'])
  })
})
