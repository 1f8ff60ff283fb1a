import type { Schedule } from '@/lib/embed-protocol/port-link'
import type { SignInStatusName } from '@/lib/vocabulary/sign-in-status'
import { askInTime, readStatus, readTicketAnswer } from '../ticket-source'
import type { EnsureSignedInOptions, SignInResult } from '../vendor-api'

export type EnsurePorts = {
  /** Opens the dialog with this first ticket, if any, and resolves when it has closed. */
  openDialog: (ticket: string | null) => Promise<SignInResult>
  /** False on a page that no frame of the facility is shown in. */
  isPageSecure: boolean
  schedule: Schedule
}

/** Opens the sign-in only when the EMR's back end says it is needed. Never rejects; its answer is a hint, as all of the browser's (E7). */
export async function ensureSignedIn(ports: EnsurePorts, options: EnsureSignedInOptions): Promise<SignInResult> {
  const { getStatus, getTicket } = options
  if (getStatus) {
    const answer = await askInTime(getStatus, ports.schedule)
    if (!answer.ok) return { signedIn: false, reason: 'error', code: answer.code }
    if (isValid(readStatus(answer.value))) return { signedIn: true }
  }
  const answer = await askInTime(() => getTicket({ purpose: 'sign_in' }), ports.schedule)
  // The facility refuses a ticket for such a page, so the EMR's back end may fail here; the dialog says what has to be done.
  if (!answer.ok && !ports.isPageSecure) return ports.openDialog(null)
  if (!answer.ok) return { signedIn: false, reason: 'error', code: answer.code }
  const { ticket, status } = readTicketAnswer(answer.value)
  if (isValid(status)) return { signedIn: true }
  if (ticket !== null) return ports.openDialog(ticket)
  if (status === 'not_registered' || status === 'locked') return { signedIn: false, reason: status }
  return { signedIn: false, reason: 'error', code: 'ticket_invalid' }
}

function isValid(status: SignInStatusName | null): boolean {
  return status === 'signed_in' || status === 'expiring'
}
