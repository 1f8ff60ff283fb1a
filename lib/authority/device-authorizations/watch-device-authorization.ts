import type { RequestOrigin } from '@/lib/kernel/request-origin'
import type { DeviceAuthorizationEvent } from '@/lib/wire/oauth'
import type { AuthorityContext } from '../authority-context'
import { type DeviceAuthorizationSnapshot, hasEnded } from './device-authorization'
import { deviceAuthorizationError } from './device-authorization.errors'
import { findSnapshotOfClient } from './device-authorization.store'
import { expireDeviceAuthorization } from './expire-device-authorization'
import { showDeviceAuthorization } from './show-device-authorization'

/** What receives the states; aborted by the side that ends it. */
export type StateSink = {
  send(event: 'state', state: DeviceAuthorizationEvent): void
  end(): void
  signal: AbortSignal
}

type Context = Pick<AuthorityContext, 'db' | 'keyring' | 'notifications'>

/**
 * Sends the whole state now and after every change, until it has ended (S5). The client's right to it is judged at every read
 * (S7); a timer reports the expiry, because no notification does; after a lost LISTEN connection the state is read again.
 * @throws AppError `device_authorization.unknown` for another client's as for none (AT-10)
 */
export async function watchDeviceAuthorization(
  context: Context,
  key: { id: string; facilityClientId: string },
  origin: RequestOrigin,
): Promise<(sink: StateSink) => Promise<void>> {
  const known = await findSnapshotOfClient(context.db, key)
  if (known === null) throw deviceAuthorizationError('device_authorization.unknown')
  return (sink) => follow(context, known, key, sink, origin)
}

async function follow(
  context: Context,
  known: DeviceAuthorizationSnapshot,
  key: { id: string; facilityClientId: string },
  sink: StateSink,
  origin: RequestOrigin,
): Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined
  let reading = Promise.resolve()
  const sent = { text: '' }
  const first = async () => {
    const isShown = known.state === 'started' && (await showDeviceAuthorization(context, key, origin))
    await send(isShown ? { ...known, state: 'shown' } : await findSnapshotOfClient(context.db, key))
  }
  const again = async () => {
    if (!sink.signal.aborted) await send(await findSnapshotOfClient(context.db, key))
  }
  const send = async (snapshot: DeviceAuthorizationSnapshot | null) => {
    clearTimeout(timer)
    if (snapshot === null) return sink.end()
    if (snapshot.isExpiryUnwritten) await expireDeviceAuthorization(context, key.id, origin)
    sendIfChanged(sink, snapshot, sent)
    if (hasEnded(snapshot.state)) return sink.end()
    timer = setTimeout(queue, (snapshot.secondsLeft + 1) * 1000)
  }
  const queue = () => {
    reading = reading.then(again).catch(() => sink.end())
  }
  const unsubscribe = await context.notifications.subscribe('authority_device_authorization', key.id, queue, queue)
  sink.signal.addEventListener('abort', () => {
    clearTimeout(timer)
    unsubscribe()
  })
  if (sink.signal.aborted) return unsubscribe()
  reading = reading.then(first).catch(() => sink.end())
  await reading
}

/** A notification may come twice for one change; only `expires_in` differs then. */
function sendIfChanged(sink: StateSink, snapshot: DeviceAuthorizationSnapshot, sent: { text: string }): void {
  const { expires_in, ...state } = toEvent(snapshot)
  const text = JSON.stringify(state)
  if (text === sent.text) return
  sent.text = text
  sink.send('state', { ...state, expires_in })
}

function toEvent(snapshot: DeviceAuthorizationSnapshot): DeviceAuthorizationEvent {
  const { id, state, matchNumber, secondScans, endReason, secondsLeft } = snapshot
  return {
    device_authorization_id: id,
    state,
    ...(matchNumber === null ? {} : { match_number: matchNumber }),
    second_scans: secondScans,
    ...(endReason === null ? {} : { end_reason: endReason }),
    expires_in: secondsLeft,
  }
}
