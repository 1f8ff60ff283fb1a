import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type FrameCommand, type FrameEvent, isFrameCommand, isFrameEvent } from './frame-messages'
import { MAX_MESSAGE_LENGTH, type PortFault, writeEnvelope } from './port-envelope'
import { type LinkPort, openPortLink } from './port-link'
import { createFakeClock } from './testing/fake-clock'
import { createPortPair } from './testing/port-pair'

const signedIn: FrameEvent = {
  type: 'signed_in',
  payload: { staff_id: 'D001', method: 'fido', expires_at: '2026-11-23T03:00:00Z' },
}

function openPair() {
  const [childPort, parentPort] = createPortPair()
  const clock = createFakeClock()
  const seen: FrameEvent[] = []
  const commands: FrameCommand[] = []
  const faults: PortFault[] = []
  const overdue: number[] = []
  const child = openPortLink<FrameEvent, FrameCommand>({
    port: childPort,
    accepts: isFrameCommand,
    onMessage: (message) => commands.push(message),
    onFault: (fault) => faults.push(fault),
    onOverdue: () => overdue.push(clock.now()),
    schedule: clock.schedule,
  })
  const parent = openPortLink<FrameCommand, FrameEvent>({
    port: parentPort,
    accepts: isFrameEvent,
    onMessage: (message) => seen.push(message),
    onFault: (fault) => faults.push(fault),
    onOverdue: () => overdue.push(clock.now()),
    schedule: clock.schedule,
  })
  return { child, parent, clock, seen, commands, faults, overdue }
}

/** A parent's link whose other side the test writes by hand. */
function openAgainstRawPort() {
  const clock = createFakeClock()
  const sent: string[] = []
  const listeners: ((event: { data: unknown }) => void)[] = []
  const port: LinkPort & { isClosed: boolean } = {
    isClosed: false,
    addEventListener: (_type, listener) => void listeners.push(listener),
    start() {},
    postMessage: (message) => void sent.push(message),
    close() {
      this.isClosed = true
    },
  }
  const seen: FrameEvent[] = []
  const faults: PortFault[] = []
  const overdue: number[] = []
  const link = openPortLink<FrameCommand, FrameEvent>({
    port,
    accepts: isFrameEvent,
    onMessage: (message) => seen.push(message),
    onFault: (fault) => faults.push(fault),
    onOverdue: () => overdue.push(clock.now()),
    schedule: clock.schedule,
  })
  return {
    link,
    port,
    clock,
    sent,
    seen,
    faults,
    overdue,
    deliver: (data: unknown) => listeners.forEach((listener) => void listener({ data })),
  }
}

