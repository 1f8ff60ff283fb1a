import type { LaunchPurpose } from '@/lib/vocabulary/launch-purpose'
import type { SignInMethod } from '@/lib/vocabulary/sign-in-method'
import type { SignInStatusName } from '@/lib/vocabulary/sign-in-status'

export type TicketRequest = { purpose: LaunchPurpose }
export type TicketAnswer = string | { ticket: string | null; sign_in_status?: SignInStatusName }
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
export type CommonOptions = {
  onEvent?: (event: ShomeiEvent) => void
  lang?: 'ja' | 'en'
  theme?: 'light' | 'dark' | 'auto'
}
export type SignInOptions = TicketOptions & CommonOptions & { container: HTMLElement }
export type BadgeOptions = TicketOptions & CommonOptions & { container: HTMLElement; onClick?: () => void }

export type EnsureSignedInOptions = CommonOptions & {
  getTicket: GetTicket
  getStatus?: () => SignInStatusName | Promise<SignInStatusName>
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
