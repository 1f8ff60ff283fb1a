import { describe, expect, test } from 'vitest'
import { disableHolder } from '../holder-changes/disable-holder'
import { reservePasswordTry } from '../notification-cards/password-try.store'
import { authorityWorld, fifty, tally, testOrigin } from '../testing/authority-world'
import { resumeRegistration } from './resume-registration'
import { startRegistration } from './start-registration'

const { db, context, newHolder, newCard, start, register, auditOf } = authorityWorld({ phonesPerHolder: 1 })

const wrongPassword = 'AAAA-AAAA-AA'
const startWith = (code: string, password: string) => startRegistration(context, { code, password }, testOrigin)

async function triesOf(cardId: string) {
  const [row] = await db.sql<{ tries: number; pending: number; locked: boolean }[]>`
    SELECT tries_used AS tries, cardinality(pending_tries) AS pending, locked_at IS NOT NULL AS locked
    FROM authority.notification_card WHERE id = ${cardId}`
  return row
}

async function miss(code: string, times: number): Promise<void> {
  for (let time = 0; time < times; time += 1) {
    await expect(startWith(code, wrongPassword)).rejects.toMatchObject({ code: 'notification_card.wrong_password' })
  }
}

describe('password of the card', () => {
  test('opens a registration that the ticket alone resumes', async () => {
    const card = await newCard()
    const { ticket, view } = await start(card)
    expect(view).toMatchObject({ step: 'bind', phone: null, warnings: [], holder: { id: card.holder.id } })
    expect(view.registration.secondsLeft).toBe(900)
    const resumed = await resumeRegistration(context, { ticket })
    expect(resumed).toMatchObject({ step: 'bind', options: null, registration: { id: view.registration.id } })
    for (const other of [null, '', 'x', ticket.slice(1), view.registration.id]) {
      await expect(resumeRegistration(context, { ticket: other })).rejects.toMatchObject({
        code: 'registration.unknown',
      })
    }
    expect(await auditOf(view.registration.id)).toEqual(['registration.start success'])
  })

  test('O1 O3 O4 O5 the options carry 32 octets, random user id, our algorithms and required verification', async () => {
    const card = await newCard()
    const { options } = (await start(card)).view
    expect(options).toMatchObject({
      rp: { id: 'authority.example.jp', name: 'Shomei' },
      user: { id: Buffer.from(card.holder.userHandle).toString('base64url'), displayName: '見本 太郎' },
      pubKeyCredParams: [{ alg: -7 }, { alg: -257 }],
      authenticatorSelection: { userVerification: 'required' },
      excludeCredentials: [],
      timeout: 300_000,
    })
    expect(Buffer.from(options?.challenge ?? '', 'base64url')).toHaveLength(32)
    expect(JSON.stringify(options)).not.toContain(card.holder.registryNumber)
  })

  test('each miss tells the tries left; the fifth locks and then the right password is refused as well', async () => {
    const card = await newCard()
    for (const tries of [4, 3, 2, 1, 0]) {
      const refusal = { code: 'notification_card.wrong_password', params: { tries } }
      await expect(startWith(card.code, wrongPassword)).rejects.toMatchObject(refusal)
    }
    await expect(start(card)).rejects.toMatchObject({ code: 'notification_card.locked' })
    expect(await triesOf(card.cardId)).toEqual({ tries: 5, pending: 0, locked: true })
    const miss = 'notification_card.try_password failure notification_card.wrong_password'
    const events = ['notification_card.issue success', miss, miss, miss, miss, miss, 'notification_card.lock success']
    expect(await auditOf(card.cardId)).toEqual(events)
  })

  test('a right password costs nothing, and forgives no earlier miss: five misses in the whole life lock', async () => {
    const card = await newCard()
    await miss(card.code, 3)
    await start(card)
    await start(card)
    expect(await triesOf(card.cardId)).toEqual({ tries: 3, pending: 0, locked: false })
    await miss(card.code, 2)
    await expect(start(card)).rejects.toMatchObject({ code: 'notification_card.locked' })
  })

  test.each(['', '---', '　 ー'])('AT-13 nothing typed is malformed and no try: %j', async (password) => {
    const card = await newCard()
    await expect(startWith(card.code, password)).rejects.toMatchObject({ code: 'request.malformed' })
    expect(await triesOf(card.cardId)).toMatchObject({ tries: 0 })
  })
})

describe('fifty at once', () => {
  test('of 50 wrong passwords exactly 5 are counted and told, and the card is locked', async () => {
    const card = await newCard()
    const { passed, codes } = tally(await fifty(() => startWith(card.code, wrongPassword)))
    expect(passed).toBe(0)
    expect(codes['notification_card.wrong_password']).toBe(5)
    const told = (codes['notification_card.locked'] ?? 0) + (codes['request.rate_limited'] ?? 0)
    expect(told).toBe(45)
    expect(await triesOf(card.cardId)).toEqual({ tries: 5, pending: 0, locked: true })
    const events = await auditOf(card.cardId)
    expect(events.filter((event) => event.startsWith('notification_card.try_password failure'))).toHaveLength(5)
    expect(events.filter((event) => event === 'notification_card.lock success')).toHaveLength(1)
  })

  test('a guesser among 50 never gets more than five answers, whoever wins', async () => {
    const card = await newCard()
    const outcomes = await fifty((index) => (index % 10 === 9 ? start(card) : startWith(card.code, wrongPassword)))
    const { codes } = tally(outcomes)
    expect(codes['notification_card.wrong_password'] ?? 0).toBeLessThanOrEqual(5)
    expect(await triesOf(card.cardId)).toMatchObject({
      tries: codes['notification_card.wrong_password'] ?? 0,
      pending: 0,
    })
  })
})

