import { expect, test } from 'vitest'
import { toBase64Url } from '@/lib/kernel/bytes'
import { type SignInEvidence, verifySignInEvidence } from '@/lib/webauthn/verify-sign-in-evidence'
import { insertChallenge } from '../challenges/challenge.store'
import { fifty, newPhone, type RegisteredHolder, tally, testOrigin } from '../testing/authority-world'
import { type StartedSession, signInWorld } from '../testing/sign-in-world'
import { approveClaim } from './approve-claim'
import { getAssertionOptions } from './get-assertion-options'
import { getClaim } from './get-claim'

const world = signInWorld()
const { context, auditOf, db } = world

async function ready(registered?: RegisteredHolder) {
  const person = registered ?? (await world.register())
  const session = await world.startShown(await world.newClient(), person.holder)
  return { ...person, session, ...(await world.claimAndMatch(session)) }
}

function answer(claimSecret: string, response: unknown) {
  return approveClaim(context, { claimSecret, response }, testOrigin)
}

async function evidenceOf(session: StartedSession): Promise<SignInEvidence> {
  const row = await db.prisma.webauthnEvidence.findUniqueOrThrow({
    where: { deviceAuthorizationId: session.answer.device_authorization_id },
  })
  return {
    ...(row.challengeInputs as Pick<
      SignInEvidence,
      'version' | 'challenge' | 'rpId' | 'origins' | 'topOrigins' | 'backupEligible' | 'userHandle'
    >),
    credentialId: row.credentialId,
    publicKey: toBase64Url(row.publicKey),
    clientDataJSON: toBase64Url(row.clientDataJson),
    authenticatorData: toBase64Url(row.authenticatorData),
    signature: toBase64Url(row.signature),
  }
}

test('Q10 L5 an approval keeps evidence that verifies offline and commits to session, facility, terminal, holder and number', async () => {
  const { session, claimSecret, options, authenticator, holder } = await ready()
  await expect(answer(claimSecret, authenticator.get(options))).resolves.toMatchObject({
    method: 'fido',
    secondsLeft: 64_800,
  })
  const evidence = await evidenceOf(session)
  const row = await world.rowOf(session)
  expect(row.state).toBe('approved')
  expect(evidence.challenge).toMatchObject({
    sessionId: row.id,
    facilityId: session.client.id,
    terminalKey: session.terminal,
    holderId: holder.id,
    matchNumber: row.matchNumber,
  })
  await expect(verifySignInEvidence(evidence)).resolves.toEqual({ valid: true })
  const altered = { ...evidence, challenge: { ...evidence.challenge, terminalKey: 'T-999' } }
  await expect(verifySignInEvidence(altered)).resolves.toMatchObject({ valid: false })
  expect((await auditOf(row.id)).at(-1)).toBe('device_authorization.approve success')
})

test('L5 evidence cannot be changed afterwards', async () => {
  const { session, claimSecret, options, authenticator } = await ready()
  await answer(claimSecret, authenticator.get(options))
  const id = session.answer.device_authorization_id
  await expect(
    db.sql`UPDATE authority.webauthn_evidence SET credential_id = 'x' WHERE device_authorization_id = ${id}`,
  ).rejects.toThrow(/append-only/)
  await expect(db.sql`UPDATE authority.sign_in_evidence SET created_at = now()`).rejects.toThrow(/append-only/)
})

test('A6 AT-27 of the same answer 50 times at once one approves', async () => {
  const { session, claimSecret, options, authenticator } = await ready()
  const response = authenticator.get(options)
  const { passed, codes } = tally(await fifty(() => answer(claimSecret, response)))
  expect(passed).toBe(1)
  expect(
    Object.keys(codes).every((code) => /^(assertion\.rejected|claim\.ended|request\.rate_limited)$/.test(code)),
  ).toBe(true)
  const audit = await auditOf(session.answer.device_authorization_id)
  expect(audit.filter((line) => line === 'device_authorization.approve success')).toHaveLength(1)
})

