import type { Database, Transaction } from './database'
import type { ChannelHearer } from './listener'

/** Channels of LISTEN/NOTIFY. Payloads are ids only: who hears one reads the state again. */
export type Channel = 'authority_device_authorization' | 'facility_staff' | 'facility_signing_request'

type Listener = (payload: string) => void

/** Hears every notification of the channels once per process, whatever the number of streams. */
export type Notifications = {
  /**
   * Calls `listener` for each payload on `channel` that equals `key`, or for all when `key` is `*`. After a lost connection
   * `onReconnect` is called, because what was sent in between is gone: read the state again.
   * @throws AppError `service.unavailable` when the database cannot be heard now; a later call may succeed.
   */
  subscribe(channel: Channel, key: string, listener: Listener, onReconnect: () => void): Promise<() => void>
}

/** Queues a notification that is sent when, and only when, the transaction commits. */
export async function notify(tx: Transaction, channel: Channel, payload: string): Promise<void> {
  tx.send(tx.sql`SELECT pg_notify(${channel}, ${payload})`)
}

/** One LISTEN connection per process; a lost one is opened again in the background. */
export function createNotifications(db: Pick<Database, 'listen'>): Notifications {
  const channels = new Map<Channel, { byKey: SubscribersByKey; hearer: ChannelHearer }>()
  return {
    async subscribe(channel, key, listener, onReconnect) {
      const { byKey, hearer } = entry(channels, channel, () => {
        const byKey: SubscribersByKey = new Map()
        const hearer = {
          onPayload: (payload: string) => deliver(byKey, payload),
          onReconnect() {
            for (const each of everyone(byKey)) each.onReconnect()
          },
        }
        return { byKey, hearer }
      })
      await db.listen(channel, hearer)
      const subscriber = { listener, onReconnect }
      entry(byKey, key, () => new Set<Subscriber>()).add(subscriber)
      return () => {
        const set = byKey.get(key)
        set?.delete(subscriber)
        if (set?.size === 0) byKey.delete(key)
      }
    },
  }
}

type Subscriber = { listener: Listener; onReconnect: () => void }
type SubscribersByKey = Map<string, Set<Subscriber>>

function deliver(byKey: SubscribersByKey, payload: string): void {
  for (const key of [payload, '*']) for (const { listener } of byKey.get(key) ?? []) listener(payload)
}

function everyone(byKey: SubscribersByKey): Subscriber[] {
  return [...byKey.values()].flatMap((set) => [...set])
}

function entry<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  const known = map.get(key)
  if (known !== undefined) return known
  const made = make()
  map.set(key, made)
  return made
}
