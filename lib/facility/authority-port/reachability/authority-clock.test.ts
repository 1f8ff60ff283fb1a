import { describe, expect, test } from 'vitest'
import { createAuthorityClock } from './authority-clock'

const theirs = Date.parse('2026-11-30T00:00:00Z')
const date = (ms = theirs) => ({ date: new Date(ms).toUTCString(), 'content-type': 'application/json' })

/** A clock that is `aheadMs` ahead, after one answer that took `roundTripMs`. */
function measured(aheadMs: number, { roundTripMs = 0, headers = date() as Record<string, string> } = {}) {
  const state = { wall: theirs + 500 + aheadMs + roundTripMs / 2, steady: roundTripMs }
  const clock = createAuthorityClock({ now: () => new Date(state.wall), monotonicMs: () => state.steady })
  clock.observe(headers, 0)
  return { clock, state }
}

describe('this process’s clock against the authority’s', () => {
  test.each([
    [0, 0],
    [4_000, 4],
    [-4_000, -4],
    [90_000, 90],
    [-7_200_000, -7_200],
  ])('ahead by %i ms is measured as %i s, however long the answer took', (aheadMs, seconds) => {
    expect(measured(aheadMs).clock.skewSeconds()).toBe(seconds)
    expect(measured(aheadMs, { roundTripMs: 8_000 }).clock.skewSeconds()).toBe(seconds)
  })

  test.each([
    ['a few seconds are left alone', 4_000, 4_000],
    ['two minutes ahead are corrected', 120_000, 0],
    ['two minutes behind are corrected', -120_000, 0],
    ['five minutes are corrected', 300_000, 0],
    ['more than five minutes are not', 301_000, 301_000],
    ['nor more than five minutes behind', -301_000, -301_000],
  ])('%s', (_, aheadMs, leftMs) => {
    expect(measured(aheadMs).clock.now().getTime() - (theirs + 500)).toBe(leftMs)
  })

  test('a clock that is too far off counts as such until it should have been measured again', () => {
    const { clock, state } = measured(400_000)
    expect(clock.isBeyondCorrection()).toBe(true)
    state.steady += 91_000
    expect(clock.isBeyondCorrection()).toBe(false)
    expect(measured(200_000).clock.isBeyondCorrection()).toBe(false)
  })

  test.each([{ 'content-type': 'application/json; charset=utf-8' }, { 'content-type': 'text/event-stream' }, {}])(
    'an answer of the authority’s own counts: %o',
    (type: Record<string, string>) => {
      const { date: at } = date()
      expect(measured(120_000, { headers: { date: at, ...type } }).clock.skewSeconds()).toBe(120)
    },
  )

  test('a clock that was set right is seen at the next answer', () => {
    const { clock, state } = measured(400_000)
    state.wall = theirs + 500
    clock.observe(date(), state.steady)
    expect([clock.skewSeconds(), clock.isBeyondCorrection()]).toEqual([0, false])
  })

  test.each([
    ['without a Date', { headers: {} }],
    ['with a Date that is none', { headers: { date: 'yesterday' } }],
    ['that took too long', { roundTripMs: 11_000 }],
    ['that a cache on the way kept', { headers: { ...date(), age: '290' } }],
    ['that is a page of a proxy', { headers: { ...date(), 'content-type': 'text/html; charset=utf-8' } }],
  ])('an answer %s says nothing', (_, answer) => {
    const { clock, state } = measured(120_000, answer)
    expect(clock.skewSeconds()).toBeNull()
    expect(clock.now().getTime()).toBe(state.wall)
  })
})
