import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import type { AttestationSettings } from '@/lib/config/attestation-settings'
import { newId } from '@/lib/kernel/ids'
import { hashToken, newToken } from '@/lib/keystore/token'
import { writePem } from '@/lib/pki/pem'
import { createTestAttestationCa, packedX5c } from '@/lib/webauthn/testing/attestation-makers'
import { base64, createTestMetadataService, signMetadataBlob } from '@/lib/webauthn/testing/metadata-blob'
import type { AttestationMaker } from '@/lib/webauthn/testing/soft-authenticator'
import { disableHolder } from '../holder-changes/disable-holder'
import { voidNotificationCard } from '../notification-cards/void-notification-card'
import {
  authorityWorld,
  creationOptionsOf,
  fifty,
  newPhone,
  optionsOf,
  raceOf,
  tally,
  testOrigin,
} from '../testing/authority-world'
import { bindPhone } from './bind-phone'
import { newBindOptions } from './ceremony-options'
import { finishTrial } from './finish-trial'
import { insertRegistration } from './registration.store'
import { renewOptions } from './renew-options'
import { resumeRegistration } from './resume-registration'
import { startRegistration } from './start-registration'

const { db, context, newCard, start, register, auditOf } = authorityWorld()

/** A registration whose phone is about to answer. */
async function ready(card?: Awaited<ReturnType<typeof newCard>>, phone = newPhone()) {
  const own = card ?? (await newCard())
  const { ticket, view } = await start(own)
  const registrationId = view.registration.id
  const answer = phone.create(creationOptionsOf(view))
  const bind = (response: unknown = answer, phoneName?: string) =>
    bindPhone(context, { ticket, registrationId, response, ...(phoneName ? { phoneName } : {}) }, testOrigin)
  return { card: own, ticket, view, registrationId, phone, answer, bind }
}

/** What a right password opens, without its cost; the phone's answer is ready to be sent. */
async function openRegistration({
  cardId,
  holder,
}: Awaited<ReturnType<typeof newCard>>): Promise<() => Promise<unknown>> {
  const [id, ticket] = [newId('registration'), newToken(16)]
  const owner = { id, cardId, holderId: holder.id, ticketHash: hashToken(ticket), lifeSeconds: 900 }
  const registration = await insertRegistration(db, owner)
  const options = await newBindOptions(db, context.settings, { registration, holder })
  const response = newPhone().create(options)
  return () => bindPhone(context, { ticket, registrationId: id, response }, testOrigin)
}

async function phonesOf(holderId: string): Promise<number> {
  const rows = await db.sql`SELECT id FROM authority.phone WHERE holder_id = ${holderId}`
  return rows.length
}

async function isConsumed(cardId: string): Promise<boolean> {
  const [row] =
    await db.sql`SELECT consumed_at IS NOT NULL AS used FROM authority.notification_card WHERE id = ${cardId}`
  return row?.['used'] === true
}

describe('binding a phone', () => {
  test('R10 R11 uses up the card, stores the credential and offers the trial, in one step', async () => {
    const { card, bind, ticket, registrationId, phone } = await ready()
    const bound = await bind(undefined, '  わたしの\u0000携帯 ')
    expect(bound).toMatchObject({ step: 'trial', warnings: [], holder: { id: card.holder.id } })
    expect(bound.phone).toMatchObject({ name: 'わたしの 携帯', credentialId: phone.credentialId, counter: 1 })
    expect(bound.options).toMatchObject({
      allowCredentials: [{ id: phone.credentialId }],
      userVerification: 'required',
    })
    expect(await isConsumed(card.cardId)).toBe(true)
    expect(await auditOf(registrationId)).toEqual(['registration.start success', 'registration.bind success'])
    expect(await resumeRegistration(context, { ticket })).toMatchObject({ step: 'trial', options: null })
    const [row] = await db.sql`SELECT * FROM authority.phone WHERE holder_id = ${card.holder.id}`
    expect(row).toMatchObject({
      rpId: 'authority.example.jp',
      attestationFormat: 'none',
      aaguidProven: false,
      transports: ['hybrid', 'internal'],
    })
  })

  test('a phone without a name is called what its browser says it is', async () => {
    const { bind } = await ready()
    expect((await bind()).phone?.name).toBe('iPhone')
  })

  test('a synced passkey is bound with a warning by default', async () => {
    const { bind } = await ready(undefined, newPhone({ synced: true }))
    expect(await bind()).toMatchObject({ step: 'trial', warnings: ['synced_passkey'], phone: { backupEligible: true } })
  })
})

