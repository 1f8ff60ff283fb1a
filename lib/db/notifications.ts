import type { Database, Transaction } from './database'

/** Channels of LISTEN/NOTIFY. Payloads are ids only: who hears one reads the state anew. */
export type Channel = 'authority_device_authorization' | 'facility_staff' | 'facility_signing_request'

type Listener = (payload: string) => void

/** Hears every notification of the channels once a process, whatever the number of streams. */
export type Notifications = {
  /**
   * Calls `listener` for each payload on `channel` that equals `key`, or for all when `key` is `*`. After a lost connection
   * `onReconnect` is called, because what was sent in between is gone: read the state anew.
   */
  subscribe(channel: Channel, key: string, listener: Listener, onReconnect: () => void): Promise<() => void>
}

/** Queues a notification that is sent when, and only when, the transaction commits. */
export async function notify(tx: Transaction, channel: Channel, payload: string): Promise<void> {
  tx.send(tx.sql`SELECT pg_notify(${channel}, ${payload})`)
}

/** One LISTEN connection per process and channel; the driver reconnects with back-off by itself. */
export function createNotifications(db: Pick<Database, 'listen'>): Notifications {
  const subscribers = new Map<Channel, Map<string, Set<Subscriber>>>()
  const listening = new Map<Channel, Promise<unknown>>()
  return {
    async subscribe(channel, key, listener, onReconnect) {
      const byKey = entry(subscribers, channel, () => new Map<string, Set<Subscriber>>())
      await entry(listening, channel, () => {
        let connected = false
        const started = db.listen(
          channel,
          (payload) => deliver(byKey, payload),
          () => {
            if (connected) for (const each of everyone(byKey)) each.onReconnect()
            connected = true
          },
        )
        started.catch(() => listening.delete(channel))
        return started
      })
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

function deliver(byKey: Map<string, Set<Subscriber>>, payload: string): void {
  for (const key of [payload, '*']) for (const { listener } of byKey.get(key) ?? []) listener(payload)
}

function everyone(byKey: Map<string, Set<Subscriber>>): Subscriber[] {
  return [...byKey.values()].flatMap((set) => [...set])
}

function entry<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  const known = map.get(key)
  if (known !== undefined) return known
  const made = make()
  map.set(key, made)
  return made
}
