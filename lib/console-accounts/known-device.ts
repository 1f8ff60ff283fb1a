import { equalBytes, fromBase64Url, toBase64Url, utf8 } from '@/lib/kernel/bytes'
import type { Keyring } from '@/lib/keystore/keyring'
import { newToken } from '@/lib/keystore/token'

/** How long a browser is known after its last sign-in. */
export const knownDeviceDays = 90
/** Accounts that one browser is known for; the one that signed in longest ago makes room. */
const mostMarks = 8
const macBytes = 16
const dayMs = 86_400_000

/** Whose mark it is; another password makes every browser unknown. */
type Account = { personId: string; passwordHash: string | null }

/** A browser's cookie as it came: its own id, and a mark for each account that signed in there. Nothing of it is proven. */
export type UnverifiedDevice = { id: string; marks: { day: string; mac: string }[] }

/** Reads the cookie `<id>.<day>.<mac>.<day>.<mac>…`; `null` for none, or one that is not ours by its form. */
export function readDevice(cookie: string | null): UnverifiedDevice | null {
  const [id = '', ...rest] = (cookie ?? '').split('.')
  if (!/^[\w-]{22}$/.test(id) || rest.length % 2 === 1 || rest.length > 2 * mostMarks) return null
  const marks = Array.from({ length: rest.length / 2 }, (_, place) => ({
    day: rest[2 * place] ?? '',
    mac: rest[2 * place + 1] ?? '',
  }))
  return { id, marks }
}

/**
 * Whether the account signed in with its present password from this browser in the last 90 days: one of the marks is our MAC over
 * browser, day and account. `null` account: the same work, and false.
 */
export function isKnownDevice(
  keyring: Pick<Keyring, 'deviceMac'>,
  device: UnverifiedDevice | null,
  account: Account | null,
  now: Date,
): boolean {
  const { id, marks } = device ?? { id: '', marks: [] }
  const own = marks.map((mark) => isOwnMark(keyring, { id, ...mark }, account ?? nobody) && isFresh(mark.day, now))
  return own.includes(true) && account !== null
}

/** The cookie of a browser from which the account has just signed in. */
export function rememberDevice(
  keyring: Pick<Keyring, 'deviceMac'>,
  device: UnverifiedDevice | null,
  account: Account,
  now: Date,
): string {
  const id = device?.id ?? newToken(16)
  const day = dayOf(now).toString(36)
  const others = (device?.marks ?? []).filter((mark) => !isOwnMark(keyring, { id, ...mark }, account))
  const marks = [{ day, mac: toBase64Url(macOf(keyring, { id, day }, account)) }, ...others].slice(0, mostMarks)
  return [id, ...marks.flatMap((mark) => [mark.day, mark.mac])].join('.')
}

const nobody: Account = { personId: '', passwordHash: null }

function isOwnMark(
  keyring: Pick<Keyring, 'deviceMac'>,
  { id, day, mac }: { id: string; day: string; mac: string },
  account: Account,
): boolean {
  return equalBytes(fromBase64Url(mac) ?? new Uint8Array(0), macOf(keyring, { id, day }, account))
}

function macOf(
  keyring: Pick<Keyring, 'deviceMac'>,
  { id, day }: { id: string; day: string },
  { personId, passwordHash }: Account,
): Uint8Array {
  return keyring.deviceMac(utf8(JSON.stringify([id, day, personId, passwordHash]))).subarray(0, macBytes)
}

function isFresh(day: string, now: Date): boolean {
  const age = dayOf(now) - Number.parseInt(day, 36)
  return age >= 0 && age < knownDeviceDays
}

function dayOf(now: Date): number {
  return Math.floor(now.getTime() / dayMs)
}