test('AT-27 of twenty right answers to twenty challenges at once one approves', async () => {
  const { session, claimSecret, authenticator } = await ready()
  const responses = []
  for (let round = 0; round < 19; round += 1) {
    responses.push(authenticator.get(await getAssertionOptions(context, claimSecret, testOrigin)))
  }
  const { passed } = tally(await Promise.allSettled(responses.map((response) => answer(claimSecret, response))))
  expect(passed).toBe(1)
  expect(
    await db.prisma.webauthnEvidence.count({
      where: { deviceAuthorizationId: session.answer.device_authorization_id },
    }),
  ).toBe(1)
  await expect(getAssertionOptions(context, claimSecret, testOrigin)).rejects.toMatchObject({ code: 'claim.ended' })
})

test('A6 a wrong answer uses its challenge up; a new one approves', async () => {
  const { claimSecret, options, authenticator } = await ready()
  const wrong = authenticator.get(options, { signature: () => new Uint8Array(70) })
  await expect(answer(claimSecret, wrong)).rejects.toMatchObject({ code: 'assertion.wrong_phone' })
  await expect(answer(claimSecret, authenticator.get(options))).rejects.toMatchObject({ code: 'assertion.rejected' })
  const renewed = await getAssertionOptions(context, claimSecret, testOrigin)
  await expect(answer(claimSecret, authenticator.get(renewed))).resolves.toBeDefined()
})

test('AT-08 A1 another holder’s phone is refused as a wrong signature is, and audited as what it is', async () => {
  const { session, claimSecret, options, holder } = await ready()
  const stranger = await world.register()
  const response = stranger.authenticator.get(options, { userHandle: toBase64Url(holder.userHandle) })
  await expect(answer(claimSecret, response)).rejects.toMatchObject({ code: 'assertion.wrong_phone', params: {} })
  expect(await world.rowOf(session)).toMatchObject({ state: 'claimed', phoneId: null })
  expect((await auditOf(session.answer.device_authorization_id)).at(-1)).toBe(
    'device_authorization.approve failure assertion.wrong_phone credential_of_another_holder',
  )
})

test('AT-08 A9 an unknown credential answers in the same words', async () => {
  const { claimSecret, options } = await ready()
  await expect(answer(claimSecret, newPhone().get(options))).rejects.toMatchObject({
    code: 'assertion.wrong_phone',
    params: {},
  })
})

test('AT-22 the same doctor’s phone cannot answer for a session that it has not claimed', async () => {
  const registered = await world.register()
  const [own, relayed] = [await ready(registered), await ready(registered)]
  const response = registered.authenticator.get(relayed.options)
  await expect(answer(own.claimSecret, response)).rejects.toMatchObject({ code: 'assertion.rejected' })
  expect(await world.rowOf(relayed.session)).toMatchObject({ state: 'claimed' })
  const renewed = await getAssertionOptions(context, own.claimSecret, testOrigin)
  await expect(answer(own.claimSecret, registered.authenticator.get(renewed))).resolves.toBeDefined()
})

test.each(['trial', 'my_page', 'register'] as const)(
  'AT-04 AT-27 a challenge of another ceremony (%s) is worth nothing',
  async (purpose) => {
    const { claimSecret, authenticator, holder } = await ready()
    const challenge = crypto.getRandomValues(new Uint8Array(32))
    const allowedCredentialIds = [authenticator.credentialId]
    await insertChallenge(db, {
      id: `chl_${purpose}_${toBase64Url(challenge).slice(0, 8)}`,
      purpose,
      challenge,
      holderId: holder.id,
      allowedCredentialIds,
      lifeSeconds: 60,
    })
    const response = authenticator.get({ challenge: toBase64Url(challenge) })
    await expect(answer(claimSecret, response)).rejects.toMatchObject({ code: 'assertion.rejected' })
  },
)

