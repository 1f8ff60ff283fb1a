import { describe, expect, test } from 'vitest'
import { createFakeClock } from '@/lib/embed-protocol/testing/fake-clock'
import type { ShomeiEvent, SignInResult } from '../vendor-api'
import { runSignInDialog, SUCCESS_SHOWN_MS } from './run-sign-in-dialog'

const signedIn: ShomeiEvent = {
  type: 'signed_in',
  staff_id: 'D001',
  method: 'fido',
  expires_at: '2026-11-23T03:00:00Z',
}
const success: SignInResult = { signedIn: true, method: 'fido', expires_at: '2026-11-23T03:00:00Z' }

function open() {
  const clock = createFakeClock()
  const heard: string[] = []
  const screen = { isOpen: false, isFrameThere: false, press: () => {}, tell: (_event: ShomeiEvent) => {} }
  const result = runSignInDialog<string>(
    {
      schedule: clock.schedule,
      openDialog(_request, onClose) {
        screen.isOpen = true
        screen.press = () => {
          screen.isOpen = false
          onClose()
        }
        return { body: 'body', close: () => screen.press() }
      },
      openFrame(_body, _request, onEvent) {
        screen.isFrameThere = true
        screen.tell = onEvent
        return {
          destroy() {
            screen.isFrameThere = false
          },
        }
      },
    },
    { getTicket: () => 'lt_0123456789abcdef', lang: 'ja', onEvent: (event) => heard.push(event.type) },
  )
  return { clock, screen, heard, result }
}

describe('the sign-in dialog', () => {
  test('closes by itself once the success has been readable, and takes the frame away', async () => {
    const { clock, screen, result, heard } = open()
    screen.tell({ type: 'ready' })
    screen.tell(signedIn)
    clock.advance(SUCCESS_SHOWN_MS - 1)
    expect(screen.isOpen).toBe(true)
    clock.advance(1)
    expect(screen).toMatchObject({ isOpen: false, isFrameThere: false })
    expect(await result).toEqual(success)
    expect(heard).toEqual(['ready', 'signed_in'])
  })

  test('closed by hand after the success, it is still a success', async () => {
    const { screen, result, clock } = open()
    screen.tell(signedIn)
    screen.press()
    clock.advance(SUCCESS_SHOWN_MS)
    expect(await result).toEqual(success)
  })

  test('Escape in the frame closes it', async () => {
    const { screen, result } = open()
    screen.tell({ type: 'shown' })
    screen.tell({ type: 'done' })
    expect(await result).toEqual({ signedIn: false, reason: 'cancelled' })
    expect(screen.isFrameThere).toBe(false)
  })

  test.each([
    { name: 'nothing happened', events: [], reason: { reason: 'cancelled' } },
    { name: 'the phone said 違います', events: [{ type: 'denied' }], reason: { reason: 'denied' } },
    {
      name: 'the user went back to choose another way',
      events: [{ type: 'shown' }, { type: 'cancelled' }],
      reason: { reason: 'cancelled' },
    },
    { name: 'the time was over', events: [{ type: 'shown' }, { type: 'expired' }], reason: { reason: 'expired' } },
    {
      name: 'the frame failed',
      events: [{ type: 'error', code: 'frame_unreachable' }],
      reason: { reason: 'error', code: 'frame_unreachable' },
    },
    {
      name: 'a second try was begun after a failure',
      events: [{ type: 'expired' }, { type: 'shown' }],
      reason: { reason: 'cancelled' },
    },
  ] satisfies { name: string; events: ShomeiEvent[]; reason: object }[])(
    'stays open after a failure, and tells it when closed: $name',
    async ({ events, reason }) => {
      const { screen, result } = open()
      for (const event of events) screen.tell(event)
      expect(screen.isOpen).toBe(true)
      screen.press()
      expect(await result).toEqual({ signedIn: false, ...reason })
    },
  )
})
