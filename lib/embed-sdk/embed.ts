import type { Schedule } from '@/lib/embed-protocol/port-link'
import { defineBadgeElement } from './badge-element'
import { assertFrameOptions, assertGetTicket, chooseLanguage } from './check-options'
import { ensureSignedIn as ensure } from './dialog/ensure-signed-in'
import { type DialogRequest, runSignInDialog } from './dialog/run-sign-in-dialog'
import { openSignInDialog } from './dialog/sign-in-dialog'
import { readFacilityOrigin } from './facility-origin'
import { type EmbedPage, openFrame } from './frame/open-frame'
import type { BadgeOptions, EnsureSignedInOptions, Handle, SignInOptions, SignInResult } from './vendor-api'

const script = document.currentScript
const schedule: Schedule = (callback, delayMs) => {
  const timer = setTimeout(callback, delayMs)
  return () => clearTimeout(timer)
}
const page: EmbedPage = {
  window,
  facilityOrigin: readFacilityOrigin(script instanceof HTMLScriptElement ? script.src : null),
  schedule,
  now: () => performance.now(),
}
let pending: Promise<SignInResult> | null = null

/** Shows the sign-in inside the container. Throws TypeError for options that cannot work. */
export function signIn(options: SignInOptions): Handle {
  assertFrameOptions(options)
  const { container, ticket, getTicket, theme, onEvent = ignore } = options
  return openFrame(page, { view: 'sign-in', container, ticket, getTicket, onEvent, theme, lang: languageOf(options) })
}

/** Shows the live badge inside the container; pressing it while yellow opens the sign-in. Throws TypeError for options that cannot work. */
export function badge(options: BadgeOptions): Handle {
  assertFrameOptions(options)
  const { container, ticket, getTicket, theme, onClick, onEvent = ignore } = options
  const lang = languageOf(options)
  return openFrame(page, {
    view: 'badge',
    container,
    ticket,
    getTicket,
    lang,
    theme,
    onEvent(event) {
      onEvent(event)
      if (event.type !== 'sign_in_requested') return
      if (onClick) onClick()
      else if (getTicket) void shareDialog(() => openDialog({ getTicket, lang, theme, onEvent }))
    },
  })
}

/** Opens the sign-in in a dialog only when needed; resolves when it is done. Rejects only for options that cannot work (TypeError). */
export async function ensureSignedIn(options: EnsureSignedInOptions): Promise<SignInResult> {
  assertGetTicket(options)
  const { getTicket, container, theme, onEvent } = options
  const lang = languageOf(options)
  return shareDialog(() =>
    ensure(
      {
        schedule,
        isPageSecure: window.isSecureContext,
        openDialog: (ticket) => openDialog({ ticket: ticket ?? undefined, getTicket, container, onEvent, lang, theme }),
      },
      options,
    ),
  )
}

function openDialog(request: DialogRequest): Promise<SignInResult> {
  return runSignInDialog<HTMLElement>(
    {
      schedule,
      openDialog: ({ container, lang, theme }, onClose) =>
        openSignInDialog(container ?? document.body, { lang, theme }, onClose),
      openFrame: (container, { ticket, getTicket, lang, theme }, onEvent) =>
        openFrame(page, { view: 'sign-in', container, ticket, getTicket, lang, theme, onEvent }),
    },
    request,
  )
}

/** One dialog at a time: a call while one is open gets its result. */
function shareDialog(start: () => Promise<SignInResult>): Promise<SignInResult> {
  pending ??= start().finally(() => {
    pending = null
  })
  return pending
}

function languageOf(options: { lang?: unknown }): 'ja' | 'en' {
  return chooseLanguage(options.lang, document.documentElement.lang)
}

function ignore(): void {}

defineBadgeElement(window, badge)