describe('AT-01 one card, one phone', () => {
  test('the same card and password after success', async () => {
    const { card, bind } = await ready()
    await bind()
    await expect(start(card)).rejects.toMatchObject({ code: 'notification_card.consumed' })
    expect(await phonesOf(card.holder.id)).toBe(1)
  })

  test('of two phones that race with registrations of their own one wins, and the other is told why', async () => {
    const first = await ready()
    const second = await ready(first.card)
    expect(tally(await Promise.allSettled([first.bind(), second.bind()]))).toEqual({
      passed: 1,
      codes: { 'notification_card.consumed': 1 },
    })
    expect(await phonesOf(first.card.holder.id)).toBe(1)
  })

  test('of 50 phones at once exactly one is bound; every refusal is audited', async () => {
    const card = await newCard()
    const racers: (() => Promise<unknown>)[] = []
    for (let index = 0; index < 50; index += 1) racers.push(await openRegistration(card))
    const outcomes = await fifty((index) => racers[index]?.() ?? Promise.reject(new Error('no racer')))
    expect(raceOf(outcomes)).toEqual({ passed: 1, refusals: ['notification_card.consumed'] })
    expect(await phonesOf(card.holder.id)).toBe(1)
    const refused = await db.sql`
      SELECT 1 FROM authority.audit_event
      WHERE action = 'registration.bind' AND outcome = 'failure' AND actor = ${card.holder.id}`
    expect(refused).toHaveLength(tally(outcomes).codes['notification_card.consumed'] ?? 0)
  })

  test('A6 AT-27 the same answer 50 times at once binds once', async () => {
    const { bind, card } = await ready()
    const { passed, refusals } = raceOf(await fifty(() => bind()))
    expect(passed).toBe(1)
    for (const code of refusals) expect(['phone.rejected', 'registration.done']).toContain(code)
    expect(await phonesOf(card.holder.id)).toBe(1)
  })
})

describe('a failed ceremony costs the challenge and nothing else', () => {
  test('AT-30 A10 malformed answers are 400 and leave the card usable', async () => {
    const { bind, answer, card, ticket, registrationId, phone } = await ready()
    const inner = answer.response
    const bent: unknown[] = [
      null,
      [],
      'text',
      {},
      { ...answer, response: null },
      { ...answer, response: {} },
      { ...answer, response: { ...inner, clientDataJSON: '{' } },
      { ...answer, response: { ...inner, clientDataJSON: Buffer.from('{"a":').toString('base64url') } },
      { ...answer, response: { ...inner, clientDataJSON: `${inner.clientDataJSON}=` } },
      JSON.parse('{"response":{"__proto__":{"clientDataJSON":"e30"}}}'),
    ]
    for (const response of bent) await expect(bind(response)).rejects.toMatchObject({ code: 'request.malformed' })
    await expect(bind({ ...answer, response: { ...inner, attestationObject: 'AAAA' } })).rejects.toMatchObject({
      code: 'request.malformed',
      invalidParams: [{ name: 'response.response.attestationObject' }],
    })
    expect(await isConsumed(card.cardId)).toBe(false)
    const options = await renewOptions(context, { ticket, registrationId, step: 'bind' })
    await expect(bind(phone.create({ challenge: options.challenge }))).resolves.toMatchObject({ step: 'trial' })
  })

  test('A6 a refused answer uses up its challenge; a new one is needed and enough', async () => {
    const { bind, answer, ticket, registrationId, phone, view } = await ready()
    const elsewhere = { clientData: { origin: 'https://authority.example.jp.evil.example' } }
    await expect(bind(phone.create(creationOptionsOf(view), elsewhere))).rejects.toMatchObject({
      code: 'phone.rejected',
    })
    await expect(bind(answer)).rejects.toMatchObject({ code: 'phone.rejected' })
    const options = await renewOptions(context, { ticket, registrationId, step: 'bind' })
    await expect(bind(phone.create({ challenge: options.challenge }))).resolves.toMatchObject({ step: 'trial' })
    expect(await auditOf(registrationId)).toEqual([
      'registration.start success',
      'registration.bind failure phone.rejected origin_mismatch',
      'registration.bind failure phone.rejected challenge_not_live',
      'registration.bind success',
    ])
  })

  test.each([
    ['UV0', { flags: 0x41 }, 'phone.user_not_verified'],
    ['UP0', { flags: 0x44 }, 'phone.user_not_verified'],
    ['unoffered algorithm', { cose: new Map([[3, -8]]) }, 'phone.key_not_supported'],
    ['key with its private part', { cose: new Map([[-4, new Uint8Array(32)]]) }, 'phone.key_not_supported'],
    ['framed page', { clientData: { crossOrigin: true } }, 'phone.rejected'],
    ['sign-in for registration', { clientData: { type: 'webauthn.get' } }, 'phone.rejected'],
  ])('AT-05 AT-27 a direct post is judged like any, and told what helps: %s', async (_, bend, code) => {
    const { bind, phone, view, card } = await ready()
    await expect(bind(phone.create(creationOptionsOf(view), bend))).rejects.toMatchObject({ code })
    expect(await isConsumed(card.cardId)).toBe(false)
  })

  test('AT-02 AT-03 a challenge after its end is refused, one before it passes', async () => {
    for (const [shift, code] of [
      [`- interval '1 second'`, 'phone.rejected'],
      [`+ interval '5 seconds'`, null],
    ] as const) {
      const { bind, registrationId } = await ready()
      await db.sql.unsafe(
        `UPDATE authority.challenge SET expires_at = clock_timestamp() ${shift} WHERE registration_id = '${registrationId}'`,
      )
      if (code === null) await expect(bind()).resolves.toMatchObject({ step: 'trial' })
      else await expect(bind()).rejects.toMatchObject({ code })
    }
  })
})

