import { field } from './fields'
import { type PortFault, readEnvelope, writeEnvelope } from './port-envelope'
import { matchesShape, required } from './shape'

/** Each side expects its message to be acknowledged within this time (E6). */
export const ACKNOWLEDGEMENT_TIMEOUT_MS = 5_000

type Message = { type: string; payload: unknown }

/** The part of a MessagePort that a link uses. */
export type LinkPort = {
  addEventListener(type: 'message', listener: (event: { data: unknown }) => void): void
  /** Begins delivery: nothing that came before is lost. */
  start(): void
  postMessage(message: string): void
  close(): void
}

/** Calls back once after `delayMs`; the answer cancels it. */
export type Schedule = (callback: () => void, delayMs: number) => () => void

export type PortLink<Outgoing extends Message> = {
  /** False when the link has ended: nothing was sent. */
  send(message: Outgoing): boolean
  close(): void
}

export type PortLinkOptions<Incoming extends Message> = {
  port: LinkPort
  accepts: (message: { type: unknown; payload: unknown }) => message is Incoming
  onMessage: (message: Incoming) => void
  /** Called once, after the link has ended because of a fault. */
  onFault: (fault: PortFault) => void
  /** Called once for each message that was not acknowledged in time. The link stays: an `alert()` of the EMR may hold up its page for minutes. */
  onOverdue: () => void
  schedule: Schedule
  acknowledgementTimeoutMs?: number
}

const acknowledgementShape = { seq: required(field.sequence) }

/**
 * One side of the port (E6): numbers its messages from 1, takes the other side's only in order and only when `accepts` knows them,
 * acknowledges each, and ends at the first thing that does not fit: a port that two honest sides share has no reason for any.
 */
export function openPortLink<Outgoing extends Message, Incoming extends Message>(
  options: PortLinkOptions<Incoming>,
): PortLink<Outgoing> {
  const { port, schedule } = options
  const timeoutMs = options.acknowledgementTimeoutMs ?? ACKNOWLEDGEMENT_TIMEOUT_MS
  const overdueTimers = new Map<number, () => void>()
  let sent = 0
  let received = 0
  let isOpen = true

  function close(): void {
    isOpen = false
    for (const cancel of overdueTimers.values()) cancel()
    overdueTimers.clear()
    port.close()
  }

  function fail(fault: PortFault): void {
    if (!isOpen) return
    close()
    options.onFault(fault)
  }

  function post(message: Message): void {
    sent += 1
    port.postMessage(writeEnvelope(sent, message))
  }

  function settle(payload: unknown): PortFault | null {
    if (!matchesAcknowledgement(payload)) return 'malformed'
    const cancel = overdueTimers.get(payload.seq)
    if (!cancel) return 'out_of_sequence'
    cancel()
    overdueTimers.delete(payload.seq)
    return null
  }

  function receive(value: unknown): PortFault | null {
    const reading = readEnvelope(value)
    if (!reading.ok) return reading.fault
    const { seq, type, payload } = reading.envelope
    if (seq !== received + 1) return 'out_of_sequence'
    received = seq
    if (type === 'ack') return settle(payload)
    const message = { type, payload }
    if (!options.accepts(message)) return 'malformed'
    post({ type: 'ack', payload: { seq } })
    options.onMessage(message)
    return null
  }

  port.addEventListener('message', (event) => {
    const fault = isOpen ? receive(event.data) : null
    if (fault) fail(fault)
  })
  port.start()
  return {
    send(message) {
      if (!isOpen) return false
      const cancel = schedule(options.onOverdue, timeoutMs)
      overdueTimers.set(sent + 1, cancel)
      post(message)
      return true
    },
    close() {
      if (isOpen) close()
    },
  }
}

function matchesAcknowledgement(payload: unknown): payload is { seq: number } {
  return matchesShape(payload, acknowledgementShape)
}
