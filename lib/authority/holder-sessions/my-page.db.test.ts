import { describe, expect, test } from 'vitest'
import { newId } from '@/lib/kernel/ids'
import { disableHolder } from '../holder-changes/disable-holder'
import { enableHolder } from '../holder-changes/enable-holder'
import { type PhoneRemoval, removeMyPhone } from '../holder-changes/remove-my-phone'
import { revokeMyToken } from '../holder-changes/revoke-my-token'
import { revokeMyTokens } from '../holder-changes/revoke-my-tokens'
import { resumeRegistration } from '../registrations/resume-registration'
import {
  authorityWorld,
  fifty,
  newPhone,
  type RegisteredHolder,
  raceOf,
  tally,
  testOrigin,
} from '../testing/authority-world'
import { endHolderSession } from './end-holder-session'
import { getMyPage } from './get-my-page'
import { newSessionOptions } from './new-session-options'
import { startHolderSession } from './start-holder-session'

const { db, context, newCard, start, register, auditOf } = authorityWorld()

const signIn = async ({ authenticator }: Pick<RegisteredHolder, 'authenticator'>) =>
  (await startHolderSession(context, { response: authenticator.get(await newSessionOptions(context)) }, testOrigin))
    .token
const answer = (response: unknown) => startHolderSession(context, { response }, testOrigin)
const page = (token: string | null) => getMyPage(context, token)
const remove = (token: string, phoneId: string, because: PhoneRemoval = 'removed') =>
  removeMyPhone(context, { token, phoneId, because }, testOrigin)

/** A live token as a daily sign-in leaves it. */
async function newToken(holderId: string, phoneId: string | null): Promise<string> {
  const id = newId('accessToken')
  await db.sql`
    INSERT INTO authority.facility_client (id, client_id, name, jwks)
    VALUES ('fcl_test', 'test', '見本病院', '{"keys":[]}') ON CONFLICT DO NOTHING`
  await db.sql`
    INSERT INTO authority.access_token (id, token_hash, holder_id, facility_client_id, phone_id, method, scope, terminal_name, place, expires_at)
    VALUES (${id}, ${Buffer.from(id)}, ${holderId}, 'fcl_test', ${phoneId}, 'fido', 'sign', '診察室1', '1階', clock_timestamp() + interval '18 hours')`
  return id
}

const liveTokens = async (token: string) => (await page(token)).tokens.map(({ id }) => id)

describe('signing in to the own page', () => {
  test('A2 a passkey opens it without a user name, for ten minutes, and sees its own phones and tokens', async () => {
    const mine = await register()
    const other = await register()
    const tokenId = await newToken(mine.holder.id, mine.phone.id)
    await newToken(other.holder.id, other.phone.id)
    expect(await newSessionOptions(context)).toMatchObject({ allowCredentials: [], userVerification: 'required' })
    const opened = await page(await signIn(mine))
    expect(opened).toMatchObject({
      holder: { id: mine.holder.id },
      session: { phoneId: mine.phone.id, secondsLeft: 600 },
      phones: [{ id: mine.phone.id }],
      tokens: [{ id: tokenId, facilityName: '見本病院', method: 'fido' }],
    })
    expect(await auditOf(opened.session.id)).toEqual(['holder_session.start success'])
  })

  test('A6 the same answer 50 times at once opens one session', async () => {
    const { authenticator, holder } = await register()
    const response = authenticator.get(await newSessionOptions(context))
    expect(raceOf(await fifty(() => answer(response)))).toEqual({ passed: 1, refusals: ['assertion.rejected'] })
    expect(await db.sql`SELECT 1 FROM authority.holder_session WHERE holder_id = ${holder.id}`).toHaveLength(1)
  })

  test("AT-08 AT-34 a stranger's answer, a stranger's user handle, none, and an unknown credential are refused alike", async () => {
    const mine = await register()
    const other = await register()
    const options = () => newSessionOptions(context)
    const refusals = [
      mine.authenticator.get(await options(), { userHandle: other.authenticator.userHandle() }),
      mine.authenticator.get(await options(), { userHandle: null }),
      mine.authenticator.get(await options(), { id: octetsOf(other.phone.credentialId) }),
      mine.authenticator.get(await options(), { signer: other.authenticator.credential.privateKey }),
      newPhone().get(await options()),
      newPhone().get(await options(), { userHandle: mine.authenticator.userHandle() }),
    ]
    const told = new Set<string>()
    for (const response of refusals) {
      const refusal = await answer(response).catch((error: unknown) => error)
      expect(refusal).toMatchObject({ code: 'assertion.wrong_phone', params: {}, invalidParams: [] })
      told.add(JSON.stringify(Object.keys(Object(refusal))))
    }
    expect(told.size).toBe(1)
    expect((await auditOf(mine.phone.id)).filter((event) => event.includes('user_handle'))).toHaveLength(2)
    await expect(signIn(mine)).resolves.toBeDefined()
  })

  test.each([
    { name: 'no user verification', bend: { flags: 0x01 }, code: 'assertion.user_not_verified' },
    { name: 'a changed backup eligibility', bend: { flags: 0x0d }, code: 'assertion.backup_eligibility_changed' },
    { name: 'a counter that went back', bend: { counter: 1 }, code: 'assertion.counter_regression' },
    { name: 'another challenge', bend: { clientData: { challenge: 'AAAA' } }, code: 'assertion.rejected' },
  ])('the right key is told what helps: $name', async ({ bend, code }) => {
    const mine = await register()
    const response = mine.authenticator.get(await newSessionOptions(context), bend)
    await expect(answer(response)).rejects.toMatchObject({ code })
    await expect(signIn(mine)).resolves.toBeDefined()
  })

  test.each([null, 'x', [], {}, { response: { clientDataJSON: 'e30' } }])('AT-30 malformed: %j', async (response) => {
    await expect(answer(response)).rejects.toMatchObject({ code: 'request.malformed' })
  })

  test("AT-04 AT-27 a registration's challenge opens no page, and a page's challenge serves once", async () => {
    const mine = await register()
    const { view } = await start(await newCard())
    const foreign = mine.authenticator.get({ challenge: view.options?.challenge ?? '' })
    await expect(answer(foreign)).rejects.toMatchObject({ code: 'assertion.rejected' })
    const options = await newSessionOptions(context)
    await answer(mine.authenticator.get(options))
    await expect(answer(mine.authenticator.get(options))).rejects.toMatchObject({ code: 'assertion.rejected' })
  })

  test('P9 only under a right signature is told that the phone was removed or the holder disabled', async () => {
    const mine = await register()
    const second = await register(newPhone(), mine.holder)
    await remove(await signIn(second), mine.phone.id)
    const wrong = mine.authenticator.get(await newSessionOptions(context), {
      signature: (signature) => signature.fill(1, 9),
    })
    await expect(answer(wrong)).rejects.toMatchObject({ code: 'assertion.wrong_phone' })
    await expect(signIn(mine)).rejects.toMatchObject({ code: 'phone.removed' })
    await disableHolder(context, { holderId: mine.holder.id, reason: 'test' }, testOrigin)
    await expect(signIn(second)).rejects.toMatchObject({ code: 'holder.disabled' })
    await enableHolder(context, { holderId: mine.holder.id, reason: 'test' }, testOrigin)
    await expect(signIn(second)).resolves.toBeDefined()
  })
})

