import type { FrameLanguage } from '@/lib/embed-protocol/fields'
import type { Schedule } from '@/lib/embed-protocol/port-link'
import type { GetTicket, Handle, ShomeiEvent, SignInResult } from '../vendor-api'
import { updateOutcome } from './sign-in-outcome'

/** How long the success text with the expiry stays before the dialog closes by itself. */
export const SUCCESS_SHOWN_MS = 2_000

export type DialogRequest = {
  ticket?: string | undefined
  getTicket: GetTicket
  lang: FrameLanguage
  theme?: 'light' | 'dark' | 'auto' | undefined
  container?: HTMLElement | undefined
  onEvent?: ((event: ShomeiEvent) => void) | undefined
}

/** The page's part: shows the dialog and the frame in it. */
export type DialogScreen<Body> = {
  openDialog(request: DialogRequest, onClose: () => void): { body: Body; close(): void }
  openFrame(body: Body, request: DialogRequest, onEvent: (event: ShomeiEvent) => void): Handle
  schedule: Schedule
}

/** Opens the sign-in in a dialog; resolves when the dialog has closed, with what came of it. */
export function runSignInDialog<Body>(screen: DialogScreen<Body>, request: DialogRequest): Promise<SignInResult> {
  return new Promise((resolve) => {
    let outcome: SignInResult = { signedIn: false, reason: 'cancelled' }
    let cancelTimer = (): void => {}
    let frame: Handle | null = null

    const dialog = screen.openDialog(request, () => {
      cancelTimer()
      frame?.destroy()
      resolve(outcome)
    })

    frame = screen.openFrame(dialog.body, request, (event) => {
      outcome = updateOutcome(outcome, event)
      if (event.type === 'signed_in') {
        cancelTimer()
        cancelTimer = screen.schedule(dialog.close, SUCCESS_SHOWN_MS)
      }
      request.onEvent?.(event)
      if (event.type === 'done') dialog.close()
    })
  })
}