test.each([
  { name: 'user not verified', bend: { flags: 0x01 }, code: 'assertion.user_not_verified' },
  {
    name: 'another origin',
    bend: { clientData: { origin: 'https://authority.example.jp.evil.example' } },
    code: 'assertion.rejected',
  },
  { name: 'in a frame', bend: { clientData: { crossOrigin: true } }, code: 'assertion.rejected' },
  { name: 'another account', bend: { userHandle: 'AAAA' }, code: 'assertion.wrong_phone' },
  { name: 'backup eligibility changed', bend: { flags: 0x0d }, code: 'assertion.backup_eligibility_changed' },
])(
  'A3 A4 AT-05 AT-09 an answer with $name is refused as $code, and a right one still passes',
  async ({ bend, code }) => {
    const { claimSecret, options, authenticator, session } = await ready()
    await expect(answer(claimSecret, authenticator.get(options, bend))).rejects.toMatchObject({ code })
    expect(await world.rowOf(session)).toMatchObject({ state: 'claimed' })
    const renewed = await getAssertionOptions(context, claimSecret, testOrigin)
    await expect(answer(claimSecret, authenticator.get(renewed))).resolves.toBeDefined()
  },
)

test('A4 a changed backup eligibility is an event of the phone; a replayed answer that shows one is none', async () => {
  const { claimSecret, options, authenticator, phone } = await ready()
  const elsewhere = { flags: 0x0d, counter: 0, clientData: { challenge: 'AAAA' } }
  await expect(answer(claimSecret, authenticator.get(options, elsewhere))).rejects.toMatchObject({
    code: 'assertion.rejected',
  })
  expect(await auditOf(phone.id)).toEqual([])
  const renewed = await getAssertionOptions(context, claimSecret, testOrigin)
  const changed = authenticator.get(renewed, { flags: 0x0d, counter: 0 })
  await expect(answer(claimSecret, changed)).rejects.toMatchObject({ code: 'assertion.backup_eligibility_changed' })
  expect(await auditOf(phone.id)).toEqual([
    'phone.counter_regression failure assertion.backup_eligibility_changed',
    'phone.backup_eligibility_change failure assertion.backup_eligibility_changed',
  ])
})

test.each([
  { name: 'no user verification', code: 'assertion.user_not_verified', bend: { flags: 0x01 } },
  { name: 'another phone', code: 'assertion.wrong_phone', bend: { id: new Uint8Array(32).fill(9) } },
  { name: 'a changed backup eligibility', code: 'assertion.backup_eligibility_changed', bend: { flags: 0x0d } },
])(
  'the reason is told at the first failure and at the eighth, never a wait in its place: $name',
  async ({ code, bend }) => {
    const { claimSecret, authenticator } = await ready()
    const codes: string[] = []
    for (let round = 0; round < 8; round += 1) {
      const options = await getAssertionOptions(context, claimSecret, testOrigin)
      await answer(claimSecret, authenticator.get(options, bend)).catch((error) => codes.push(error.code))
    }
    expect(codes).toEqual(Array.from({ length: 8 }, () => code))
  },
)

test('A5 AT-26 a signed low counter is an event and no lock; an unsigned one is a plain failure', async () => {
  const { claimSecret, options, authenticator, phone, session } = await ready()
  const forged = authenticator.get(options, { counter: 0, signature: () => new Uint8Array(70) })
  await expect(answer(claimSecret, forged)).rejects.toMatchObject({ code: 'assertion.wrong_phone' })
  const again = await getAssertionOptions(context, claimSecret, testOrigin)
  await expect(answer(claimSecret, authenticator.get(again, { counter: 0 }))).rejects.toMatchObject({
    code: 'assertion.counter_regression',
  })
  expect((await auditOf(phone.id)).at(-1)).toMatch(/^phone\.counter_regression failure/)
  expect(await world.rowOf(session)).toMatchObject({ state: 'claimed' })
  const once = await getAssertionOptions(context, claimSecret, testOrigin)
  await expect(answer(claimSecret, authenticator.get(once))).resolves.toBeDefined()
})

