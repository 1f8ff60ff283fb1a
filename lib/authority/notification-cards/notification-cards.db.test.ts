import { describe, expect, test } from 'vitest'
import { disableHolder } from '../holder-changes/disable-holder'
import { authorityWorld, fifty, raceOf, testOrigin } from '../testing/authority-world'
import { getCardStatus } from './get-card-status'
import { issueNotificationCard } from './issue-notification-card'
import { voidNotificationCard } from './void-notification-card'

const { db, context, newHolder, newCard, start, auditOf } = authorityWorld()
const statusOf = (code: string) => getCardStatus(context, { code }, testOrigin)

describe('issue of a notification card', () => {
  test('§6 tells code and password once and stores neither', async () => {
    const card = await newCard()
    expect(card.url).toBe(`https://authority.example.jp/register#${card.code}`)
    expect(Buffer.from(card.code, 'base64url')).toHaveLength(16)
    const [row] = await db.sql`SELECT * FROM authority.notification_card WHERE id = ${card.cardId}`
    const stored = JSON.stringify(row)
    expect(stored).not.toContain(card.code)
    expect(stored).not.toContain(card.password.replaceAll('-', ''))
    expect(row?.['passwordHash']).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
    const record = await db.sql`SELECT record FROM authority.audit_event WHERE subject = ${card.cardId}`
    expect(JSON.stringify(record)).not.toContain(card.code)
    expect(await auditOf(card.cardId)).toEqual(['notification_card.issue success'])
  })

  test('lives three months unless another end is printed', async () => {
    const holder = await newHolder()
    const card = await newCard(holder)
    const expiresAt = new Date('2031-04-01T00:00:00Z')
    const printed = await issueNotificationCard(
      context,
      { holderId: holder.id, route: 'mynaportal', expiresAt },
      testOrigin,
    )
    expect(card.expiresAt.getTime() - Date.now()).toBeGreaterThan(88 * 86_400_000)
    expect(card.expiresAt.getTime() - Date.now()).toBeLessThan(93 * 86_400_000)
    expect(printed.expiresAt).toEqual(expiresAt)
    expect(await statusOf(printed.code)).toEqual({ state: 'open', route: 'mynaportal', triesLeft: 5, expiresAt })
  })

  test('a re-issue voids the older card in the same transaction, and only the new one starts a registration', async () => {
    const older = await newCard()
    const newer = await newCard(older.holder)
    expect((await statusOf(older.code)).state).toBe('voided')
    await expect(start(older)).rejects.toMatchObject({ code: 'notification_card.voided' })
    await expect(start(newer)).resolves.toMatchObject({ view: { step: 'bind' } })
    expect(await auditOf(older.cardId)).toContain('notification_card.void success')
  })

  test('50 re-issues at once leave exactly one live card', async () => {
    const holder = await newHolder()
    const input = { holderId: holder.id, route: 'ca_direct' } as const
    const outcomes = await fifty(() => issueNotificationCard(context, input, testOrigin))
    expect(raceOf(outcomes)).toEqual({ passed: expect.any(Number), refusals: [] })
    const live = await db.sql`
      SELECT id FROM authority.notification_card WHERE holder_id = ${holder.id} AND voided_at IS NULL`
    expect(live).toHaveLength(1)
  })

  test('AT-28 a disabled holder gets none', async () => {
    const holder = await newHolder()
    await disableHolder(context, { holderId: holder.id, reason: 'test' }, testOrigin)
    await expect(newCard(holder)).rejects.toMatchObject({ code: 'holder.disabled' })
  })
})

describe('status of a notification card', () => {
  test('notes the first opening once, whatever the number of readers; nothing is used up', async () => {
    const card = await newCard()
    const outcomes = await fifty(() => statusOf(card.code))
    expect(raceOf(outcomes).refusals).toEqual([])
    expect(await auditOf(card.cardId)).toEqual(['notification_card.issue success', 'notification_card.open success'])
    await expect(start(card)).resolves.toBeDefined()
  })

  test.each([
    ['expired', `UPDATE authority.notification_card SET expires_at = clock_timestamp() - interval '1 second'`],
    ['locked', `UPDATE authority.notification_card SET tries_used = 5, locked_at = clock_timestamp()`],
    ['locked', `UPDATE authority.notification_card SET tries_used = 5`],
    ['voided', `UPDATE authority.notification_card SET voided_at = clock_timestamp()`],
  ])('the state is told first: %s', async (state, ageing) => {
    const card = await newCard()
    expect((await statusOf(card.code)).state).toBe('open')
    await db.sql.unsafe(`${ageing} WHERE id = '${card.cardId}'`)
    expect((await statusOf(card.code)).state).toBe(state)
    await expect(start(card)).rejects.toMatchObject({ code: `notification_card.${state}` })
  })

  test.each(['', 'AAAA', 'AAAAAAAAAAAAAAAAAAAAAA', '../../etc/passwd', "' OR 1=1 --", 'A'.repeat(64)])(
    'AT-34 a code that never existed and what is no code are the same: %j',
    async (code) => {
      await expect(statusOf(code)).rejects.toMatchObject({ code: 'notification_card.unknown', params: {} })
    },
  )
})

describe('voiding a notification card', () => {
  test('happens once', async () => {
    const { cardId } = await newCard()
    const voiding = () => voidNotificationCard(context, { cardId, reason: 'returned by post' }, testOrigin)
    expect(raceOf(await fifty(voiding))).toEqual({ passed: 1, refusals: ['notification_card.voided'] })
    expect(await auditOf(cardId)).toEqual(['notification_card.issue success', 'notification_card.void success'])
    await expect(voidNotificationCard(context, { cardId: 'ncd_x', reason: 'x' }, testOrigin)).rejects.toMatchObject({
      code: 'notification_card.unknown',
    })
  })
})

describe('a corrupt row', () => {
  test.each(['consumed_at = clock_timestamp()', 'tries_used = 6', 'tries_used = -1', 'locked_at = clock_timestamp()'])(
    'the database refuses: %s',
    async (change) => {
      const { cardId } = await newCard()
      const statement = `UPDATE authority.notification_card SET ${change} WHERE id = '${cardId}'`
      await expect(db.sql.unsafe(statement)).rejects.toMatchObject({ code: '23514' })
    },
  )
})