describe('AT-27 AT-04 an answer belongs to one registration and one step', () => {
  test('the challenge of another registration is refused and stays usable where it belongs', async () => {
    const own = await ready()
    const other = await ready()
    await expect(own.bind(other.answer)).rejects.toMatchObject({ code: 'phone.rejected' })
    await expect(other.bind()).resolves.toMatchObject({ step: 'trial' })
  })

  test("AT-18 AT-29 another registration's id under this cookie, and this id under none, are unknown", async () => {
    const own = await ready()
    const other = await ready()
    const response = own.answer
    for (const of of [
      { ticket: own.ticket, registrationId: other.registrationId },
      { ticket: null, registrationId: own.registrationId },
      { ticket: own.card.code, registrationId: own.registrationId },
      { ticket: own.registrationId, registrationId: own.registrationId },
    ]) {
      await expect(bindPhone(context, { ...of, response }, testOrigin)).rejects.toMatchObject({
        code: 'registration.unknown',
      })
      await expect(renewOptions(context, { ...of, step: 'bind' })).rejects.toMatchObject({
        code: 'registration.unknown',
      })
    }
    await expect(own.bind()).resolves.toBeDefined()
  })

  test('AT-13 steps cannot be skipped or repeated', async () => {
    const { ticket, registrationId, bind, answer } = await ready()
    const of = { ticket, registrationId }
    await expect(finishTrial(context, { ...of, response: answer }, testOrigin)).rejects.toMatchObject({
      code: 'registration.unknown',
    })
    await expect(renewOptions(context, { ...of, step: 'trial' })).rejects.toMatchObject({
      code: 'registration.unknown',
    })
    await bind()
    await expect(bind()).rejects.toMatchObject({ code: 'registration.done' })
    await expect(renewOptions(context, { ...of, step: 'bind' })).rejects.toMatchObject({ code: 'registration.done' })
  })
})

describe('AT-28 what changed between options and answer', () => {
  test.each([
    [
      'card voided',
      'notification_card.voided',
      (id: string) => voidNotificationCard(context, { cardId: id, reason: 'x' }, testOrigin),
    ],
    ['card expired', 'notification_card.expired', (id: string) => age('notification_card', id)],
    [
      'card locked by a guesser',
      'notification_card.locked',
      (id: string) =>
        db.sql`UPDATE authority.notification_card SET tries_used = 5, locked_at = clock_timestamp() WHERE id = ${id}`,
    ],
  ])('%s', async (_, code, change) => {
    const { card, bind } = await ready()
    await change(card.cardId)
    await expect(bind()).rejects.toMatchObject({ code })
    expect(await phonesOf(card.holder.id)).toBe(0)
  })

  test('holder disabled, registration expired', async () => {
    const first = await ready()
    await disableHolder(context, { holderId: first.card.holder.id, reason: 'x' }, testOrigin)
    await expect(first.bind()).rejects.toMatchObject({ code: 'holder.disabled' })
    const second = await ready()
    await age('registration', second.registrationId)
    await expect(second.bind()).rejects.toMatchObject({ code: 'registration.expired' })
    expect(await isConsumed(second.card.cardId)).toBe(false)
    await expect((await ready(second.card)).bind()).resolves.toMatchObject({ step: 'trial' })
  })
})

