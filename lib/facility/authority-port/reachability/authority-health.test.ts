import { describe, expect, test } from 'vitest'
import { authorityError } from '../authority.errors'
import { createHealthRecord, noticeOf } from './authority-health'

describe('what an administrator has to know of the way to the authority', () => {
  const well = { state: 'reached', failure: null } as const
  test.each([
    [null, null],
    [0, null],
    [30, null],
    [31, { code: 'authority.clock_skew', params: { seconds: 31 } }],
    [-90, { code: 'authority.clock_skew', params: { seconds: 90 } }],
  ])('a clock that is %s s ahead: %j', (clockSkewSeconds, expected) => {
    expect(noticeOf({ ...well, clockSkewSeconds })).toEqual(expected)
  })

  test('a failure comes before the clock, and is over with the next call that gets through', () => {
    const record = createHealthRecord()
    expect(record.read()).toEqual({ state: 'unknown', failure: null })
    record.failed(authorityError('authority.proxy_refused', { params: { host: 'a.jp', proxy: 'p.jp', status: 403 } }))
    const failure = { code: 'authority.proxy_refused', params: { host: 'a.jp', proxy: 'p.jp', status: 403 } }
    expect(noticeOf({ ...record.read(), clockSkewSeconds: 90 })).toEqual(failure)
    record.reached()
    expect(noticeOf({ ...record.read(), clockSkewSeconds: 0 })).toBeNull()
  })
})
