import type { FrameEvent } from '@/lib/embed-protocol/frame-messages'
import type { ShomeiEvent } from '../vendor-api'

/** The event as vendors hear it; null for what concerns only the script itself. */
export function toShomeiEvent(event: FrameEvent): ShomeiEvent | null {
  switch (event.type) {
    case 'ticket_needed':
      return null
    case 'focus_return':
      return { type: 'done' }
    case 'signed_in':
      return { type: event.type, ...event.payload }
    case 'error':
      return { type: event.type, ...event.payload }
    case 'resize':
      return { type: event.type, ...event.payload }
    default:
      return { type: event.type }
  }
}
