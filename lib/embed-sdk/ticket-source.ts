import { field } from '@/lib/embed-protocol/fields'
import type { Schedule } from '@/lib/embed-protocol/port-link'
import { type SignInStatusName, signInStatusNames } from '@/lib/vocabulary/sign-in-status'
import type { GetTicket, TicketRequest } from './vendor-api'

/** How long the EMR's back end may take to answer `getTicket`. */
export const TICKET_TIMEOUT_MS = 15_000
/** A frame that reloads itself for ever must not drain tickets. */
export const MAX_TICKETS_PER_MINUTE = 5

export type TicketErrorCode = 'ticket_failed' | 'ticket_invalid' | 'ticket_overdue' | 'ticket_used' | 'ticket_limit'
export type TicketOutcome = { ok: true; ticket: string } | { ok: false; code: TicketErrorCode }
export type AnswerReading = { ticket: string | null; status: SignInStatusName | null }

export type TicketSource = {
  next(): Promise<TicketOutcome>
  /** False when the only ticket was given as a text and is spent. */
  canGiveMore(): boolean
}

/** Hands out one ticket for each load of a frame (E5): `ticket` first, if given, then whatever `getTicket` fetches. Never rejects. */
export function createTicketSource(options: {
  ticket?: string | undefined
  getTicket?: GetTicket | undefined
  purpose: TicketRequest['purpose']
  schedule: Schedule
  now: () => number
}): TicketSource {
  const { getTicket, purpose, schedule, now } = options
  let unused = options.ticket
  let given: number[] = []

  async function next(): Promise<TicketOutcome> {
    if (unused !== undefined) {
      const ticket = unused
      unused = undefined
      return field.ticket(ticket) ? { ok: true, ticket } : { ok: false, code: 'ticket_invalid' }
    }
    if (!getTicket) return { ok: false, code: 'ticket_used' }
    given = given.filter((time) => time > now() - 60_000)
    if (given.length >= MAX_TICKETS_PER_MINUTE) return { ok: false, code: 'ticket_limit' }
    given.push(now())
    const answer = await askInTime(() => getTicket({ purpose }), schedule)
    if (!answer.ok) return answer
    const { ticket } = readTicketAnswer(answer.value)
    return ticket === null ? { ok: false, code: 'ticket_invalid' } : { ok: true, ticket }
  }

  return { next, canGiveMore: () => unused !== undefined || getTicket !== undefined }
}

/** Reads a vendor's answer, whatever it is: what does not fit is null. */
export function readTicketAnswer(answer: unknown): AnswerReading {
  if (typeof answer === 'string') return { ticket: field.ticket(answer) ? answer : null, status: null }
  if (typeof answer !== 'object' || answer === null) return { ticket: null, status: null }
  const ticket =
    'ticket' in answer && typeof answer.ticket === 'string' && field.ticket(answer.ticket) ? answer.ticket : null
  return { ticket, status: 'sign_in_status' in answer ? readStatus(answer.sign_in_status) : null }
}

/** Reads a sign-in status; null for anything else. */
export function readStatus(value: unknown): SignInStatusName | null {
  return signInStatusNames.find((status) => status === value) ?? null
}

/** Calls the vendor's function and waits for it, but not longer than TICKET_TIMEOUT_MS. Never rejects. */
export function askInTime<Answer>(
  ask: () => Answer | Promise<Answer>,
  schedule: Schedule,
): Promise<{ ok: true; value: Answer } | { ok: false; code: 'ticket_failed' | 'ticket_overdue' }> {
  return new Promise((resolve) => {
    const cancel = schedule(() => resolve({ ok: false, code: 'ticket_overdue' }), TICKET_TIMEOUT_MS)
    Promise.resolve()
      .then(ask)
      .then(
        (value) => resolve({ ok: true, value }),
        () => resolve({ ok: false, code: 'ticket_failed' }),
      )
      .finally(cancel)
  })
}
