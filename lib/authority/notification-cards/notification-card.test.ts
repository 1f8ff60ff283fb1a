import { describe, expect, test } from 'vitest'
import { assertOpen, cardState, triesLeft } from './notification-card'

const at = new Date('2026-04-01T00:00:00Z')
const open = {
  triesUsed: 0,
  isExpired: false,
  isHolderDisabled: false,
  lockedAt: null,
  voidedAt: null,
  consumedAt: null,
}

describe('state of a notification card', () => {
  test.each([
    { name: 'fresh', card: open, state: 'open' },
    { name: 'four misses', card: { ...open, triesUsed: 4 }, state: 'open' },
    { name: 'locked', card: { ...open, triesUsed: 5, lockedAt: at }, state: 'locked' },
    { name: 'corrupt: five misses without the lock', card: { ...open, triesUsed: 5 }, state: 'locked' },
    { name: 'expired', card: { ...open, isExpired: true }, state: 'expired' },
    { name: 'locked and expired', card: { ...open, isExpired: true, triesUsed: 5, lockedAt: at }, state: 'locked' },
    { name: 'voided after a lock', card: { ...open, voidedAt: at, triesUsed: 5, lockedAt: at }, state: 'voided' },
    { name: 'holder disabled', card: { ...open, isHolderDisabled: true }, state: 'voided' },
    { name: 'consumed and expired', card: { ...open, consumedAt: at, isExpired: true }, state: 'consumed' },
    { name: 'corrupt: consumed and voided', card: { ...open, consumedAt: at, voidedAt: at }, state: 'consumed' },
  ])('$name is $state', ({ card, state }) => {
    expect(cardState(card)).toBe(state)
    if (state === 'open') expect(() => assertOpen(card)).not.toThrow()
    else expect(() => assertOpen(card)).toThrow(expect.objectContaining({ code: `notification_card.${state}` }))
  })

  test.each([
    [0, 5],
    [4, 1],
    [5, 0],
    [9, 0],
  ])('%i misses leave %i tries', (used, left) => expect(triesLeft(used)).toBe(left))
})
