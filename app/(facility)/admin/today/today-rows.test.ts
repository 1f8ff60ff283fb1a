import { describe, expect, test } from 'vitest'
import type { StaffRow } from '@/lib/wire/console'
import { countRows, filterRows, liveRow, mergeRows, sortRows } from './today-rows'

const row = (staff_id: string, changes: Partial<StaffRow> = {}): StaffRow => ({
  staff_id,
  status: 'sign_in_required',
  method: null,
  signed_in_at: null,
  expires_at: null,
  remaining_seconds: 0,
  terminal_id: null,
  version: 1,
  server_time: '2026-11-23T00:00:00.000Z',
  display_name: `見本 ${staff_id}`,
  kana: `みほん ${staff_id}`,
  department: '内科',
  profession: 'physician',
  clinic_today: false,
  terminal_name: null,
  sign_in_under_way: false,
  ...changes,
})
const live = (each: StaffRow, since = 0) => liveRow(each, since, 7200)

describe('liveRow', () => {
  test.each([
    {
      name: 'signed in',
      each: row('1', { status: 'signed_in', remaining_seconds: 9000 }),
      since: 0,
      state: 'signed_in',
    },
    {
      name: 'ends soon by now',
      each: row('1', { status: 'signed_in', remaining_seconds: 9000 }),
      since: 1801,
      state: 'expiring',
    },
    {
      name: 'D3 run out by now',
      each: row('1', { status: 'expiring', remaining_seconds: 60 }),
      since: 60,
      state: 'sign_in_required',
    },
    { name: 'under way', each: row('1', { sign_in_under_way: true }), since: 0, state: 'in_progress' },
    {
      name: 'signing in again while valid stays valid',
      each: row('1', { status: 'signed_in', remaining_seconds: 9000, sign_in_under_way: true }),
      since: 0,
      state: 'signed_in',
    },
    { name: 'not registered', each: row('1', { status: 'not_registered' }), since: 0, state: 'not_registered' },
  ])('$name', ({ each, since, state }) => {
    expect(live(each, since).state).toBe(state)
  })
})

test('D2 sees patients today and not signed in comes first, the normal state last', () => {
  const rows = [
    row('ok', { status: 'signed_in', remaining_seconds: 9000, clinic_today: true }),
    row('later'),
    row('locked', { status: 'locked' }),
    row('now', { clinic_today: true }),
  ].map((each) => live(each))
  expect(sortRows(rows).map((each) => each.staff_id)).toEqual(['now', 'locked', 'later', 'ok'])
})

test('the counts are what the filters show', () => {
  const rows = [row('a', { clinic_today: true }), row('b'), row('c', { status: 'locked' })].map((each) => live(each))
  const counts = countRows(rows)
  expect(counts.all).toBe(filterRows(rows, null, '').length)
  for (const filter of ['clinic_without_sign_in', 'sign_in_required', 'locked', 'signed_in'] as const) {
    expect(counts[filter]).toBe(filterRows(rows, filter, '').length)
  }
  expect(counts.clinic_without_sign_in).toBe(1)
})

test.each(['見本a', 'ＭＩＨＯＮ', 'Dａ', '内科'])('search finds %s whatever the width of the letters', (text) => {
  const rows = [live(row('Da', { display_name: '見本 a', kana: 'mihon' }))]
  expect(filterRows(rows, null, text)).toHaveLength(1)
  expect(filterRows(rows, null, `${text}x`)).toHaveLength(0)
})

test('S5 an older row replaces nothing', () => {
  const rows = [row('a', { version: 3, status: 'locked' })]
  expect(mergeRows(rows, [row('a', { version: 2 })])[0]?.status).toBe('locked')
  expect(mergeRows(rows, [row('a', { version: 4 }), row('b')]).map((each) => each.status)).toEqual([
    'sign_in_required',
    'sign_in_required',
  ])
})
