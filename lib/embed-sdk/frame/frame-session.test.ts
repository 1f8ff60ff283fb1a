import { describe, expect, test, vi } from 'vitest'
import type { WindowMessage } from '@/lib/embed-protocol/await-init'
import type { FrameEvent } from '@/lib/embed-protocol/frame-messages'
import { createReadyMessage } from '@/lib/embed-protocol/handshake'
import { createFakeClock } from '@/lib/embed-protocol/testing/fake-clock'
import { createFakeFrame, facilityOrigin } from '../testing/fake-frame'
import { createTicketSource } from '../ticket-source'
import type { GetTicket } from '../vendor-api'
import { openFrameSession, type SessionErrorCode } from './frame-session'

const first = 'a'.repeat(32)
const second = 'b'.repeat(32)

function numberedTickets(): GetTicket {
  let count = 0
  return () => {
    count += 1
    return { ticket: `lt_0123456789abcd_${count}` }
  }
}

function open(tickets: { ticket?: string; getTicket?: GetTicket } = { getTicket: numberedTickets() }) {
  const clock = createFakeClock()
  const frame = createFakeFrame(clock.schedule)
  const events: FrameEvent[] = []
  const errors: SessionErrorCode[] = []
  const session = openFrameSession({
    page: frame.page,
    facilityOrigin,
    parentOrigin: 'http://emr.localhost:3001',
    view: 'sign-in',
    lang: 'ja',
    tickets: createTicketSource({ ...tickets, purpose: 'sign_in', ...clock }),
    schedule: clock.schedule,
    onEvent: (event) => events.push(event),
    onError: (code) => errors.push(code),
  })
  const ticketsOfInits = () => frame.inits.map((init) => init.ticket)
  return { clock, frame, events, errors, session, ticketsOfInits }
}

describe('E3: the parent answers only its own frame at the facility', () => {
  test('READY brings INIT with the ticket, the view and this load’s instance', async () => {
    const { frame } = open()
    frame.announce(first)
    await vi.waitUntil(() => frame.inits.length > 0)
    expect(frame.inits).toEqual([
      {
        shomei: 1,
        type: 'init',
        instance: first,
        ticket: 'lt_0123456789abcd_1',
        view: 'sign-in',
        lang: 'ja',
        parentOrigin: 'http://emr.localhost:3001',
      },
    ])
  })

  const foreign: { name: string; change: Partial<WindowMessage> }[] = [
    { name: 'another origin', change: { origin: 'http://evil.localhost:9999', data: createReadyMessage(first) } },
    { name: 'the origin null', change: { origin: 'null', data: createReadyMessage(first) } },
    {
      name: 'the same host on another port',
      change: { origin: 'http://facility.localhost:3001', data: createReadyMessage(first) },
    },
    { name: 'another window', change: { source: {}, data: createReadyMessage(first) } },
    { name: 'no window', change: { source: null, data: createReadyMessage(first) } },
    { name: 'its frame in an unknown version', change: { data: { ...createReadyMessage(first), shomei: 2 } } },
    { name: 'its frame with an unknown field', change: { data: { ...createReadyMessage(first), ticket: 'x' } } },
  ]
  test.each(foreign)('AT-31: READY from $name costs no ticket, and the right one still works', async ({ change }) => {
    const getTicket = vi.fn(numberedTickets())
    const { frame } = open({ getTicket })
    frame.post(change)
    expect(getTicket).not.toHaveBeenCalled()
    frame.announce(first)
    await vi.waitUntil(() => frame.inits.length > 0)
    expect(getTicket).toHaveBeenCalledTimes(1)
  })

  test('E7, AT-14: a window message that says signed_in is no event, from whomever it comes', () => {
    const { frame, events } = open()
    const forged = {
      shomei: 1,
      type: 'signed_in',
      staff_id: 'D001',
      method: 'fido',
      expires_at: '2026-11-23T03:00:00Z',
    }
    frame.post({ data: forged })
    frame.post({ source: {}, data: forged })
    frame.post({ origin: 'http://evil.localhost:9999', data: JSON.stringify(forged) })
    expect(events).toEqual([])
  })

  test('the same READY twice opens one port', async () => {
    const { frame } = open()
    frame.announce(first)
    frame.announce(first)
    await vi.waitUntil(() => frame.inits.length > 0)
    await Promise.resolve()
    expect(frame.inits).toHaveLength(1)
  })
})

