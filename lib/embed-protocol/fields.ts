import { signInMethods } from '@/lib/vocabulary/sign-in-method'
import { oneOf, text, wholeNumber } from './shape'

/** The only version spoken. A message of any other version is refused, never guessed at. */
export const PROTOCOL_VERSION = 1

export type FrameView = 'sign-in' | 'badge'
export type FrameLanguage = 'ja' | 'en'

/** What every field of the protocol may hold; all strings are bounded, so a whole message is bounded too. */
export const field = {
  version: oneOf([PROTOCOL_VERSION]),
  view: oneOf(['sign-in', 'badge']),
  language: oneOf(['ja', 'en']),
  method: oneOf(signInMethods),
  /** 96 bits or more, base64url or a UUID: distinguishes one load of the frame from the next. It is no secret. */
  instance: text(/^[A-Za-z0-9_-]{16,64}$/, 64),
  /** The one-time launch ticket, opaque here. */
  ticket: text(/^[A-Za-z0-9._~-]{16,512}$/, 512),
  /** Scheme, host and optional port as `MessageEvent.origin` spells them; `null` is no origin (E4). */
  origin: text(/^https?:\/\/[^\s/?#@\\]+$/, 300),
  staffCode: text(/^[^\p{Cc}\p{Zl}\p{Zp}]+$/u, 128),
  /** RFC 3339. */
  instant: text(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?(Z|[+-]\d\d:\d\d)$/, 40),
  errorCode: text(/^[a-z0-9_-]+(\.[a-z0-9_-]+)*$/, 64),
  /** CSS pixels. */
  pixels: wholeNumber(0, 4096),
  sequence: wholeNumber(1, Number.MAX_SAFE_INTEGER),
} as const
