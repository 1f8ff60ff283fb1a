/**
 * Types of `embed.js`, for EMR vendors. Load the script from the facility, then use the global `Shomei`:
 *
 *     <script src="https://facility.example/embed.js"></script>
 *
 * What your back end provides is one endpoint that answers `{ sign_in_status, ticket }`: it asks the facility
 * `GET /api/emr/v1/staff/{staff_id}/sign-in-status`, and, when a frame is to be opened, gets a one-time ticket from
 * `POST /api/emr/v1/launches`. The browser never holds your client's credentials.
 *
 *     const result = await Shomei.ensureSignedIn({ getTicket: () => fetch('/sign-in', { method: 'POST' }).then((r) => r.json()) })
 *     if (result.signedIn) await issuePrescription()
 *
 * Everything sent to the browser is a hint for the screen. Before anything depends on it, your back end asks the API.
 */

/** Answer of the facility's `sign-in-status`. */
export type SignInStatus = 'signed_in' | 'expiring' | 'sign_in_required' | 'not_registered' | 'locked'

export type SignInMethod = 'fido' | 'hpki_card' | 'my_number_card'

/** What the ticket is for: the `purpose` your back end sends to `POST /api/emr/v1/launches`. */
export type TicketRequest = { purpose: 'sign_in' | 'badge' }

/** The ticket itself, or your endpoint's JSON. Other fields are ignored. */
export type TicketAnswer = string | { ticket: string | null; sign_in_status?: SignInStatus }

/** Called for each load of a frame, and again when its access has ended: a ticket works once and for at most 60 seconds. */
export type GetTicket = (request: TicketRequest) => TicketAnswer | Promise<TicketAnswer>

export type ShomeiEvent =
  /** The frame is connected. */
  | { type: 'ready' }
  /** The QR code is on the screen. */
  | { type: 'shown' }
  /** A phone has read the QR code. */
  | { type: 'claimed' }
  | { type: 'signed_in'; staff_id: string; method: SignInMethod; expires_at: string }
  /** The badge turned yellow. */
  | { type: 'sign_in_required' }
  /** 「心当たりがない」 on the phone. */
  | { type: 'denied' }
  | { type: 'expired' }
  /** The sign-in was cancelled; the frame offers to begin again. */
  | { type: 'cancelled' }
  /** The user has finished with the frame (also by Escape) and the focus is back in your page: close what you opened around it. */
  | { type: 'done' }
  /** The badge was pressed to open the sign-in. */
  | { type: 'sign_in_requested' }
  /** CSS pixels; the script has already sized the frame. */
  | { type: 'resize'; height: number; width?: number; overlay?: boolean }
  /**
   * From the frame (codes of the facility's error list) or from this script: `frame_unreachable` (did not load in 10 s),
   * `frame_silent` (did not answer in 10 s), `ticket_failed` (getTicket threw), `ticket_invalid` (its answer holds no ticket),
   * `ticket_overdue` (no answer in 15 s), `ticket_used` (the only ticket was used before; give getTicket),
   * `ticket_limit` (more than 5 loads a minute), `protocol_violation` (embed.js and the frame do not fit together), `page_insecure`
   * (your page is not https, or is inside a page that is not: nothing is loaded).
   * `ancestors`: with `frame_unreachable`, where your page is in a frame itself: the origins around it. Each must be registered for your
   * client, as your page's own.
   */
  | { type: 'error'; code: string; ancestors?: string[] }

type TicketOptions =
  | { ticket: string; getTicket?: GetTicket }
  /** Better than `ticket`: the frame can then be reloaded. */
  | { ticket?: never; getTicket: GetTicket }

type CommonOptions = {
  onEvent?: (event: ShomeiEvent) => void
  /** Default: English if the page's `lang` is English, else Japanese. */
  lang?: 'ja' | 'en'
  /** Default `auto`: as the container is drawn (its `color-scheme`); a page without dark colours gets a light frame on every computer. */
  theme?: 'light' | 'dark' | 'auto'
}

/** `container` should have room for 420 × 560 CSS pixels; 320 × 480 is the least. */
export type SignInOptions = TicketOptions & CommonOptions & { container: HTMLElement }

export type BadgeOptions = TicketOptions &
  CommonOptions & {
    container: HTMLElement
    /** Takes the place of the sign-in dialog that pressing the badge opens. */
    onClick?: () => void
  }

export type EnsureSignedInOptions = CommonOptions & {
  /** Its `sign_in_status` decides: `signed_in` and `expiring` need no sign-in. Without one, the sign-in opens whenever there is a ticket. */
  getTicket: GetTicket
  /** Asked first, if your back end has an endpoint of its own for the status. */
  getStatus?: () => SignInStatus | Promise<SignInStatus>
  /** Where the dialog element is put. Default: the end of the body. */
  container?: HTMLElement
}

export type SignInResult =
  /** `expires_at` and `method` are there when the sign-in took place in this call. */
  | { signedIn: true; method?: SignInMethod; expires_at?: string }
  | {
      signedIn: false
      reason: 'cancelled' | 'denied' | 'expired' | 'not_registered' | 'locked' | 'error'
      /** With reason `error`. */
      code?: string
    }

export type Handle = {
  /** Takes the frame off the page. Calling it twice is harmless. */
  destroy(): void
}

export type ShomeiApi = {
  /** Shows the sign-in inside `container`. */
  signIn(options: SignInOptions): Handle
  /** Shows the live badge (green or yellow) inside `container`. */
  badge(options: BadgeOptions): Handle
  /**
   * Call this before issuing a prescription. Opens the sign-in in a dialog only when needed and resolves when it is done, was cancelled
   * or failed; it never rejects. Calls while a dialog is open share that dialog.
   */
  ensureSignedIn(options: EnsureSignedInOptions): Promise<SignInResult>
}

/**
 * `<shomei-badge ticket-url="/launch" lang="ja" theme="light">`: the badge as an element. It POSTs `{"purpose":"badge"}` (or `"sign_in"`, when pressed)
 * to `ticket-url` on the page's own origin; or set the property `getTicket` before adding it to the page.
 * Every event is dispatched as a `CustomEvent<ShomeiEvent>` named `shomei`.
 */
export type ShomeiBadgeElement = HTMLElement & { getTicket: GetTicket | null }

declare global {
  var Shomei: ShomeiApi
}
