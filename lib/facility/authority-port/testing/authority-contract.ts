import { describe, expect, test } from 'vitest'
import type { DeviceAuthorizationAnswer, DeviceAuthorizationEvent, SignInDetails } from '@/lib/wire/oauth'
import type { AuthorityCredentials, AuthorityPort, WatchOptions } from '../authority-port'

/** An authority, two hospitals that it knows, a holder with a phone, and that phone in the test's hands. */
export type AuthorityUnderTest = {
  port: AuthorityPort
  credentials: AuthorityCredentials
  foreignCredentials: AuthorityCredentials
  /** Of the first client's id, with another key. */
  forgedCredentials: AuthorityCredentials
  /** A holder with a phone. */
  newHolder(): Promise<string>
  /** The phone scans the code now, gets the number, and approves. */
  claim(answer: DeviceAuthorizationAnswer, terminal: string): Promise<void>
  approve(answer: DeviceAuthorizationAnswer): Promise<void>
  decline(answer: DeviceAuthorizationAnswer): Promise<void>
}

/** What every authority behind the port must do; `make` is called once, before the first test. */
export function authorityContract(name: string, make: () => Promise<AuthorityUnderTest>): void {
  describe(`${name} keeps the contract of AuthorityPort`, () => {
    let made: Promise<AuthorityUnderTest> | undefined
    const given = () => {
      made ??= make()
      return made
    }

    test('a code for a holder, and none for somebody it does not know', async () => {
      const { port, credentials } = await given()
      const { answer } = await start(await given())
      expect(answer.qr_secret).toMatch(/^[\w-]{43}$/)
      expect(answer.expires_in).toBeGreaterThan(0)
      const request = { holderSubject: 'nobody-here', details: details('T-none') }
      await expect(port.startDeviceAuthorization(credentials, request)).rejects.toMatchObject({
        code: 'sign_in.no_phone',
      })
    })

    test('a watcher is told the whole state at once and each change; the number comes with the claim', async () => {
      const authority = await given()
      const { answer, terminal } = await start(authority)
      const states = watch(authority, answer)
      expect(await states.next()).toMatchObject({ state: expect.stringMatching(/^(started|shown)$/), second_scans: 0 })
      await authority.claim(answer, terminal)
      expect(await states.until('claimed')).toMatchObject({ match_number: expect.stringMatching(/^\d{2}$/) })
      await authority.approve(answer)
      expect((await states.until('approved')).expires_in).toBeGreaterThan(0)
      expect((await authority.port.redeem(authority.credentials, answer.device_code)).outcome).toBe('issued')
      await states.until('redeemed')
      expect(await states.next()).toBeNull()
    })

    test('AT-12 a code is pending, then redeemed once; the second time is refused and the token stays active', async () => {
      const authority = await given()
      const { port, credentials } = authority
      const { answer, terminal, holderSubject } = await start(authority)
      expect(await port.redeem(credentials, answer.device_code)).toEqual({ outcome: 'pending' })
      await signIn(authority, answer, terminal)
      const outcomes = await Promise.all(Array.from({ length: 10 }, () => port.redeem(credentials, answer.device_code)))
      const issued = outcomes.flatMap((each) => (each.outcome === 'issued' ? [each.token] : []))
      expect(issued).toHaveLength(1)
      expect(outcomes.filter(({ outcome }) => outcome === 'invalid')).toHaveLength(9)
      expect(issued[0]).toMatchObject({ sub: holderSubject, method: 'fido', token_type: 'Bearer' })
      expect(issued[0]?.expires_in).toBeGreaterThan(64_700)
      expect(issued[0]?.expires_in).toBeLessThanOrEqual(64_800)
      expect(await port.introspect(credentials, issued[0]?.access_token ?? '')).toEqual({ active: true })
    })

    test('AT-10 to another client a code and a token are as unknown', async () => {
      const authority = await given()
      const { port, credentials, foreignCredentials } = authority
      const { answer, terminal } = await start(authority)
      await signIn(authority, answer, terminal)
      expect(await port.redeem(foreignCredentials, answer.device_code)).toEqual({ outcome: 'invalid' })
      await port.cancelDeviceAuthorization(foreignCredentials, answer.device_authorization_id)
      const foreign = watch({ ...authority, credentials: foreignCredentials }, answer)
      await expect(foreign.next()).rejects.toMatchObject({ code: 'authority.unavailable' })
      const own = await port.redeem(credentials, answer.device_code)
      if (own.outcome !== 'issued') throw new Error(`the owner got ${own.outcome}`)
      expect(await port.introspect(foreignCredentials, own.token.access_token)).toEqual({ active: false })
      await port.revoke(foreignCredentials, own.token.access_token)
      expect(await port.introspect(credentials, own.token.access_token)).toEqual({ active: true })
    })

    test('AT-10 another key under the same client id opens nothing', async () => {
      const authority = await given()
      const { port, credentials, forgedCredentials } = authority
      const { answer, terminal } = await start(authority)
      await signIn(authority, answer, terminal)
      const forged = await Promise.allSettled([port.redeem(forgedCredentials, answer.device_code)])
      expect(JSON.stringify(forged)).not.toContain('access_token')
      expect((await port.redeem(credentials, answer.device_code)).outcome).toBe('issued')
    })

    test('「心当たりがない」 ends it: the watcher hears who did, the code is denied', async () => {
      const authority = await given()
      const { answer, terminal } = await start(authority)
      const states = watch(authority, answer)
      await states.next()
      await authority.claim(answer, terminal)
      await authority.decline(answer)
      expect(await states.until('denied')).toMatchObject({ end_reason: 'not_me' })
      expect(await authority.port.redeem(authority.credentials, answer.device_code)).toEqual({ outcome: 'denied' })
    })

    test('a cancelled one ends, and cancelling it again is no error', async () => {
      const authority = await given()
      const { port, credentials } = authority
      const { answer } = await start(authority)
      const states = watch(authority, answer)
      await states.next()
      await port.cancelDeviceAuthorization(credentials, answer.device_authorization_id)
      await states.until('cancelled')
      await port.cancelDeviceAuthorization(credentials, answer.device_authorization_id)
      expect(await port.redeem(credentials, answer.device_code)).toEqual({ outcome: 'denied' })
    })

    test('asked once it says the state of the moment, number included, and the answer ends; another client learns nothing', async () => {
      const authority = await given()
      const { answer, terminal } = await start(authority)
      const states = watch(authority, answer)
      await states.until('shown')
      const once = (as: AuthorityUnderTest) => watch(as, answer, { once: true })
      const first = once(authority)
      expect(await first.next()).toMatchObject({ state: 'shown' })
      expect(await first.next()).toBeNull()
      await authority.claim(answer, terminal)
      const claimed = once(authority)
      expect(await claimed.next()).toMatchObject({ state: 'claimed', match_number: expect.stringMatching(/^\d{2}$/) })
      expect(await claimed.next()).toBeNull()
      const foreign = once({ ...authority, credentials: authority.foreignCredentials })
      await expect(foreign.next()).rejects.toMatchObject({ code: 'authority.unavailable' })
      states.close()
    })

    test('a revoked token is active no more', async () => {
      const authority = await given()
      const { port, credentials } = authority
      const { answer, terminal } = await start(authority)
      await signIn(authority, answer, terminal)
      const redeemed = await port.redeem(credentials, answer.device_code)
      if (redeemed.outcome !== 'issued') throw new Error(redeemed.outcome)
      await port.revoke(credentials, redeemed.token.access_token)
      expect(await port.introspect(credentials, redeemed.token.access_token)).toEqual({ active: false })
      await port.revoke(credentials, redeemed.token.access_token)
    })
  })
}

