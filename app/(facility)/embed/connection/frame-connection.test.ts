import { describe, expect, test } from 'vitest'
import type { Answer, Problem } from '@/lib/browser/api-client'
import type { AcceptedInit } from '@/lib/embed-protocol/await-init'
import type { FrameCommand, FrameEvent } from '@/lib/embed-protocol/frame-messages'
import type { FrameSession, FrameSignIn, FrameState } from '@/lib/wire/frame'
import type { FrameSnapshot, StreamHandlers } from './connection-parts'
import type { FrameApi } from './frame-api'
import { openFrameConnection } from './frame-connection'

const status = {
  staff_id: 'D0001',
  status: 'sign_in_required',
  method: null,
  signed_in_at: null,
  expires_at: null,
  remaining_seconds: 0,
  terminal_id: null,
  version: 1,
  server_time: '2026-11-23T00:00:00.000Z',
} as const
const signIn = (changes: Partial<FrameSignIn>): FrameSignIn => ({
  id: 'sin_1',
  method: 'fido',
  state: 'shown',
  match_number: null,
  number_matched: false,
  second_scans: 0,
  can_extend: true,
  expires_in: 100,
  end_reason: null,
  ...changes,
})
const stateOf = (version: number, sign_in: FrameSignIn | null = null): FrameState => ({
  version,
  status,
  signed_in_place: null,
  sign_in,
  session_expires_in: 900,
})
const session: FrameSession = {
  session_token: 'token-1',
  expires_in: 900,
  purpose: 'sign_in',
  parent_origin: 'https://emr.example',
  facility_name: '見本総合病院',
  staff: { staff_id: 'D0001', display_name: '見本 太郎', department: '内科', profession: 'physician' },
  terminal: { name: '端末1', place: '外来1診', has_reader: false },
  methods: [],
  last_method: null,
  state: stateOf(1),
}

function refusalOf(code: Problem['code'], detail = ''): { ok: false; problem: Problem } {
  return { ok: false, problem: { code, title: '', detail, nextStep: null, params: {}, requestId: 'req_1' } }
}

function world(exchange: (ticket: string) => Answer<FrameSession>) {
  const seen = {
    snapshots: [] as FrameSnapshot[],
    tickets: [] as string[],
    told: [] as FrameEvent[],
    closedStreams: 0,
    refreshes: 0,
  }
  const timers: { delayMs: number; run: () => void }[] = []
  const streams: { token: string; handlers: StreamHandlers }[] = []
  let init: (init: AcceptedInit) => void = () => {}
  let command: (command: FrameCommand) => void = () => {}
  const refused = refusalOf('sign_in.unknown')
  const api: FrameApi = {
    exchange: async (ticket) => {
      seen.tickets.push(ticket)
      return exchange(ticket)
    },
    read: async () => refused,
    startSignIn: async () => ({ ok: true, value: stateOf(2, signIn({})) }),
    cancelSignIn: async () => refused,
    extendSignIn: async () => refused,
    signOut: async () => refused,
  }
  const connection = openFrameConnection({
    api,
    waitForInit: (onInit) => {
      init = onInit
      return () => {}
    },
    openLink: (_port, handlers) => {
      command = handlers.onCommand
      return { send: (event) => seen.told.push(event) > 0, close: () => {} }
    },
    openStream: (token, handlers) => {
      streams.push({ token, handlers })
      return {
        refresh: () => {
          seen.refreshes += 1
        },
        close: () => {
          seen.closedStreams += 1
        },
      }
    },
    now: () => 0,
    after: (delayMs, run) => {
      timers.push({ delayMs, run })
      return () => {}
    },
    onChange: (snapshot) => seen.snapshots.push(snapshot),
  })
  const { port1 } = new MessageChannel()
  const begin = () =>
    init({
      port: port1,
      unverifiedParentOrigin: 'https://emr.example',
      ticket: 'ticket-1',
      view: 'sign-in',
      lang: 'ja',
    })
  return {
    seen,
    timers,
    streams,
    connection,
    begin,
    send: (each: FrameCommand) => command(each),
    now: () => seen.snapshots.at(-1),
  }
}

const settled = () => new Promise((resolve) => setImmediate(resolve))