describe('AT-15 AT-03 each end alone closes the page', () => {
  test.each([
    ['ended', (token: string) => endHolderSession(context, token, testOrigin)],
    ['expired', () => db.sql`UPDATE authority.holder_session SET expires_at = clock_timestamp() - interval '1 second'`],
    ['phone disabled', () => db.sql`UPDATE authority.phone SET disabled_at = clock_timestamp()`],
    ['phone revoked', () => db.sql`UPDATE authority.phone SET revoked_at = clock_timestamp()`],
    ['holder disabled', () => db.sql`UPDATE authority.holder SET disabled_at = clock_timestamp()`],
  ])('%s', async (_, end) => {
    const mine = await register()
    const token = await signIn(mine)
    const tokenId = await newToken(mine.holder.id, mine.phone.id)
    await expect(page(token)).resolves.toBeDefined()
    await end(token)
    const refusal = { code: 'request.unauthorized' }
    await expect(page(token)).rejects.toMatchObject(refusal)
    await expect(remove(token, mine.phone.id)).rejects.toMatchObject(refusal)
    await expect(revokeMyTokens(context, { token }, testOrigin)).rejects.toMatchObject(refusal)
    await expect(revokeMyToken(context, { token, accessTokenId: tokenId }, testOrigin)).rejects.toMatchObject(refusal)
    for (const other of [null, '', 'x'.repeat(43)]) await expect(page(other)).rejects.toMatchObject(refusal)
  })

  test("AT-04 a registration's ticket opens no page, and a page's token no registration", async () => {
    const mine = await register()
    const token = await signIn(mine)
    const { ticket } = await start(await newCard())
    await expect(page(ticket)).rejects.toMatchObject({ code: 'request.unauthorized' })
    await expect(resumeRegistration(context, { ticket: token })).rejects.toMatchObject({ code: 'registration.unknown' })
    await expect(page(token)).resolves.toBeDefined()
    await expect(resumeRegistration(context, { ticket })).resolves.toMatchObject({ step: 'bind' })
  })

  test("a disabled holder's session stays ended when the holder is enabled again", async () => {
    const mine = await register()
    const token = await signIn(mine)
    const tokenId = await newToken(mine.holder.id, mine.phone.id)
    await disableHolder(context, { holderId: mine.holder.id, reason: 'test' }, testOrigin)
    await enableHolder(context, { holderId: mine.holder.id, reason: 'test' }, testOrigin)
    await expect(page(token)).rejects.toMatchObject({ code: 'request.unauthorized' })
    expect(await liveTokens(await signIn(mine))).toEqual([])
    expect(await auditOf(tokenId)).toEqual(['access_token.revoke success'])
  })
})

