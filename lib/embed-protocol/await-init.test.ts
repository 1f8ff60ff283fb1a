import { describe, expect, test } from 'vitest'
import { type AcceptedInit, awaitInit, type FrameWindow, type WindowMessage } from './await-init'
import { createInitMessage } from './handshake'

const instance = '00112233445566778899aabbccddeeff'
const emrOrigin = 'http://emr.localhost:3001'
const init = createInitMessage({ instance, ticket: 'lt_0123456789abcdef', view: 'badge', lang: 'ja' })

function openFrame() {
  const announced: { message: unknown; target: string }[] = []
  const parent = { postMessage: (message: unknown, target: string) => void announced.push({ message, target }) }
  const listeners = new Set<(event: WindowMessage) => void>()
  const frame: FrameWindow = {
    parent,
    addEventListener: (_type, listener) => void listeners.add(listener),
    removeEventListener: (_type, listener) => void listeners.delete(listener),
  }
  const accepted: AcceptedInit[] = []
  const stop = awaitInit(frame, instance, (value) => accepted.push(value))
  const port = new MessageChannel().port2

  function deliver(change: Partial<WindowMessage>): void {
    const event = { source: parent, origin: emrOrigin, data: init, ports: [port], ...change }
    for (const listener of [...listeners]) listener(event)
  }
  return { announced, accepted, listeners, deliver, stop, parent, port }
}

describe('the frame takes one INIT', () => {
  test('E2: it announces itself once, to any parent, without a secret', () => {
    const { announced } = openFrame()
    expect(announced).toEqual([{ message: { shomei: 1, type: 'ready', instance }, target: '*' }])
  })

  test('E4: the first INIT from the parent is taken with its port and the origin the browser told', () => {
    const { accepted, deliver, listeners, port } = openFrame()
    deliver({})
    expect(accepted).toEqual([
      { port, unverifiedParentOrigin: emrOrigin, ticket: init.ticket, view: 'badge', lang: 'ja' },
    ])
    expect(listeners.size).toBe(0)
  })

  test('E4: a second INIT does nothing', () => {
    const { accepted, deliver } = openFrame()
    deliver({})
    deliver({ data: { ...init, ticket: 'lt_another0123456789' } })
    expect(accepted.map((value) => value.ticket)).toEqual([init.ticket])
  })

  test.each([
    { name: 'from another window', change: { source: {} } },
    { name: 'without a source', change: { source: null } },
    { name: 'from the origin null', change: { origin: 'null' } },
    { name: 'from an empty origin', change: { origin: '' } },
    { name: 'from a file', change: { origin: 'file://' } },
    { name: 'for another load of the frame', change: { data: { ...init, instance: 'ffffffffffffffffffffffff' } } },
    { name: 'of an unknown version', change: { data: { ...init, shomei: 2 } } },
    {
      name: 'with another parent origin than the browser tells',
      change: { data: { ...init, parentOrigin: 'http://evil.localhost:9' } },
    },
    { name: 'without a port', change: { ports: [] } },
    { name: 'with two ports', change: { ports: [new MessageChannel().port1, new MessageChannel().port2] } },
  ])('AT-31: INIT $name is ignored, and the right one still works', ({ change }) => {
    const { accepted, deliver } = openFrame()
    deliver(change)
    expect(accepted).toEqual([])
    deliver({})
    expect(accepted).toHaveLength(1)
  })

  test('it can stop waiting', () => {
    const { accepted, deliver, stop } = openFrame()
    stop()
    deliver({})
    expect(accepted).toEqual([])
  })
})