describe('frame connection', () => {
  test('E5 the ticket becomes a bearer and the stream opens with it', async () => {
    const { begin, streams, now } = world(() => ({ ok: true, value: session }))
    begin()
    await settled()
    expect(streams.map((stream) => stream.token)).toEqual(['token-1'])
    expect(now()?.state).toEqual(session.state)
  })

  test('a refused ticket is told to the page and shown', async () => {
    const { begin, seen, now } = world(() => refusalOf('launch.invalid', 'used'))
    begin()
    await settled()
    expect(now()).toMatchObject({ fault: 'launch.invalid', faultDetail: 'used', session: null })
    expect(seen.told).toEqual([{ type: 'error', payload: { code: 'launch.invalid' } }])
  })

  test('a new ticket is asked for a minute before the bearer ends, and replaces the stream', async () => {
    const { begin, seen, timers, streams, send } = world((ticket) => ({
      ok: true,
      value: { ...session, session_token: `token of ${ticket}` },
    }))
    begin()
    await settled()
    expect(timers.map((timer) => timer.delayMs)).toEqual([840_000])
    timers[0]?.run()
    expect(seen.told).toEqual([{ type: 'ticket_needed', payload: {} }])
    send({ type: 'ticket', payload: { ticket: 'ticket-2' } })
    await settled()
    expect(seen.tickets).toEqual(['ticket-1', 'ticket-2'])
    expect(streams.map((stream) => stream.token)).toEqual(['token of ticket-1', 'token of ticket-2'])
    expect(seen.closedStreams).toBe(1)
  })

  test('S5 an older state changes nothing', async () => {
    const { begin, streams, now } = world(() => ({ ok: true, value: { ...session, state: stateOf(5) } }))
    begin()
    await settled()
    streams[0]?.handlers.onState(stateOf(4, signIn({ state: 'signed_in' })))
    expect(now()?.state?.version).toBe(5)
    streams[0]?.handlers.onState(stateOf(6, signIn({})))
    expect(now()?.state?.version).toBe(6)
  })

  test('Q8 the code is gone as soon as it was claimed, and a code of another sign-in is never shown', async () => {
    const { begin, streams, now, connection } = world(() => ({ ok: true, value: session }))
    begin()
    await settled()
    await connection.startSignIn('fido')
    streams[0]?.handlers.onQr({ sign_in_id: 'sin_other', url: 'https://authority.example/sign-in#x', expires_in: 100 })
    expect(now()?.qr).toBeNull()
    streams[0]?.handlers.onQr({ sign_in_id: 'sin_1', url: 'https://authority.example/sign-in#y', expires_in: 100 })
    expect(now()?.qr?.url).toContain('#y')
    streams[0]?.handlers.onState(stateOf(3, signIn({ state: 'claimed', match_number: '47' })))
    expect(now()?.qr).toBeNull()
  })

  test('where events do not pass the state is asked for at once after an action, and often while a code is shown', async () => {
    const { begin, streams, seen, connection } = world(() => ({ ok: true, value: session }))
    begin()
    await settled()
    expect(streams[0]?.handlers.isUrgent()).toBe(false)
    await connection.startSignIn('fido')
    expect(seen.refreshes).toBe(1)
    expect(streams[0]?.handlers.isUrgent()).toBe(true)
    streams[0]?.handlers.onState(stateOf(3, signIn({ state: 'signed_in' })))
    expect(streams[0]?.handlers.isUrgent()).toBe(false)
  })

  test('the reason of a failed action stays while polls repeat the state, until news or the person takes it off', async () => {
    const { begin, streams, now, connection } = world(() => ({ ok: true, value: session }))
    begin()
    await settled()
    await connection.signOut()
    expect(now()?.fault).toBe('sign_in.unknown')
    streams[0]?.handlers.onState(stateOf(1))
    expect(now()?.fault).toBe('sign_in.unknown')
    connection.dismissFault()
    expect(now()?.fault).toBeNull()
    await connection.signOut()
    streams[0]?.handlers.onState(stateOf(2))
    expect(now()?.fault).toBeNull()
  })

  test('a badge is sure again with the next state, whatever failed before', async () => {
    const { begin, streams, now, connection } = world(() => ({ ok: true, value: { ...session, purpose: 'badge' } }))
    begin()
    await settled()
    await connection.signOut()
    expect(now()?.fault).toBe('sign_in.unknown')
    streams[0]?.handlers.onState(stateOf(1))
    expect(now()?.fault).toBeNull()
  })

  test('a bearer that is refused makes the frame stale and asks for a ticket', async () => {
    const { begin, streams, now, seen } = world(() => ({ ok: true, value: session }))
    begin()
    await settled()
    streams[0]?.handlers.onRefused()
    expect(now()?.isStale).toBe(true)
    expect(seen.told).toEqual([{ type: 'ticket_needed', payload: {} }])
  })
})
