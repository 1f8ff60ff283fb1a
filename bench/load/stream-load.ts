import postgres from 'postgres'
import type { Id } from '@/lib/kernel/ids'
import { answerCalls } from '../process/loader-protocol'
import type { FrameOwner } from '../world/create-frame-sessions'
import { type ArrivedEvent, type EventStreamClient, openEventStream } from './event-stream-client'
import type { Target } from './keep-alive-load'

type Watched = FrameOwner & { stream: EventStreamClient; arrived: ((at: number) => void) | null }

const path = '/api/facility/v1/frame-sessions/current/events'
const timeoutMs = 60_000
const watched: Watched[] = []
let sql: postgres.Sql | undefined

const methods = {
  async connect(databaseUrl: string): Promise<void> {
    sql = postgres(databaseUrl, { max: 1, onnotice: () => {} })
  },

  /** Opens a stream for each, `atOnce` at a time, and waits for its first state; milliseconds it took in all. */
  async open(target: Target, owners: FrameOwner[], atOnce: number): Promise<number> {
    const rest = [...owners]
    const begin = performance.now()
    const worker = async () => {
      for (let owner = rest.pop(); owner !== undefined; owner = rest.pop()) await openOne(target, owner)
    }
    await Promise.all(Array.from({ length: atOnce }, worker))
    return performance.now() - begin
  },

  /** A change of one staff member: milliseconds until each of their streams has heard of it. */
  async changeOne(): Promise<number[]> {
    const staffKey = watched[Math.floor(Math.random() * watched.length)]?.staffKey ?? 'stf_'
    return change([staffKey])
  },

  /** A change of everybody at once. */
  async changeAll(): Promise<number[]> {
    return change([...new Set(watched.map(({ staffKey }) => staffKey))])
  },

  async close(): Promise<void> {
    await Promise.all(watched.splice(0).map(({ stream }) => stream.close()))
  },
}

export type StreamLoad = typeof methods

async function openOne(target: Target, owner: FrameOwner): Promise<void> {
  let onEvent = (_event: ArrivedEvent) => {}
  const first = new Promise<void>((resolve) => {
    onEvent = ({ event }) => {
      if (event === 'state') resolve()
    }
  })
  const stream = await openEventStream(target, { path, bearer: owner.bearer }, (event) => onEvent(event))
  await within(first)
  const entry: Watched = { ...owner, stream, arrived: null }
  onEvent = ({ event, at }) => {
    if (event === 'state') entry.arrived?.(at)
  }
  watched.push(entry)
}

async function change(staffKeys: Id<'staff'>[]): Promise<number[]> {
  const concerned = watched.filter(({ staffKey }) => staffKeys.includes(staffKey))
  const arrivals = concerned.map((entry) => {
    return new Promise<number>((resolve) => {
      entry.arrived = resolve
    })
  })
  const begin = performance.now()
  await sql?.begin(async (tx) => {
    await tx`
      UPDATE facility.staff SET status_version = status_version + 1, status_changed_at = clock_timestamp()
      WHERE id = ANY(${staffKeys})`
    await tx`SELECT pg_notify('facility_staff', id) FROM unnest(${staffKeys}::text[]) AS id`
  })
  return (await within(Promise.all(arrivals))).map((at) => at - begin)
}

function within<T>(work: Promise<T>): Promise<T> {
  const late = new Promise<never>((_resolve, reject) => {
    setTimeout(() => reject(new Error(`a stream said nothing for ${timeoutMs} ms`)), timeoutMs).unref()
  })
  return Promise.race([work, late])
}

answerCalls(methods)
