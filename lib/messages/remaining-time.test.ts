import { describe, expect, it } from 'vitest'
import {
  formatCountdown,
  formatDuration,
  formatRemainingHours,
  formatRemainingMinutes,
  formatWait,
} from './remaining-time'

describe('time left', () => {
  it.each([
    { name: 'of a token, hours and minutes', shown: formatRemainingHours(7 * 3600 + 42 * 60 + 59), expected: '7:42' },
    { name: 'of a token, last minute is not rounded up', shown: formatRemainingHours(59), expected: '0:00' },
    { name: 'never negative', shown: formatRemainingHours(-5), expected: '0:00' },
    { name: 'of a code, minutes and seconds', shown: formatRemainingMinutes(117.2), expected: '1:58' },
    { name: 'of a code, at the end', shown: formatRemainingMinutes(0), expected: '0:00' },
    { name: 'to the second, in words', shown: formatCountdown(117.2, 'ja'), expected: '1分58秒' },
    { name: 'whole minutes to the second', shown: formatCountdown(120, 'ja'), expected: '2分' },
    { name: 'to the second in English', shown: formatCountdown(61, 'en'), expected: '1 minute 1 second' },
    { name: 'in words', shown: formatDuration(7 * 3600 + 42 * 60, 'ja'), expected: '7時間42分' },
    { name: 'whole hours in words', shown: formatDuration(18 * 3600, 'ja'), expected: '18時間' },
    { name: 'seconds in words', shown: formatDuration(45, 'ja'), expected: '45秒' },
    { name: 'in English words', shown: formatDuration(3600 + 60, 'en'), expected: '1 hour 1 minute' },
    { name: 'whole hours in English', shown: formatDuration(18 * 3600, 'en'), expected: '18 hours' },
    { name: 'minutes in English', shown: formatDuration(180, 'en'), expected: '3 minutes' },
    { name: 'a wait is rounded up', shown: formatWait(181, 'ja'), expected: '4分' },
    { name: 'a short wait in seconds', shown: formatWait(20, 'ja'), expected: '20秒' },
    { name: 'a wait of a minute', shown: formatWait(60, 'ja'), expected: '1分' },
  ])('$name', ({ shown, expected }) => {
    expect(shown).toBe(expected)
  })
})
