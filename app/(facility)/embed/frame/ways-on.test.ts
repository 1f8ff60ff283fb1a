import { describe, expect, test } from 'vitest'
import type { FrameSession } from '@/lib/wire/frame'
import type { FailureKind } from './frame-step'
import { waysOnFrom } from './ways-on'

type Session = Pick<FrameSession, 'methods' | 'staff'>

const session = (changes: Partial<Session['staff']> = {}, cardWorks = false): Session => ({
  staff: { staff_id: 'D0001', display_name: '見本 太郎', department: '内科', profession: 'physician', ...changes },
  methods: [
    { method: 'fido', available: true, reason: null },
    { method: 'hpki_card', available: cardWorks, reason: cardWorks ? null : 'no_reader_at_terminal' },
  ],
})

describe('E13 what a failure offers exists here', () => {
  test('a method that does not work is no button, and keeps its reason', () => {
    expect(waysOnFrom('expired', 'fido', session())).toEqual({
      canRetry: true,
      methods: [],
      unavailable: [{ method: 'hpki_card', reason: 'no_reader_at_terminal' }],
      paper: true,
    })
  })

  test('a method that works here is a button', () => {
    expect(waysOnFrom('authority_unavailable', 'fido', session({}, true))).toMatchObject({
      methods: ['hpki_card'],
      unavailable: [],
    })
  })

  test.each([
    'not_registered',
    'no_phone',
    'locked',
    'client_refused',
    'outdated',
    'session_ended',
  ] satisfies FailureKind[])('%s is not tried again: it would end the same way', (kind) => {
    expect(waysOnFrom(kind, 'fido', session()).canRetry).toBe(false)
  })

  test('without a phone another method that works is still offered; for a locked person none is', () => {
    expect(waysOnFrom('no_phone', 'fido', session({}, true)).methods).toEqual(['hpki_card'])
    expect(waysOnFrom('locked', 'fido', session({}, true)).methods).toEqual([])
  })

  test('a pharmacist issues no prescription on paper; a frame without a session offers nothing', () => {
    expect(waysOnFrom('expired', 'fido', session({ profession: 'pharmacist' })).paper).toBe(false)
    expect(waysOnFrom('session_ended', 'fido', null)).toEqual({
      canRetry: false,
      methods: [],
      unavailable: [],
      paper: false,
    })
  })
})
