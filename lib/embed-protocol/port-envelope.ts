import { field, PROTOCOL_VERSION } from './fields'
import { matchesShape, required } from './shape'

/** Longest message on the port, in UTF-16 code units of its JSON text. */
export const MAX_MESSAGE_LENGTH = 4096

/** What travels on the port, as JSON text: text has no getters or cycles, and its size is known before it is read. */
export type PortEnvelope = { shomei: typeof PROTOCOL_VERSION; seq: number; type: string; payload: unknown }

export type PortFault = 'too_large' | 'malformed' | 'version_unsupported' | 'out_of_sequence'

export type EnvelopeReading = { ok: true; envelope: PortEnvelope } | { ok: false; fault: PortFault }

const envelopeShape = {
  shomei: required(field.version),
  seq: required(field.sequence),
  type: required((value) => typeof value === 'string'),
  payload: required((value) => typeof value === 'object' && value !== null),
}

/** Writes one message; `seq` counts from 1 on each side of the port. */
export function writeEnvelope(seq: number, message: { type: string; payload: unknown }): string {
  return JSON.stringify({ shomei: PROTOCOL_VERSION, seq, type: message.type, payload: message.payload })
}

/** Reads one message: a verdict for whatever arrived, never an exception. Payload and sequence are not judged here. */
export function readEnvelope(value: unknown): EnvelopeReading {
  if (typeof value !== 'string') return { ok: false, fault: 'malformed' }
  if (value.length > MAX_MESSAGE_LENGTH) return { ok: false, fault: 'too_large' }
  const parsed = parseJson(value)
  if (isEnvelope(parsed)) return { ok: true, envelope: parsed }
  return { ok: false, fault: isOtherVersion(parsed) ? 'version_unsupported' : 'malformed' }
}

function parseJson(value: string): unknown {
  try {
    return JSON.parse(value)
  } catch {
    return undefined
  }
}

function isEnvelope(value: unknown): value is PortEnvelope {
  return matchesShape(value, envelopeShape)
}

function isOtherVersion(value: unknown): boolean {
  if (typeof value !== 'object' || value === null || !('shomei' in value)) return false
  return typeof value.shomei === 'number' && value.shomei !== PROTOCOL_VERSION
}