describe('E5: every load has a ticket of its own', () => {
  test('a reloaded frame is asked for with a new ticket', async () => {
    const { frame, ticketsOfInits } = open()
    frame.announce(first)
    await vi.waitUntil(() => frame.inits.length === 1)
    frame.announce(second)
    await vi.waitUntil(() => frame.inits.length === 2)
    expect(ticketsOfInits()).toEqual(['lt_0123456789abcd_1', 'lt_0123456789abcd_2'])
  })

  test('a ticket that comes after the frame was reloaded is not given to the new load', async () => {
    const answers: ((ticket: string) => void)[] = []
    const { frame, ticketsOfInits } = open({ getTicket: () => new Promise((resolve) => answers.push(resolve)) })
    frame.announce(first)
    await vi.waitUntil(() => answers.length === 1)
    frame.announce(second)
    await vi.waitUntil(() => answers.length === 2)
    answers[0]?.('lt_late_0123456789')
    answers[1]?.('lt_right_0123456789')
    await vi.waitUntil(() => frame.inits.length > 0)
    expect(ticketsOfInits()).toEqual(['lt_right_0123456789'])
    expect(frame.inits[0]?.instance).toBe(second)
  })

  test('a frame whose access has ended gets a new ticket over the port', async () => {
    const { frame } = open()
    frame.announce(first)
    await vi.waitUntil(() => frame.inits.length > 0)
    frame.say({ type: 'ticket_needed', payload: {} })
    await vi.waitUntil(() => frame.commands.length > 0)
    expect(frame.commands).toEqual([{ type: 'ticket', payload: { ticket: 'lt_0123456789abcd_2' } }])
  })

  test('the only ticket serves one load; the next is told as ticket_used', async () => {
    const { frame, errors, ticketsOfInits } = open({ ticket: 'lt_only_0123456789' })
    frame.announce(first)
    await vi.waitUntil(() => frame.inits.length > 0)
    frame.announce(second)
    await vi.waitUntil(() => errors.length > 0)
    expect(errors).toEqual(['ticket_used'])
    expect(ticketsOfInits()).toEqual(['lt_only_0123456789'])
  })

  test('a frame that reloads for ever is stopped after five tickets a minute', async () => {
    const { frame, errors } = open()
    for (let load = 1; load <= 6; load += 1) {
      frame.announce(String(load).repeat(32))
      await vi.waitUntil(() => frame.inits.length + errors.length === load)
    }
    expect(frame.inits).toHaveLength(5)
    expect(errors).toEqual(['ticket_limit'])
  })
})

describe('E6: time limits and the end', () => {
  test('a frame that does not load is told after 10 s, and may still come', async () => {
    const { clock, frame, errors } = open()
    clock.advance(9_999)
    expect(errors).toEqual([])
    clock.advance(1)
    expect(errors).toEqual(['frame_unreachable'])
    frame.announce(first)
    await vi.waitUntil(() => frame.inits.length > 0)
  })

  test('a frame that loads but says nothing is told after 10 s; one that speaks is not', async () => {
    const silent = open()
    silent.frame.announce(first)
    await vi.waitUntil(() => silent.frame.inits.length > 0)
    silent.clock.advance(10_000)
    expect(silent.errors).toEqual(['frame_silent'])

    const speaking = open()
    speaking.frame.announce(first)
    await vi.waitUntil(() => speaking.frame.inits.length > 0)
    speaking.frame.say({ type: 'ready', payload: {} })
    speaking.clock.advance(60_000)
    expect(speaking.errors).toEqual([])
  })

  test('a back end that does not answer is told after 15 s', async () => {
    const { clock, frame, errors } = open({ getTicket: () => new Promise(() => {}) })
    frame.announce(first)
    clock.advance(15_000)
    await vi.waitUntil(() => errors.length > 0)
    expect(errors).toEqual(['ticket_overdue'])
  })

  test.each([
    { name: 'throws', getTicket: () => Promise.reject(new Error('401')), code: 'ticket_failed' },
    { name: 'answers without a ticket', getTicket: () => ({ ticket: null }), code: 'ticket_invalid' },
    { name: 'answers with a page of HTML', getTicket: () => '<!doctype html>', code: 'ticket_invalid' },
  ])('a getTicket that $name is told as $code', async ({ getTicket, code }) => {
    const { frame, errors } = open({ getTicket })
    frame.announce(first)
    await vi.waitUntil(() => errors.length > 0)
    expect(errors).toEqual([code])
    expect(frame.inits).toEqual([])
  })

  test('events arrive in order; after close nothing is heard and the frame was told', async () => {
    const { frame, events, session } = open()
    frame.announce(first)
    await vi.waitUntil(() => frame.inits.length > 0)
    frame.say({ type: 'ready', payload: {} })
    frame.say({ type: 'claimed', payload: {} })
    session.close()
    frame.say({ type: 'expired', payload: {} })
    expect(events.map((event) => event.type)).toEqual(['ready', 'claimed'])
    expect(frame.commands).toEqual([{ type: 'close', payload: {} }])
    expect(frame.isListenedTo()).toBe(false)
  })
})
