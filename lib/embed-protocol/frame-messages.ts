import type { SignInMethod } from '@/lib/vocabulary/sign-in-method'
import { field } from './fields'
import { matchesShape, optional, required, type Shape } from './shape'

type Nothing = Record<string, never>

/**
 * Child → parent. All are hints for the screen: none carries a token, and the EMR's back end asks the API (E7).
 * `resize` in CSS pixels; with `overlay` the frame floats over the page and the room kept for it stays as it was (the badge's popover).
 * Key presses in a frame do not reach the parent: the frame answers Escape with `focus_return`.
 */
export type FrameEventPayloads = {
  ready: Nothing
  shown: Nothing
  claimed: Nothing
  signed_in: { staff_id: string; method: SignInMethod; expires_at: string }
  /** The badge turned yellow. */
  sign_in_required: Nothing
  /** The badge was pressed and asks the parent to open the sign-in. */
  sign_in_requested: Nothing
  denied: Nothing
  expired: Nothing
  /** The sign-in was cancelled, and the frame offers to begin again. */
  cancelled: Nothing
  error: { code: string }
  resize: { height: number; width?: number; overlay?: boolean }
  /** The frame's bearer has ended: the parent fetches a new ticket and sends it as `ticket`. */
  ticket_needed: Nothing
  /** The user has finished with the frame: a dialog around it closes, and the focus goes back to where it was in the EMR. */
  focus_return: Nothing
}

/** Parent → child. */
export type FrameCommandPayloads = {
  ticket: { ticket: string }
  close: Nothing
}

type Tagged<Payloads> = { [Type in keyof Payloads]: { type: Type; payload: Payloads[Type] } }[keyof Payloads]

export type FrameEvent = Tagged<FrameEventPayloads>
export type FrameCommand = Tagged<FrameCommandPayloads>

const nothing: Shape = {}

const eventShapes: Record<keyof FrameEventPayloads, Shape> = {
  ready: nothing,
  shown: nothing,
  claimed: nothing,
  signed_in: {
    staff_id: required(field.staffCode),
    method: required(field.method),
    expires_at: required(field.instant),
  },
  sign_in_required: nothing,
  sign_in_requested: nothing,
  denied: nothing,
  expired: nothing,
  cancelled: nothing,
  error: { code: required(field.errorCode) },
  resize: {
    height: required(field.pixels),
    width: optional(field.pixels),
    overlay: optional((value) => typeof value === 'boolean'),
  },
  ticket_needed: nothing,
  focus_return: nothing,
}

const commandShapes: Record<keyof FrameCommandPayloads, Shape> = {
  ticket: { ticket: required(field.ticket) },
  close: nothing,
}

/** Says whether type and payload are an event of the child. Never throws. */
export function isFrameEvent(message: { type: unknown; payload: unknown }): message is FrameEvent {
  return matchesTable(message, eventShapes)
}

/** Says whether type and payload are a command of the parent. Never throws. */
export function isFrameCommand(message: { type: unknown; payload: unknown }): message is FrameCommand {
  return matchesTable(message, commandShapes)
}

function matchesTable(message: { type: unknown; payload: unknown }, table: Readonly<Record<string, Shape>>): boolean {
  if (typeof message.type !== 'string' || !Object.hasOwn(table, message.type)) return false
  const shape = table[message.type]
  return shape !== undefined && matchesShape(message.payload, shape)
}
