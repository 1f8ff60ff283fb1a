import pg from 'pg'
import { serviceError } from '@/lib/kernel/service.errors'
import { logger } from '@/lib/log/logger'
import { limits, sessionLimits } from './limits'

/** Who hears a channel. `onReconnect` follows each gap, because what was sent meanwhile is gone. */
export type ChannelHearer = { onPayload(payload: string): void; onReconnect(): void }

/** LISTEN on one connection of its own for all channels of the process. */
export type Listener = {
  /**
   * Returns when `hearer` hears the channel; one that hears it already is not added twice.
   * @throws AppError `service.unavailable` when the channel cannot be heard within three seconds. It is tried again in the background
   *   for as long as the process lives, and a later call succeeds as soon as one of these tries does.
   */
  listen(channel: string, hearer: ChannelHearer): Promise<void>
  /** Opens a new connection: the server may not write any more, and a standby sends no notifications. */
  renew(): void
  close(): Promise<void>
}

type Channel = { hearers: Set<ChannelHearer>; wasHeard: boolean; isHeard: boolean; waiting: Set<() => void> }

const firstPauseMs = 100
const longestPauseMs = 2_000
/** A connection is asked whether it lives this often: a host that vanished sends no end. */
const heartbeatMs = 10_000

/** Opens no connection before the first channel. */
export function createListener(url: string): Listener {
  const channels = new Map<string, Channel>()
  const retry = createRetry(hearAll)
  let client: pg.Client | null = null
  let isClosed = false
  const turns = createTurns(async () => {
    if (isClosed) return
    const own = client ?? newClient(url)
    try {
      if (client === null) await connect(own)
      await own.query('SELECT 1')
      for (const [name, channel] of channels) if (!channel.isHeard) await hear(own, name, channel, () => client === own)
      retry.reset()
    } catch (error) {
      logger().warn({ error: String(error) }, 'notifications of the database cannot be heard')
      drop(own)
    }
  })

  /**
   * Connects where that is needed and listens to what is not heard yet. A caller during the pause after a failure waits for its
   * end: otherwise a database that is away would be tried once for each caller.
   */
  function hearAll(): void {
    if (!retry.isWaiting()) turns.ask()
  }

  async function connect(own: pg.Client): Promise<void> {
    client = own
    own.on('notification', ({ channel, payload = '' }) => passOn(channels.get(channel), payload))
    own.on('error', () => drop(own))
    own.on('end', () => drop(own))
    await own.connect()
  }

  function drop(own: pg.Client): void {
    if (client !== own) return
    client = null
    own.end().catch(() => {})
    for (const channel of channels.values()) channel.isHeard = false
    if (!isClosed) retry.start()
  }

  const heartbeat = setInterval(() => {
    if (client !== null) hearAll()
  }, heartbeatMs).unref()

  return {
    async listen(name, hearer) {
      const channel = channels.get(name) ?? { hearers: new Set(), wasHeard: false, isHeard: false, waiting: new Set() }
      channels.set(name, channel)
      channel.hearers.add(hearer)
      if (channel.isHeard) return
      hearAll()
      await untilHeard(channel)
    },
    renew() {
      if (client !== null) drop(client)
    },
    async close() {
      isClosed = true
      clearInterval(heartbeat)
      retry.cancel()
      await turns.last()
      await client?.end().catch(() => {})
    },
  }
}

function newClient(url: string): pg.Client {
  return new pg.Client({
    connectionString: url,
    ...sessionLimits,
    connectionTimeoutMillis: limits.connectSeconds * 1_000,
    query_timeout: limits.statementMs,
    keepAlive: true,
  })
}

/** Runs `step` one at a time; a caller while one has yet to begin waits for that one. */
function createTurns(step: () => Promise<void>) {
  let turn: Promise<void> = Promise.resolve()
  let isQueued = false
  return {
    ask() {
      if (isQueued) return
      isQueued = true
      turn = turn.then(() => {
        isQueued = false
        return step()
      })
    },
    last: () => turn,
  }
}

/** Calls `run` after a pause, which doubles with each call until `reset`. */
function createRetry(run: () => void) {
  let pauseMs = firstPauseMs
  let timer: NodeJS.Timeout | null = null
  return {
    isWaiting: () => timer !== null,
    start() {
      if (timer !== null) return
      timer = setTimeout(() => {
        timer = null
        run()
      }, pauseMs).unref()
      pauseMs = Math.min(pauseMs * 2, longestPauseMs)
    },
    reset() {
      pauseMs = firstPauseMs
    },
    cancel() {
      if (timer !== null) clearTimeout(timer)
    },
  }
}

function passOn(channel: Channel | undefined, payload: string): void {
  for (const { onPayload } of channel?.hearers ?? []) onPayload(payload)
}

async function hear(own: pg.Client, name: string, channel: Channel, isCurrent: () => boolean): Promise<void> {
  await own.query(`LISTEN ${pg.escapeIdentifier(name)}`)
  if (!isCurrent()) return
  channel.isHeard = true
  for (const heard of channel.waiting) heard()
  channel.waiting.clear()
  if (channel.wasHeard) for (const { onReconnect } of channel.hearers) onReconnect()
  channel.wasHeard = true
}

function untilHeard(channel: Channel): Promise<void> {
  return new Promise((resolve, reject) => {
    const heard = () => {
      clearTimeout(timer)
      resolve()
    }
    const timer = setTimeout(() => {
      channel.waiting.delete(heard)
      reject(serviceError('service.unavailable', { retryAfterSeconds: 5, detail: 'LISTEN' }))
    }, limits.connectSeconds * 1_000)
    channel.waiting.add(heard)
  })
}