describe('which phones', () => {
  test('R4 a credential id known for anybody is refused, never replaced', async () => {
    const { authenticator, holder } = await register()
    const { bind, card } = await ready(undefined, authenticator)
    await expect(bind()).rejects.toMatchObject({ code: 'phone.already_registered' })
    expect(await isConsumed(card.cardId)).toBe(false)
    expect(await phonesOf(holder.id)).toBe(1)
  })

  test('O4 live and disabled phones are excluded; revoked and half-registered ones may enrol anew', async () => {
    const { holder, authenticator } = await register()
    const disabled = await register(newPhone(), holder)
    await db.sql`UPDATE authority.phone SET disabled_at = clock_timestamp() WHERE id = ${disabled.phone.id}`
    await (await ready(await newCard(holder))).bind()
    await db.sql`UPDATE authority.phone SET revoked_at = clock_timestamp() WHERE holder_id = ${holder.id} AND trial_at IS NULL`
    await (await ready(await newCard(holder))).bind()
    const { ticket, view } = await startRegistration(
      { ...context, settings: { ...context.settings, phonesPerHolder: 9 } },
      await newCard(holder),
      testOrigin,
    )
    expect(ticket).toBeDefined()
    const excluded = creationOptionsOf(view)
    expect(excluded).toMatchObject({
      excludeCredentials: [{ id: authenticator.credentialId }, { id: disabled.authenticator.credentialId }],
    })
  })

  test('the limit of phones holds for registrations that began below it, and a removed phone makes room', async () => {
    const { holder, phone } = await register()
    await register(newPhone(), holder)
    const third = await ready(await newCard(holder))
    await third.bind()
    await expect(ready(await newCard(holder))).rejects.toMatchObject({ code: 'phone.limit_reached' })
    await db.sql`UPDATE authority.phone SET revoked_at = clock_timestamp() WHERE id = ${phone.id}`
    const fourth = await ready(await newCard(holder))
    await db.sql`UPDATE authority.phone SET revoked_at = NULL WHERE id = ${phone.id}`
    await expect(fourth.bind()).rejects.toMatchObject({ code: 'phone.limit_reached' })
    await db.sql`UPDATE authority.phone SET revoked_at = clock_timestamp() WHERE id = ${phone.id}`
    const options = await renewOptions(context, {
      ticket: fourth.ticket,
      registrationId: fourth.registrationId,
      step: 'bind',
    })
    await expect(fourth.bind(fourth.phone.create({ challenge: options.challenge }))).resolves.toMatchObject({
      step: 'trial',
    })
  })

  test.each([
    [{ syncedPasskeys: 'deny' }, true, 'phone.synced_not_allowed'],
    [{ syncedPasskeys: 'deny' }, false, null],
    [{ attestation: 'required' }, false, 'phone.attestation_required'],
    [{ attestation: 'wanted' }, false, null],
  ] as const)('AT-05 policy %j, synced %s: %s', async (policy, synced, code) => {
    const settings = { ...context.settings, ...policy }
    const card = await newCard()
    const { ticket, view } = await startRegistration({ ...context, settings }, card, testOrigin)
    const response = newPhone({ synced }).create(creationOptionsOf(view))
    const binding = bindPhone(
      { ...context, settings },
      { ticket, registrationId: view.registration.id, response },
      testOrigin,
    )
    if (code === null) await expect(binding).resolves.toMatchObject({ step: 'trial', warnings: [] })
    else await expect(binding).rejects.toMatchObject({ code })
    expect(await isConsumed(card.cardId)).toBe(code === null)
  })
})

