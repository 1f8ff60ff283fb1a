import type { SignInMethod } from '@/lib/embed-protocol/fields'

export type SignInStatus = 'signed_in' | 'expiring' | 'sign_in_required' | 'not_registered' | 'locked'
export type TicketRequest = { purpose: 'sign_in' | 'badge' }
export type TicketAnswer = string | { ticket: string | null; sign_in_status?: SignInStatus }
export type GetTicket = (request: TicketRequest) => TicketAnswer | Promise<TicketAnswer>

/** What a vendor's `onEvent` hears; embed.d.ts says what each means. */
export type ShomeiEvent =
  | { type: 'ready' }
  | { type: 'shown' }
  | { type: 'claimed' }
  | { type: 'signed_in'; staff_id: string; method: SignInMethod; expires_at: string }
  | { type: 'sign_in_required' }
  | { type: 'denied' }
  | { type: 'expired' }
  | { type: 'cancelled' }
  | { type: 'done' }
  | { type: 'sign_in_requested' }
  | { type: 'resize'; height: number; width?: number; overlay?: boolean }
  | { type: 'error'; code: string }

export type TicketOptions = { ticket: string; getTicket?: GetTicket } | { ticket?: never; getTicket: GetTicket }
export type CommonOptions = { onEvent?: (event: ShomeiEvent) => void; lang?: 'ja' | 'en' }
export type SignInOptions = TicketOptions & CommonOptions & { container: HTMLElement }
export type BadgeOptions = TicketOptions & CommonOptions & { container: HTMLElement; onClick?: () => void }

export type EnsureSignedInOptions = CommonOptions & {
  getTicket: GetTicket
  getStatus?: () => SignInStatus | Promise<SignInStatus>
  container?: HTMLElement
}

export type SignInResult =
  | { signedIn: true; method?: SignInMethod; expires_at?: string }
  | {
      signedIn: false
      reason: 'cancelled' | 'denied' | 'expired' | 'not_registered' | 'locked' | 'error'
      code?: string
    }

export type Handle = { destroy(): void }
