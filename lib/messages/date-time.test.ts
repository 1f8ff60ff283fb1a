import { describe, expect, it } from 'vitest'
import { formatClock, formatDate, formatDateTime, formatExpiry } from './date-time'

const at = new Date('2026-11-23T03:00:05Z')

describe('date and time on screen', () => {
  it.each([
    { name: 'Japanese with weekday', shown: formatDateTime(at, 'ja'), expected: '2026年11月23日(月) 12:00' },
    { name: 'English', shown: formatDateTime(at, 'en'), expected: 'Mon 23 Nov 2026, 12:00' },
    { name: 'the form of the ministry', shown: formatExpiry(at, 'ja'), expected: '2026年11月23日12:00' },
    { name: 'expiry in English', shown: formatExpiry(at, 'en'), expected: 'Mon 23 Nov 2026, 12:00' },
    { name: 'date only', shown: formatDate(at, 'ja'), expected: '2026年11月23日(月)' },
    { name: 'clock', shown: formatClock(at, 'minutes'), expected: '12:00' },
    { name: 'clock with seconds', shown: formatClock(at, 'seconds'), expected: '12:00:05' },
    {
      name: 'midnight is 0:00 of the new day',
      shown: formatDateTime(new Date('2026-01-04T15:00:00Z'), 'ja'),
      expected: '2026年1月5日(月) 00:00',
    },
    { name: 'another zone', shown: formatDateTime(at, 'ja', 'UTC'), expected: '2026年11月23日(月) 03:00' },
  ])('$name', ({ shown, expected }) => {
    expect(shown).toBe(expected)
  })
})
