import { describe, expect, test } from 'vitest'
import type { FrameSession, FrameSignIn } from '@/lib/wire/frame'
import { openingMethodOf } from './opening-method'

const signIn: FrameSignIn = {
  id: 'sin_1',
  method: 'fido',
  state: 'shown',
  match_number: null,
  number_matched: false,
  second_scans: 0,
  can_extend: true,
  expires_in: 12,
  end_reason: null,
}

function sessionOf(changes: {
  last?: FrameSession['last_method']
  signIn?: FrameSignIn
  status?: FrameSession['state']['status']['status']
  purpose?: FrameSession['purpose']
}): FrameSession {
  return {
    session_token: 'token-1',
    expires_in: 900,
    purpose: changes.purpose ?? 'sign_in',
    parent_origin: 'https://emr.example',
    facility_name: '見本総合病院',
    staff: { staff_id: 'D0001', display_name: '見本 太郎', department: '内科', profession: 'physician' },
    terminal: { name: '端末1', place: '外来1診', has_reader: false },
    methods: [
      { method: 'fido', available: true, reason: null },
      { method: 'hpki_card', available: false, reason: 'no_reader_at_terminal' },
    ],
    last_method: changes.last ?? null,
    state: {
      version: 1,
      status: {
        staff_id: 'D0001',
        status: changes.status ?? 'sign_in_required',
        method: null,
        signed_in_at: null,
        expires_at: null,
        remaining_seconds: 0,
        terminal_id: null,
        version: 1,
        server_time: '2026-11-23T00:00:00.000Z',
      },
      signed_in_place: null,
      sign_in: changes.signIn ?? null,
      session_expires_in: 900,
    },
  }
}

describe('E8 the method a frame opens with', () => {
  test.each([
    { name: 'FIDO was used last', session: sessionOf({ last: 'fido' }), method: 'fido' },
    { name: 'nothing was used before: the choice', session: sessionOf({}), method: null },
    {
      name: 'the last method is not available here: the choice',
      session: sessionOf({ last: 'hpki_card' }),
      method: null,
    },
    {
      name: 'signed in and opened to sign in again',
      session: sessionOf({ last: 'fido', status: 'signed_in' }),
      method: 'fido',
    },
    { name: 'a locked staff member', session: sessionOf({ last: 'fido', status: 'locked' }), method: null },
    { name: 'a badge', session: sessionOf({ last: 'fido', purpose: 'badge' }), method: null },
    { name: 'a code of an earlier frame is replaced', session: sessionOf({ signIn }), method: 'fido' },
    {
      name: 'a phone has claimed: its number is shown',
      session: sessionOf({ last: 'fido', signIn: { ...signIn, state: 'claimed', match_number: '47' } }),
      method: null,
    },
    {
      name: 'the approval is being redeemed',
      session: sessionOf({ last: 'fido', signIn: { ...signIn, state: 'redeeming' } }),
      method: null,
    },
  ])('$name', ({ session, method }) => {
    expect(openingMethodOf(session)).toBe(method)
  })
})