let terminals = 0

async function start(authority: AuthorityUnderTest) {
  terminals += 1
  const terminal = `ter_contract_${terminals}`
  const { port, credentials } = authority
  const holderSubject = await authority.newHolder()
  const answer = await port.startDeviceAuthorization(credentials, { holderSubject, details: details(terminal) })
  return { answer, terminal, holderSubject }
}

async function signIn(authority: AuthorityUnderTest, answer: DeviceAuthorizationAnswer, terminal: string) {
  const states = watch(authority, answer)
  await states.next()
  await authority.claim(answer, terminal)
  await authority.approve(answer)
  await states.until('approved')
  states.close()
}

function details(terminal: string): SignInDetails {
  return {
    type: 'shomei_sign_in',
    facility_name: 'テスト病院',
    department: '内科',
    staff_display_name: '見本 太郎',
    terminal,
    terminal_name: '診察室1',
    place: '本館1階',
    number_matching: 'type',
  }
}

/** The states of one session as they come; `null` at the end of the stream. */
function watch(
  authority: Pick<AuthorityUnderTest, 'port' | 'credentials'>,
  answer: DeviceAuthorizationAnswer,
  options: WatchOptions = {},
) {
  const { port, credentials } = authority
  const closed = new AbortController()
  const events = port.watchDeviceAuthorization(credentials, answer.device_authorization_id, closed.signal, options)
  const iterator = events[Symbol.asyncIterator]()
  const next = async (): Promise<DeviceAuthorizationEvent | null> => {
    const { done, value } = await iterator.next()
    return done === true ? null : value
  }
  const until = async (state: DeviceAuthorizationEvent['state']): Promise<DeviceAuthorizationEvent> => {
    for (;;) {
      const event = await next()
      if (event === null) throw new Error(`the stream ended before ${state}`)
      if (event.state === state) return event
    }
  }
  return { next, until, close: () => closed.abort() }
}