test('A5 a synced passkey keeps counter 0 and is accepted every time', async () => {
  const registered = await world.register(newPhone({ synced: true }))
  for (let round = 0; round < 2; round += 1) {
    const { claimSecret, options } = await ready(registered)
    await expect(answer(claimSecret, registered.authenticator.get(options))).resolves.toBeDefined()
  }
})

test.each([
  {
    name: 'the holder disabled',
    code: 'holder.disabled',
    change: (id: string) => db.sql`
      UPDATE authority.holder SET disabled_at = clock_timestamp() WHERE id = ${id}`,
  },
  {
    name: 'the phone removed',
    code: 'phone.removed',
    change: (id: string) => db.sql`
      UPDATE authority.phone SET revoked_at = clock_timestamp() WHERE holder_id = ${id}`,
  },
  {
    name: 'the hospital ended',
    code: 'claim.ended',
    change: (id: string) => db.sql`
      UPDATE authority.facility_client SET disabled_at = clock_timestamp() WHERE id IN (
        SELECT facility_client_id FROM authority.device_authorization WHERE holder_id = ${id})`,
  },
  {
    name: 'the session cancelled',
    code: 'device_authorization.cancelled',
    change: (id: string) => db.sql`
      UPDATE authority.device_authorization SET state = 'cancelled', ended_at = clock_timestamp() WHERE holder_id = ${id}`,
  },
  {
    name: 'the session over',
    code: 'device_authorization.expired',
    change: (id: string) => db.sql`
      UPDATE authority.device_authorization SET expires_at = clock_timestamp() - interval '1 millisecond' WHERE holder_id = ${id}`,
  },
])('AT-28 A7 with $name between options and answer nothing is approved', async ({ change, code }) => {
  const { claimSecret, options, authenticator, holder, session } = await ready()
  await change(holder.id)
  await expect(answer(claimSecret, authenticator.get(options))).rejects.toMatchObject({ code })
  expect(await world.rowOf(session)).toMatchObject({ approvedAt: null, phoneId: null })
})

test('AT-13 an answer before the number, and options before the number, change nothing', async () => {
  const { holder, authenticator } = await world.register()
  const session = await world.startShown(await world.newClient(), holder)
  const { claimSecret } = await world.claim(session)
  const response = authenticator.get({ challenge: toBase64Url(new Uint8Array(32)) })
  await expect(answer(claimSecret, response)).rejects.toMatchObject({ code: 'claim.out_of_order' })
  await expect(getClaim(context, claimSecret, testOrigin)).resolves.toMatchObject({ isNumberMatched: false })
})

test.each([
  null,
  {},
  [],
  'x',
  { id: 'AA' },
  { response: { clientDataJSON: '' } },
  { response: { clientDataJSON: 'e30' } },
])('A10 AT-13 %j is malformed, costs no challenge and leaves everything as it was', async (response) => {
  const { claimSecret, options, authenticator } = await ready()
  await expect(answer(claimSecret, response)).rejects.toMatchObject({ code: 'request.malformed' })
  await expect(answer(claimSecret, authenticator.get(options))).resolves.toBeDefined()
})

test('AT-17 after five answers without a reason to tell the next one says to wait, and a right answer still passes', async () => {
  const { claimSecret, authenticator } = await ready()
  const elsewhere = { clientData: { origin: 'https://evil.example' } }
  const codes: string[] = []
  for (let round = 0; round < 6; round += 1) {
    const options = await getAssertionOptions(context, claimSecret, testOrigin)
    await answer(claimSecret, authenticator.get(options, elsewhere)).catch(({ code }) => codes.push(code))
  }
  expect(codes).toEqual([...Array.from({ length: 5 }, () => 'assertion.rejected'), 'request.rate_limited'])
  const options = await getAssertionOptions(context, claimSecret, testOrigin)
  await expect(answer(claimSecret, authenticator.get(options))).resolves.toBeDefined()
})
