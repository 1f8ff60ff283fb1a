import { matchesShape, oneOf, optional, required, type Shape, text, wholeNumber } from '@/lib/embed-protocol/shape'
import type { SignInMethod } from '@/lib/vocabulary/sign-in-method'
import { type HelperErrorCode, helperErrorCodes } from './error-codes'

/** The only version spoken. A message of any other version is refused, never guessed at. */
export const HELPER_PROTOCOL_VERSION = 1

/** Most characters of one message: a batch of hashes with the summary that the doctor sees. */
const maxMessageLength = 64 * 1024
const maxHashes = 100

/** The methods of a card: all but the phone's. */
export type HelperMethod = Exclude<SignInMethod, 'fido'>

/** What a page or the facility asks the helper. There is no raw card command and no raw signature. */
export type HelperRequest =
  | { type: 'status'; id: string }
  /** `nonce`: of the authority, at least 256 bits. The helper signs it together with the origin that it sees itself. */
  | { type: 'authenticate'; id: string; method: HelperMethod; nonce: string }
  /** `hashes`: SHA-256 each. `summary`: lines that the helper shows before it asks for the PIN. */
  | { type: 'sign'; id: string; hashes: readonly string[]; summary: readonly string[] }
  /** Closes the window of a request that is under way. */
  | { type: 'cancel'; id: string }

export type HelperReader = { name: string; card: HelperMethod | 'unknown' | 'none' }

/** What the helper says: `hello` first and unasked, then one answer for each request. Certificates are unverified until the authority has judged them. */
export type HelperAnswer =
  | { type: 'hello'; version: string; readers: readonly HelperReader[] }
  | { type: 'status'; id: string; readers: readonly HelperReader[] }
  /** A Web eID token: the signature is over SHA-256(origin) and SHA-256(nonce). */
  | {
      type: 'authenticated'
      id: string
      algorithm: 'RS256' | 'ES256' | 'ES384'
      unverified_certificate: string
      signature: string
    }
  | { type: 'signed'; id: string; unverified_certificate: string; signatures: readonly string[] }
  /** `tries_left`: of the PIN, with `helper.pin_wrong` only. */
  | { type: 'failed'; id: string; code: HelperErrorCode; tries_left?: number }

const id = required(text(/^[\w-]+$/, 64))
const base64 = (maxLength: number) => text(/^[A-Za-z0-9+/]+={0,2}$/, maxLength)
const hash = base64(44)
const certificate = required(base64(8_192))
const signature = base64(1_024)
const line = text(/^[^\p{Cc}\p{Cf}]+$/u, 200)
const version = { shomei_helper: required(oneOf([HELPER_PROTOCOL_VERSION])) }

const reader: Shape = {
  name: required(line),
  card: required(oneOf(['hpki_card', 'my_number_card', 'unknown', 'none'])),
}
const readers = required(listOf((value) => matchesShape(value, reader), 0, 16))

const requestShapes: Readonly<Record<HelperRequest['type'], Shape>> = {
  status: { id },
  authenticate: { id, method: required(oneOf(['hpki_card', 'my_number_card'])), nonce: required(nonce) },
  sign: { id, hashes: required(listOf(sha256Hash, 1, maxHashes)), summary: required(listOf(line, 1, 2 * maxHashes)) },
  cancel: { id },
}

const answerShapes: Readonly<Record<HelperAnswer['type'], Shape>> = {
  hello: { version: required(text(/^\d+\.\d+\.\d+$/, 32)), readers },
  status: { id, readers },
  authenticated: {
    id,
    algorithm: required(oneOf(['RS256', 'ES256', 'ES384'])),
    unverified_certificate: certificate,
    signature: required(signature),
  },
  signed: { id, unverified_certificate: certificate, signatures: required(listOf(signature, 1, maxHashes)) },
  failed: { id, code: required(oneOf(helperErrorCodes)), tries_left: optional(wholeNumber(0, 15)) },
}

/** The text of a request, for a message of its own on the connection. */
export function formatHelperRequest(request: HelperRequest): string {
  return JSON.stringify({ shomei_helper: HELPER_PROTOCOL_VERSION, ...request })
}

export function formatHelperAnswer(answer: HelperAnswer): string {
  return JSON.stringify({ shomei_helper: HELPER_PROTOCOL_VERSION, ...answer })
}

/** The request in a message; `null` for anything that is not exactly one of this version. Never throws. */
export function parseHelperRequest(message: string): HelperRequest | null {
  return parse<HelperRequest>(message, requestShapes)
}

/** The answer in a message; `null` for anything that is not exactly one of this version. Never throws. */
export function parseHelperAnswer(message: string): HelperAnswer | null {
  const answer = parse<HelperAnswer>(message, answerShapes)
  const hasTries = answer?.type === 'failed' && answer.tries_left !== undefined
  return hasTries && answer.code !== 'helper.pin_wrong' ? null : answer
}

function parse<Message extends { type: string }>(
  message: string,
  shapes: Readonly<Record<string, Shape>>,
): Message | null {
  if (message.length > maxMessageLength) return null
  const value = readJson(message)
  if (typeof value !== 'object' || value === null || !('type' in value) || typeof value.type !== 'string') return null
  const shape = Object.hasOwn(shapes, value.type) ? shapes[value.type] : undefined
  const type = { type: required(oneOf([value.type])) }
  if (shape === undefined || !matchesShape(value, { ...version, ...type, ...shape })) return null
  const { shomei_helper: _, ...fields } = value as Record<string, unknown>
  return fields as unknown as Message
}

function readJson(message: string): unknown {
  try {
    return JSON.parse(message)
  } catch {
    return undefined
  }
}

function listOf(check: (value: unknown) => boolean, min: number, max: number): (value: unknown) => boolean {
  return (value) => Array.isArray(value) && value.length >= min && value.length <= max && value.every(check)
}

/** 32 bytes. */
function sha256Hash(value: unknown): boolean {
  return hash(value) && typeof value === 'string' && /^[A-Za-z0-9+/]{43}=$/.test(value)
}

/** At least 32 bytes. */
function nonce(value: unknown): boolean {
  return typeof value === 'string' && value.length >= 44 && base64(128)(value)
}
