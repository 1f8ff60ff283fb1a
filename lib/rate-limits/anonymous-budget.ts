import { setTimeout } from 'node:timers/promises'
import { requestError } from '@/lib/kernel/request.errors'

/**
 * How much of the event loop may go to anonymous requests. Each pays what its page or operation declares, in
 * milliseconds of the loop. What comes faster is spread out: it waits for its turn, and when its turn would be too far away it is refused,
 * not at once but after that wait, so that a flood cannot come back at the speed of a refusal.
 */
export type AnonymousBudget = {
  /** Books `ms` on the share of an address, as `clientAddress` spells it. */
  bookOwn(address: string, ms: number): Booking
  /** Books `ms` on the common share, when the address has had its turn: a caller that waits for its own share uses no other's. */
  bookTogether(ms: number): Booking
}

/** To be served after `waitMs`, or to be refused after `waitMs`. */
export type Booking =
  | { kind: 'admitted'; waitMs: number }
  | { kind: 'refused'; waitMs: number; retryAfterSeconds: number }

export type BudgetShares = {
  /** Milliseconds of the loop in each second, all callers together; Infinity: not limited together. */
  together: number
  /** The same of one address. */
  perAddress: number
  /** What may be spent at once after a quiet time. */
  burstMs: number
  longestWaitMs: number
  /** Requests that may wait at the same time; further ones are refused at once. */
  waiting: number
  /** Addresses that are remembered; the others share one place when there are more. */
  addresses: number
}

export const usualShares: BudgetShares = {
  together: 250,
  perAddress: 150,
  burstMs: 100,
  longestWaitMs: 3_000,
  waiting: 2_000,
  addresses: 20_000,
}

/** `now` in milliseconds, never going back. Every process has a budget of its own: its event loop is what is guarded. */
export function createAnonymousBudget(
  shares: BudgetShares = usualShares,
  now: () => number = () => performance.now(),
): AnonymousBudget {
  const together = createLine(shares.together, shares.burstMs)
  const others = createLine(shares.perAddress, shares.burstMs)
  const lines = new Map<string, Line>()
  let waitingUntil: number[] = []

  function lineOf(address: string, at: number): Line {
    const known = lines.get(address)
    if (known !== undefined) return known
    if (lines.size >= shares.addresses) for (const [key, line] of lines) if (line.isQuiet(at)) lines.delete(key)
    if (lines.size >= shares.addresses) return others
    const line = createLine(shares.perAddress, shares.burstMs)
    lines.set(address, line)
    return line
  }

  function book(line: Line, at: number, ms: number): Booking {
    waitingUntil = waitingUntil.filter((each) => each > at)
    const waitMs = line.waitAt(at)
    const isFull = waitingUntil.length >= shares.waiting
    if (waitMs > shares.longestWaitMs || (isFull && waitMs > 0)) {
      const heldMs = isFull ? 0 : shares.longestWaitMs
      if (heldMs > 0) waitingUntil.push(at + heldMs)
      return { kind: 'refused', waitMs: heldMs, retryAfterSeconds: Math.ceil(waitMs / 1000) }
    }
    if (waitMs > 0) waitingUntil.push(at + waitMs)
    line.book(at, ms)
    return { kind: 'admitted', waitMs }
  }

  return {
    bookOwn(address, ms) {
      const at = now()
      return book(lineOf(address, at), at, ms)
    },
    bookTogether: (ms) => book(together, now(), ms),
  }
}

/**
 * Which budgets pay for a call in addition to that of its address.
 * - `all`: all callers together.
 * - `address`: no other address. For what whole towns do at half past eight with a code or a card in their hands.
 * - `apart`, `refused`: no other address, and in a queue of its own: other requests from this address do not delay it, nor it them.
 */
export type Share = 'all' | 'address' | 'apart' | 'refused'

/**
 * Waits until a caller's turn has come, on the share of its address, then on that of all. `null` for an address pays nothing: no server accepted the connection.
 * @throws AppError `request.rate_limited` with the seconds to wait
 */
export async function payFor(
  budget: AnonymousBudget,
  address: string | null,
  ms: number,
  share: Share = 'all',
): Promise<void> {
  if (address === null) return
  const place = share === 'apart' || share === 'refused' ? `${address} ${share}` : address
  await take(budget.bookOwn(place, ms))
  if (share === 'all') await take(budget.bookTogether(ms))
}

async function take({ waitMs, ...booking }: Booking): Promise<void> {
  if (waitMs > 0) await setTimeout(waitMs)
  if (booking.kind === 'admitted') return
  const { retryAfterSeconds: seconds } = booking
  throw requestError('request.rate_limited', {
    retryAfterSeconds: seconds,
    params: { seconds },
    detail: 'anonymous budget',
  })
}

type Line = ReturnType<typeof createLine>

/** A queue that is known by its end alone (generic cell rate algorithm): when all that was booked is worked off at `perSecond`. */
function createLine(perSecond: number, burstMs: number) {
  const burst = (burstMs * 1000) / perSecond
  let freeAt = Number.NEGATIVE_INFINITY
  return {
    waitAt: (at: number) => Math.max(0, freeAt - burst - at),
    isQuiet: (at: number) => freeAt <= at,
    book(at: number, ms: number) {
      freeAt = Math.max(freeAt, at) + (ms * 1000) / perSecond
    },
  }
}