describe('ending tokens', () => {
  test("AT-29 one's own, once; another's, an unknown and an ended one are missing alike", async () => {
    const mine = await register()
    const other = await register()
    const [own, kept] = [await newToken(mine.holder.id, mine.phone.id), await newToken(mine.holder.id, null)]
    const foreign = await newToken(other.holder.id, other.phone.id)
    const token = await signIn(mine)
    const revoke = (accessTokenId: string) => revokeMyToken(context, { token, accessTokenId }, testOrigin)
    expect(raceOf(await fifty(() => revoke(own)))).toEqual({ passed: 1, refusals: ['access_token.unknown'] })
    for (const id of [foreign, 'atk_unknown', ''])
      await expect(revoke(id)).rejects.toMatchObject({ code: 'access_token.unknown' })
    expect(await liveTokens(token)).toEqual([kept])
    expect(await liveTokens(await signIn(other))).toEqual([foreign])
    expect(await auditOf(own)).toEqual(['access_token.revoke success'])
  })

  test("L6 all of them at once, at every facility, and nobody else's", async () => {
    const mine = await register()
    const other = await register()
    const ids = [await newToken(mine.holder.id, mine.phone.id), await newToken(mine.holder.id, null)]
    const foreign = await newToken(other.holder.id, other.phone.id)
    const token = await signIn(mine)
    await revokeMyTokens(context, { token }, testOrigin)
    await revokeMyTokens(context, { token }, testOrigin)
    expect(await liveTokens(token)).toEqual([])
    expect(await liveTokens(await signIn(other))).toEqual([foreign])
    for (const id of ids) expect(await auditOf(id)).toEqual(['access_token.revoke success'])
  })
})

describe('removing a phone', () => {
  test('ends its tokens and its open page in the same transaction, and leaves the other phone alone', async () => {
    const mine = await register()
    const second = await register(newPhone(), mine.holder)
    const [gone, kept] = [
      await newToken(mine.holder.id, mine.phone.id),
      await newToken(mine.holder.id, second.phone.id),
    ]
    const [token, secondToken] = [await signIn(mine), await signIn(second)]
    expect(await remove(secondToken, mine.phone.id)).toEqual({ wasThisPhone: false })
    await expect(page(token)).rejects.toMatchObject({ code: 'request.unauthorized' })
    expect(await page(secondToken)).toMatchObject({ phones: [{ id: second.phone.id }], tokens: [{ id: kept }] })
    expect(await auditOf(gone)).toEqual(['access_token.revoke success'])
    expect((await auditOf(mine.phone.id)).at(-1)).toBe('phone.revoke success')
    expect(await remove(secondToken, second.phone.id)).toEqual({ wasThisPhone: true })
  })

  test('50 at once remove it once', async () => {
    const mine = await register()
    const second = await register(newPhone(), mine.holder)
    const token = await signIn(second)
    const outcomes = await fifty(() => remove(token, mine.phone.id))
    expect(raceOf(outcomes)).toEqual({ passed: 1, refusals: ['phone.unknown'] })
  })

  test('AT-28 two phones that remove each other at once: one stays', async () => {
    const mine = await register()
    const second = await register(newPhone(), mine.holder)
    const [token, secondToken] = [await signIn(mine), await signIn(second)]
    const outcomes = await Promise.allSettled([remove(token, second.phone.id), remove(secondToken, mine.phone.id)])
    expect(tally(outcomes)).toEqual({ passed: 1, codes: { 'request.unauthorized': 1 } })
  })

  test("AT-29 another holder's phone is as missing as one that never was", async () => {
    const [mine, other] = [await register(), await register()]
    const token = await signIn(mine)
    for (const id of [other.phone.id, 'pho_unknown', '']) {
      await expect(remove(token, id)).rejects.toMatchObject({ code: 'phone.unknown' })
      await expect(remove(token, id, 'lost')).rejects.toMatchObject({ code: 'phone.unknown' })
    }
    await expect(signIn(other)).resolves.toBeDefined()
  })

  test('a loss report ends the phone and every token of the holder', async () => {
    const mine = await register()
    const second = await register(newPhone(), mine.holder)
    const tokens = [await newToken(mine.holder.id, mine.phone.id), await newToken(mine.holder.id, second.phone.id)]
    const token = await signIn(second)
    await remove(token, mine.phone.id, 'lost')
    expect(await page(token)).toMatchObject({ phones: [{ id: second.phone.id }], tokens: [] })
    expect((await auditOf(mine.phone.id)).at(-1)).toBe('phone.report_loss success')
    for (const id of tokens) expect(await auditOf(id)).toEqual(['access_token.revoke success'])
  })
})

function octetsOf(base64Url: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(Buffer.from(base64Url, 'base64url'))
}
