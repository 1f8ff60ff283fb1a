import { type FrameLanguage, type FrameView, field, PROTOCOL_VERSION } from './fields'
import { matchesShape, optional, required } from './shape'

/** Child → parent, to `*`: the frame is loaded and listens. Carries no secret (E2). */
export type ReadyMessage = { shomei: typeof PROTOCOL_VERSION; type: 'ready'; instance: string }

/** Parent → child, to exactly the facility's origin, with the port of a fresh MessageChannel (E3). */
export type InitMessage = {
  shomei: typeof PROTOCOL_VERSION
  type: 'init'
  instance: string
  ticket: string
  view: FrameView
  lang: FrameLanguage
  /** What the parent believes its origin to be; `MessageEvent.origin` decides, and a difference refuses the message. */
  parentOrigin?: string
}

const readyShape = {
  shomei: required(field.version),
  type: required((value) => value === 'ready'),
  instance: required(field.instance),
}

const initShape = {
  shomei: required(field.version),
  type: required((value) => value === 'init'),
  instance: required(field.instance),
  ticket: required(field.ticket),
  view: required(field.view),
  lang: required(field.language),
  parentOrigin: optional(field.origin),
}

/** Makes READY. `instance` is new at each load of the frame. */
export function createReadyMessage(instance: string): ReadyMessage {
  return { shomei: PROTOCOL_VERSION, type: 'ready', instance }
}

/** Makes INIT for the load that announced itself as `instance`. */
export function createInitMessage(content: Omit<InitMessage, 'shomei' | 'type'>): InitMessage {
  return { shomei: PROTOCOL_VERSION, type: 'init', ...content }
}

/** Reads READY; null for anything else, other versions and unknown fields included. Source and origin are the caller's to check. */
export function parseReadyMessage(value: unknown): ReadyMessage | null {
  return isReadyMessage(value) ? value : null
}

/** Reads INIT; null for anything else, other versions and unknown fields included. Source and origin are the caller's to check. */
export function parseInitMessage(value: unknown): InitMessage | null {
  return isInitMessage(value) ? value : null
}

function isReadyMessage(value: unknown): value is ReadyMessage {
  return matchesShape(value, readyShape)
}

function isInitMessage(value: unknown): value is InitMessage {
  return matchesShape(value, initShape)
}
