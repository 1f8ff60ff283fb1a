import { createHmac } from 'node:crypto'
import { concatBytes, equalBytes, fromBase64Url, toBase64Url, utf8 } from '@/lib/kernel/bytes'

const domain = 'shomei/rotating-qr/v1'
const macLength = 16
const secretLength = 32
const maxQrTokenLength = 128
const maxSeconds = 86_400

/** A frame taken apart; nothing in it is proven. */
export type ParsedFrame = {
  qrToken: string
  /** Whole seconds since the session began, as the frame claims. */
  elapsedSeconds: number
  mac: Uint8Array
}

export type FrameVerdict = { accepted: true; scanAgeSeconds: number } | { accepted: false }

/**
 * One frame of the rotating QR: `<qr_token>.<t>.<mac>`. The MAC is HMAC-SHA256 under the session's secret over domain, token,
 * t and terminal, each preceded by its length as four bytes, cut to 128 bits.
 *
 * `qrToken` is base64url text of at most 128 characters, `elapsedSeconds` whole seconds since the session began.
 */
export function makeFrame(input: {
  qrToken: string
  qrSecret: Uint8Array
  elapsedSeconds: number
  terminal: string
}): string {
  const { qrToken, elapsedSeconds } = input
  if (!isQrToken(qrToken)) throw new RangeError('qrToken must be 1 to 128 characters of base64url')
  if (!Number.isInteger(elapsedSeconds) || elapsedSeconds < 0 || elapsedSeconds > maxSeconds) {
    throw new RangeError('elapsedSeconds must be a whole number of seconds within a day')
  }
  return `${qrToken}.${elapsedSeconds}.${toBase64Url(frameMac(input))}`
}

/** The address that is drawn as QR. The frame is in the fragment, so it reaches no log and no referrer (Q3). */
export function signInUrl(authorityOrigin: string, frame: string): string {
  return `${new URL('/sign-in', authorityOrigin).href}#${frame}`
}

/** Reads a frame; `null` for anything but token, canonical decimal and a MAC of 128 bits. The token finds the session. */
export function parseFrame(text: string): ParsedFrame | null {
  if (text.length > maxQrTokenLength + 32) return null
  const [qrToken = '', seconds = '', macText = '', ...rest] = text.split('.')
  if (rest.length > 0 || !isQrToken(qrToken) || !/^(0|[1-9]\d{0,4})$/.test(seconds)) return null
  const mac = fromBase64Url(macText)
  if (mac?.length !== macLength || Number(seconds) > maxSeconds) return null
  return { qrToken, elapsedSeconds: Number(seconds), mac }
}

/**
 * Whether the frame was made for this session and terminal and is fresh by the authority's clock (Q1, AT-23):
 * `elapsedSeconds − maxAgeSeconds ≤ t ≤ elapsedSeconds + maxFutureSeconds`. `elapsedSeconds` may have a fraction.
 * There is one refusal for every reason, and the MAC is always computed and compared in constant time (Q2).
 *
 * Not judged here: that the frame's token is the session's, which the look-up by token has shown, and that the session may
 * still be claimed.
 */
export function verifyFrame(input: {
  frame: ParsedFrame
  qrSecret: Uint8Array
  terminal: string
  elapsedSeconds: number
  maxAgeSeconds?: number
  maxFutureSeconds?: number
}): FrameVerdict {
  const { frame, qrSecret, terminal, elapsedSeconds, maxAgeSeconds = 20, maxFutureSeconds = 1 } = input
  const expected = frameMac({ ...frame, qrSecret, terminal })
  const isGenuine = equalBytes(expected, frame.mac)
  const scanAgeSeconds = elapsedSeconds - frame.elapsedSeconds
  const isFresh = scanAgeSeconds <= maxAgeSeconds && scanAgeSeconds >= -maxFutureSeconds
  return isGenuine && isFresh ? { accepted: true, scanAgeSeconds } : { accepted: false }
}

function frameMac(input: {
  qrToken: string
  qrSecret: Uint8Array
  elapsedSeconds: number
  terminal: string
}): Uint8Array {
  if (input.qrSecret.length !== secretLength) throw new RangeError('qrSecret must have 32 bytes')
  const fields = [domain, input.qrToken, String(input.elapsedSeconds), input.terminal].map(utf8)
  const octets = concatBytes(...fields.flatMap((field) => [lengthOf(field), field]))
  return new Uint8Array(createHmac('sha256', input.qrSecret).update(octets).digest()).subarray(0, macLength)
}

function lengthOf(field: Uint8Array): Uint8Array {
  const prefix = new Uint8Array(4)
  new DataView(prefix.buffer).setUint32(0, field.length)
  return prefix
}

function isQrToken(text: string): boolean {
  return text.length <= maxQrTokenLength && /^[\w-]+$/.test(text)
}
