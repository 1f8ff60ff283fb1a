import { setTimeout as pause } from 'node:timers/promises'
import type { RequestOrigin } from '@/lib/kernel/request-origin'
import { logger } from '@/lib/log/logger'
import { openAuthorityKey } from '../facilities/authority-key'
import type { FacilityContext } from '../facility-context'
import { applyAuthorityEvent } from './apply-authority-event'
import { endSignIn } from './end-sign-in'
import { redeemSignIn } from './redeem-sign-in'
import { findOpen, type OpenSignIn } from './sign-in.store'

type Context = Pick<FacilityContext, 'db' | 'keyring' | 'authority'>

const firstPauseMs = 500
const longestPauseMs = 5_000
/** The authority sends the whole state at once and a heartbeat 1 s later: without them, something on the way holds the stream back. */
const firstEventsMs = 3_000
/** A heartbeat comes every 15 s: by then it is 5 s late. */
const silenceMs = 20_000
const pollPauseMs = 2_000
const pollLimitMs = 10_000

const key = Symbol.for('shomei.followed-sign-ins')
const processWide = globalThis as typeof globalThis & { [key]?: Map<string, AbortController> }

function followed(): Map<string, AbortController> {
  processWide[key] ??= new Map()
  return processWide[key]
}

/**
 * Follows a sign-in at the authority until it has ended, in the background and once per process. The process that starts one
 * follows it, and so does each that shows it, so that the death of one keeps no screen waiting: every step is a conditional write.
 */
export function followSignIn(context: Context, signInId: string, origin: RequestOrigin): void {
  if (followed().has(signInId)) return
  const stopped = new AbortController()
  followed().set(signInId, stopped)
  follow(context, signInId, origin, stopped.signal)
    .catch((error: unknown) => {
      if (!stopped.signal.aborted) logger().error({ signInId, error: String(error) }, 'no longer following a sign-in')
    })
    .finally(() => {
      if (followed().get(signInId) === stopped) followed().delete(signInId)
    })
}

/** Lets go of every sign-in this process follows; for its shutdown. */
export function stopFollowing(): void {
  for (const each of followed().values()) each.abort()
  followed().clear()
}

async function follow(context: Context, signInId: string, origin: RequestOrigin, stopped: AbortSignal): Promise<void> {
  let isHeldBack = false
  for (let misses = 0; !stopped.aborted; misses += 1) {
    try {
      const outcome = await followOnce(context, signInId, origin, { stopped, isHeldBack })
      if (outcome === 'ended') return
      if (outcome === 'silent') {
        isHeldBack = true
        continue
      }
    } catch (error) {
      if (stopped.aborted) return
      logger().warn({ signInId, error: String(error) }, 'following a sign-in again')
    }
    const pauseMs = isHeldBack ? pollPauseMs : Math.min(firstPauseMs * 2 ** misses, longestPauseMs)
    await pause(pauseMs, undefined, { signal: stopped, ref: false })
  }
}

/**
 * Listens until the stream is lost, then polls once: where a proxy refuses streams, polling alone brings it to its end. Where one holds them
 * back (`silent`), the state is asked for in answers that end.
 */
async function followOnce(
  context: Context,
  signInId: string,
  origin: RequestOrigin,
  { stopped, isHeldBack }: { stopped: AbortSignal; isHeldBack: boolean },
): Promise<'ended' | 'again' | 'silent'> {
  const signIn = await findOpen(context.db, signInId)
  if (stopped.aborted) return 'again'
  if (signIn === null) return 'ended'
  if (signIn.overdue) {
    await endOverdue(context, signIn, origin)
    return 'ended'
  }
  if (signIn.deviceAuthorizationId === null) return 'again'
  if (signIn.state === 'redeeming')
    return (await redeemSignIn(context, signInId, true, origin)) === 'ended' ? 'ended' : 'again'
  const heard = await listen(context, { ...signIn, deviceAuthorizationId: signIn.deviceAuthorizationId }, origin, {
    stopped,
    once: isHeldBack,
  })
  if (stopped.aborted) return 'again'
  if (heard === 'silent' || heard === 'waiting') return isHeldBack ? 'again' : 'silent'
  if (heard !== 'again') return heard === 'redeem' ? redeemOrAgain(context, signInId, true, origin) : 'ended'
  return redeemOrAgain(context, signInId, false, origin)
}

async function redeemOrAgain(
  context: Context,
  signInId: string,
  approved: boolean,
  origin: RequestOrigin,
): Promise<'ended' | 'again'> {
  return (await redeemSignIn(context, signInId, approved, origin)) === 'ended' ? 'ended' : 'again'
}

async function listen(
  context: Context,
  signIn: OpenSignIn & { deviceAuthorizationId: string },
  origin: RequestOrigin,
  { stopped, once }: { stopped: AbortSignal; once: boolean },
): Promise<'redeem' | 'ended' | 'again' | 'waiting' | 'silent'> {
  const credentials = openAuthorityKey(context.keyring, signIn.facilityId, signIn)
  const listening = new AbortController()
  const stop = () => listening.abort()
  let isSilent = false
  let arrived = 0
  const watch = (ms: number) =>
    setTimeout(() => {
      isSilent = true
      stop()
    }, ms)
  let silence = watch(once ? pollLimitMs : firstEventsMs)
  const onHeard = () => {
    arrived += 1
    clearTimeout(silence)
    if (!listening.signal.aborted) silence = watch(arrived < 2 && !once ? firstEventsMs : silenceMs)
  }
  stopped.addEventListener('abort', stop, { once: true })
  try {
    const events = context.authority.watchDeviceAuthorization(
      credentials,
      signIn.deviceAuthorizationId,
      listening.signal,
      { once, onHeard },
    )
    let isWaiting = false
    for await (const event of events) {
      const next = await applyAuthorityEvent(context, signIn, event, origin)
      if (next !== 'waiting') return next
      isWaiting = true
    }
    if (once && isWaiting) return 'waiting'
    return isSilent && !once ? 'silent' : 'again'
  } catch (error) {
    logger().debug({ signInId: signIn.id, error: String(error) }, 'stream of the authority lost')
    return isSilent && !once ? 'silent' : 'again'
  } finally {
    clearTimeout(silence)
    stopped.removeEventListener('abort', stop)
    listening.abort()
  }
}

async function endOverdue(context: Context, signIn: OpenSignIn, origin: RequestOrigin): Promise<void> {
  const { id: signInId, staffKey, state } = signIn
  const wasWaiting = state === 'shown' || state === 'claimed'
  const end = wasWaiting
    ? ({ state: 'expired', reason: 'sign_in.expired' } as const)
    : ({ state: 'failed', reason: 'authority.unavailable' } as const)
  await endSignIn(context, { ...end, signInId, staffKey, evenRedeeming: true, actor: 'system' }, origin)
}