describe('AT-02 AT-03 expiry by the database clock', () => {
  test.each([
    ['before the end passes', `+ interval '5 seconds'`, true],
    ['1 second after the end fails', `- interval '1 second'`, false],
  ])('%s', async (_, shift, passes) => {
    const card = await newCard()
    await db.sql.unsafe(
      `UPDATE authority.notification_card SET expires_at = clock_timestamp() ${shift} WHERE id = '${card.cardId}'`,
    )
    if (passes) await expect(start(card)).resolves.toBeDefined()
    else await expect(start(card)).rejects.toMatchObject({ code: 'notification_card.expired' })
    expect(await triesOf(card.cardId)).toMatchObject({ tries: 0 })
  })

  test('an expired registration can only be started anew; the card is as it was', async () => {
    const card = await newCard()
    const { ticket, view } = await start(card)
    await db.sql`
      UPDATE authority.registration SET expires_at = clock_timestamp() - interval '1 second' WHERE id = ${view.registration.id}`
    await expect(resumeRegistration(context, { ticket })).rejects.toMatchObject({ code: 'registration.expired' })
    await expect(start(card)).resolves.toMatchObject({ view: { step: 'bind' } })
  })
})

describe('AT-25 a fault of ours is never a try', () => {
  test.each([
    ['database away when the miss is recorded', '57P01', 'service.unavailable'],
    ['connection lost when the miss is recorded', '08006', 'service.unavailable'],
  ])('%s', async (_, sqlState, code) => {
    const card = await newCard()
    await failAudit(sqlState)
    const refused = await Promise.allSettled([startWith(card.code, wrongPassword), start(card)])
    await repairAudit()
    expect(tally(refused)).toEqual({ passed: 0, codes: { [code]: 2 } })
    expect(await triesOf(card.cardId)).toMatchObject({ tries: 0, locked: false })
    await expect(start(card)).resolves.toBeDefined()
  })

  test('a key store that fails stops the start and counts nothing', async () => {
    const card = await newCard()
    const keyring = {
      ...context.keyring,
      auditMac: () => {
        throw new Error('key store away')
      },
    }
    for (const password of [wrongPassword, card.password]) {
      const work = startRegistration({ ...context, keyring }, { code: card.code, password }, testOrigin)
      await expect(work).rejects.toThrow('key store away')
    }
    expect(await triesOf(card.cardId)).toMatchObject({ tries: 0, locked: false })
  })

  test('a process that died between reservation and answer costs nothing once its reservations have lapsed', async () => {
    const card = await newCard()
    for (let place = 0; place < 5; place += 1) expect(await reservePasswordTry(db, card.cardId)).not.toBeNull()
    expect(await reservePasswordTry(db, card.cardId)).toBeNull()
    await expect(start(card)).rejects.toMatchObject({ code: 'request.rate_limited' })
    await db.sql`
      UPDATE authority.notification_card
      SET pending_tries = ARRAY(SELECT until - interval '61 seconds' FROM unnest(pending_tries) AS until)
      WHERE id = ${card.cardId}`
    await expect(start(card)).resolves.toBeDefined()
    expect(await triesOf(card.cardId)).toEqual({ tries: 0, pending: 0, locked: false })
  })
})

describe('who may start', () => {
  test('AT-34 an unknown code and a wrong password of a real card take the same work', async () => {
    const card = await newCard()
    const unknown = await timed(() => startWith('AAAAAAAAAAAAAAAAAAAAAA', wrongPassword), 'notification_card.unknown')
    const wrong = await timed(() => startWith(card.code, wrongPassword), 'notification_card.wrong_password')
    expect(unknown / wrong).toBeGreaterThan(0.2)
    expect(unknown / wrong).toBeLessThan(5)
  })

  test('AT-28 a holder disabled meanwhile, and a holder with the full number of phones', async () => {
    const disabled = await newCard()
    await disableHolder(context, { holderId: disabled.holder.id, reason: 'test' }, testOrigin)
    await expect(start(disabled)).rejects.toMatchObject({ code: 'notification_card.voided' })
    const { holder } = await register()
    const second = await newCard(holder)
    await expect(start(second)).rejects.toMatchObject({ code: 'phone.limit_reached' })
    expect(await triesOf(second.cardId)).toEqual({ tries: 0, pending: 0, locked: false })
  })

  test('§14 a card takes 20 ceremonies an hour, then waits without a lock; another card is not touched', async () => {
    const card = await newCard(await newHolder())
    for (let time = 0; time < 20; time += 1) await start(card)
    await expect(start(card)).rejects.toMatchObject({ code: 'request.rate_limited' })
    expect(await triesOf(card.cardId)).toEqual({ tries: 0, pending: 0, locked: false })
    await expect(start(await newCard())).resolves.toBeDefined()
  })
})

async function failAudit(sqlState: string): Promise<void> {
  await db.sql.unsafe(`
    CREATE FUNCTION authority.fail_audit() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN RAISE EXCEPTION 'server is going away' USING ERRCODE = '${sqlState}'; END $$;
    CREATE TRIGGER fail_audit BEFORE INSERT ON authority.audit_event FOR EACH ROW EXECUTE FUNCTION authority.fail_audit()`)
}

async function repairAudit(): Promise<void> {
  await db.sql.unsafe('DROP TRIGGER fail_audit ON authority.audit_event; DROP FUNCTION authority.fail_audit()')
}

/** The quickest of four, in milliseconds: what the work takes, not what else the machine does. */
async function timed(work: () => Promise<unknown>, code: string): Promise<number> {
  let quickest = Number.POSITIVE_INFINITY
  for (let time = 0; time < 4; time += 1) {
    const start = performance.now()
    await expect(work()).rejects.toMatchObject({ code })
    quickest = Math.min(quickest, performance.now() - start)
  }
  return quickest
}