describe('AT-05 AT-07 where attestation is required', () => {
  const ca = createTestAttestationCa()
  const service = createTestMetadataService()
  const model = '11111111-2222-3333-4444-555555555555'
  const aaguid = new Uint8Array(Buffer.from(model.replaceAll('-', ''), 'hex'))
  const folder = mkdtempSync(join(tmpdir(), 'shomei-bind-'))
  afterAll(() => rmSync(folder, { recursive: true, force: true }))
  const nextUpdate = new Date(Date.now() + 7 * 86_400_000).toISOString().slice(0, 10)

  function write(text: string): string {
    const path = join(folder, randomUUID())
    writeFileSync(path, text)
    return path
  }

  function metadata(status: string, until = nextUpdate) {
    const metadataStatement = { attestationRootCertificates: [base64(ca.root.der)] }
    const entries = [{ aaguid: model, metadataStatement, statusReports: [{ status }] }]
    return {
      attestationRootsFile: null,
      fidoMetadataFile: write(signMetadataBlob(service, { entries, nextUpdate: until })),
      fidoMetadataRootsFile: write(writePem(service.root.der, 'CERTIFICATE')),
    }
  }

  const nothing = { attestationRootsFile: null, fidoMetadataFile: null, fidoMetadataRootsFile: null }
  const roots = () => ({ ...nothing, attestationRootsFile: write(writePem(ca.root.der, 'CERTIFICATE')) })
  test.each<{ name: string; trust: () => AttestationSettings; attestation?: AttestationMaker; code: string | null }>([
    { name: 'proven by roots of the settings', trust: roots, attestation: packedX5c(ca), code: null },
    { name: 'proven by metadata', trust: () => metadata('FIDO_CERTIFIED'), attestation: packedX5c(ca), code: null },
    { name: 'no statement', trust: roots, code: 'phone.attestation_required' },
    { name: 'nothing trusted', trust: () => nothing, attestation: packedX5c(ca), code: 'phone.attestation_required' },
    {
      name: 'a model reported as REVOKED',
      trust: () => metadata('REVOKED'),
      attestation: packedX5c(ca),
      code: 'phone.attestation_required',
    },
    {
      name: 'metadata past their next update',
      trust: () => metadata('FIDO_CERTIFIED', '2020-01-01'),
      attestation: packedX5c(ca),
      code: 'phone.attestation_required',
    },
  ])('$name: $code', async ({ trust, attestation, code }) => {
    const settings = { ...context.settings, attestation: 'required', attestationTrust: trust() } as const
    const card = await newCard()
    const { ticket, view } = await startRegistration({ ...context, settings }, card, testOrigin)
    const phone = newPhone({ aaguid, ...(attestation ? { attestation } : {}) })
    const answer = { ticket, registrationId: view.registration.id, response: phone.create(creationOptionsOf(view)) }
    const binding = bindPhone({ ...context, settings }, answer, testOrigin)
    if (code === null) await expect(binding).resolves.toMatchObject({ step: 'trial' })
    else await expect(binding).rejects.toMatchObject({ code })
    expect(await isConsumed(card.cardId)).toBe(code === null)
    if (code !== null) return
    const [event] = await db.sql`
      SELECT record FROM authority.audit_event WHERE subject = ${view.registration.id} AND action = 'registration.bind'`
    const proof = { attestation: 'packed', attestation_proven: true, aaguid: model, aaguid_proven: true }
    expect(JSON.parse(event?.['record'])).toMatchObject({ details: proof })
  })
})

test('AT-25 L2 without its audit row nothing is bound and the card is not used up', async () => {
  const { card, bind, ticket, registrationId, phone } = await ready()
  await db.sql`ALTER TABLE authority.audit_event ADD CONSTRAINT no_bind CHECK (action <> 'registration.bind') NOT VALID`
  await expect(bind()).rejects.toThrow()
  await db.sql`ALTER TABLE authority.audit_event DROP CONSTRAINT no_bind`
  expect([await phonesOf(card.holder.id), await isConsumed(card.cardId)]).toEqual([0, false])
  const options = await renewOptions(context, { ticket, registrationId, step: 'bind' })
  await expect(bind(phone.create(optionsOf({ options })))).resolves.toMatchObject({ step: 'trial' })
})

async function age(table: 'notification_card' | 'registration', id: string): Promise<void> {
  await db.sql.unsafe(
    `UPDATE authority.${table} SET expires_at = clock_timestamp() - interval '1 second' WHERE id = '${id}'`,
  )
}