describe('E6: the port', () => {
  test('carries events and commands in order, and every one is acknowledged in time', () => {
    const { child, parent, clock, seen, commands, faults, overdue } = openPair()
    child.send({ type: 'ready', payload: {} })
    child.send(signedIn)
    parent.send({ type: 'ticket', payload: { ticket: 'lt_0123456789abcdef' } })
    child.send({ type: 'resize', payload: { height: 240, width: 320, overlay: true } })
    clock.advance(60_000)
    expect(seen.map((message) => message.type)).toEqual(['ready', 'signed_in', 'resize'])
    expect(seen[1]).toEqual(signedIn)
    expect(overdue).toEqual([])
    expect(commands.map((message) => message.type)).toEqual(['ticket'])
    expect(faults).toEqual([])
  })

  test('tells when the other side does not acknowledge within the limit, not a moment before, and lives on', () => {
    const { link, clock, deliver, overdue, faults, seen } = openAgainstRawPort()
    link.send({ type: 'close', payload: {} })
    clock.advance(4_999)
    expect(overdue).toEqual([])
    clock.advance(1)
    expect(overdue).toEqual([5_000])
    deliver(writeEnvelope(1, { type: 'ack', payload: { seq: 1 } }))
    deliver(writeEnvelope(2, signedIn))
    clock.advance(60_000)
    expect(overdue).toEqual([5_000])
    expect(seen).toEqual([signedIn])
    expect(faults).toEqual([])
  })

  test('works over a real MessageChannel', async () => {
    const { port1, port2 } = new MessageChannel()
    const clock = createFakeClock()
    const common = { onFault: expect.unreachable, onOverdue: expect.unreachable, schedule: clock.schedule }
    const heard = new Promise<FrameEvent>((resolve) => {
      openPortLink<FrameCommand, FrameEvent>({ port: port1, accepts: isFrameEvent, onMessage: resolve, ...common })
    })
    const child = openPortLink<FrameEvent, FrameCommand>({
      port: port2,
      accepts: isFrameCommand,
      onMessage: () => expect.unreachable(),
      ...common,
    })
    child.send(signedIn)
    expect(await heard).toEqual(signedIn)
    child.close()
  })

  test('an acknowledgement counts once', () => {
    const { link, deliver, faults } = openAgainstRawPort()
    link.send({ type: 'close', payload: {} })
    deliver(writeEnvelope(1, { type: 'ack', payload: { seq: 1 } }))
    expect(faults).toEqual([])
    deliver(writeEnvelope(2, { type: 'ack', payload: { seq: 1 } }))
    expect(faults).toEqual(['out_of_sequence'])
  })

  test('a closed link sends nothing and hears nothing', () => {
    const { link, deliver, sent, seen, faults } = openAgainstRawPort()
    link.close()
    expect(link.send({ type: 'close', payload: {} })).toBe(false)
    deliver(raw({}))
    expect([sent, seen, faults]).toEqual([[], [], []])
  })

  const refused: { name: string; message: unknown; fault: PortFault }[] = [
    {
      name: 'an object instead of text',
      message: { shomei: 1, seq: 1, type: 'ready', payload: {} },
      fault: 'malformed',
    },
    { name: 'text that is not JSON', message: '{', fault: 'malformed' },
    { name: 'an unknown version', message: raw({ shomei: 2 }), fault: 'version_unsupported' },
    { name: 'a missing version', message: raw({ shomei: undefined }), fault: 'malformed' },
    { name: 'an unknown field', message: raw({ extra: 1 }), fault: 'malformed' },
    { name: 'an unknown type', message: raw({ type: 'approve' }), fault: 'malformed' },
    { name: 'a type that every object inherits', message: raw({ type: 'constructor' }), fault: 'malformed' },
    { name: 'an unknown payload field', message: raw({ payload: { token: 'x' } }), fault: 'malformed' },
    { name: 'a payload that is a list', message: raw({ payload: [] }), fault: 'malformed' },
    { name: 'a sequence number that skips', message: raw({ seq: 2 }), fault: 'out_of_sequence' },
    { name: 'a sequence number below one', message: raw({ seq: 0 }), fault: 'malformed' },
    {
      name: 'an acknowledgement of nothing',
      message: raw({ type: 'ack', payload: { seq: 1 } }),
      fault: 'out_of_sequence',
    },
    { name: 'a longer text than allowed', message: ' '.repeat(MAX_MESSAGE_LENGTH) + raw({}), fault: 'too_large' },
  ]
  test.each(refused)('AT-31: $name ends the link with $fault and delivers nothing', ({ message, fault }) => {
    const { deliver, port, seen, faults, sent } = openAgainstRawPort()
    deliver(message)
    expect(faults).toEqual([fault])
    expect(seen).toEqual([])
    expect(sent).toEqual([])
    expect(port.isClosed).toBe(true)
    deliver(raw({}))
    expect(seen).toEqual([])
  })

  test('the allowed twin: the same message unharmed is delivered and acknowledged', () => {
    const { deliver, seen, faults, sent } = openAgainstRawPort()
    deliver(raw({}))
    expect(seen).toEqual([{ type: 'ready', payload: {} }])
    expect(faults).toEqual([])
    expect(sent.map((message) => JSON.parse(message))).toEqual([
      { shomei: 1, seq: 1, type: 'ack', payload: { seq: 1 } },
    ])
  })

  test('AT-31: a replayed message is out of sequence', () => {
    const { deliver, seen, faults } = openAgainstRawPort()
    deliver(writeEnvelope(1, signedIn))
    deliver(writeEnvelope(1, signedIn))
    expect(seen).toEqual([signedIn])
    expect(faults).toEqual(['out_of_sequence'])
  })

  test('whatever arrives, nothing is thrown and at most one fault is told', () => {
    const anyMessage = fc.oneof(
      fc.anything(),
      fc.string(),
      fc.json(),
      fc.object().map((value) => JSON.stringify(value)),
    )
    fc.assert(
      fc.property(fc.array(anyMessage, { maxLength: 5 }), (messages) => {
        const { deliver, seen, faults } = openAgainstRawPort()
        for (const message of messages) deliver(message)
        expect(seen).toEqual([])
        expect(faults.length).toBe(messages.length === 0 ? 0 : 1)
      }),
    )
  })
})

function raw(change: Record<string, unknown>): string {
  return JSON.stringify({ shomei: 1, seq: 1, type: 'ready', payload: {}, ...change })
}
