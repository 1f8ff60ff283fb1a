import { readFileSync } from 'node:fs'
import type { StreamLoad } from '../load/stream-load'
import type { Detail, Outcome, Verdict } from '../measure/result'
import { median, round, spreadOf } from '../measure/statistics'
import type { Scale } from '../options'
import { processFile } from '../process/bundle-processes'
import { type Loader, startLoader } from '../process/start-loader'
import { withCleanup } from '../process/with-cleanup'
import { createWorld } from '../world/bench-world'
import { createFrameSessions } from '../world/create-frame-sessions'
import { fillTokens } from '../world/fill-tokens'
import { startSide } from '../world/start-servers'
import type { Bench } from './bench'

const screensPerPerson = 4
const openAtOnce = 32
const warmUpStreams = 50
const changesOfOne = 50
const changesOfAll = 3
/** What the two processes need in addition to the streams. */
const spareFiles = 200
const mostBytes = 150_000

/** Every screen of a hospital keeps a stream open. */
export const openStreamsBench: Bench = {
  name: 'open-streams',
  title: 'Open status streams on one process',
  run: (databaseServerUrl, scale) =>
    withCleanup(async (atEnd) => {
      const world = await createWorld(databaseServerUrl, screensPerPerson)
      atEnd(world.close)
      await fillTokens(world, scale.tokens)
      const server = await startSide(world, 'facility')
      atEnd(server.stop)
      const loader = startLoader<StreamLoad>(processFile('stream-load'), {})
      atEnd(loader.stop)
      const counts = scale.streams.map((count) => Math.min(count, openFilesAllowed() - spareFiles))
      const owners = await createFrameSessions(world, screensPerPerson, Math.max(...counts) + warmUpStreams)
      await loader.call('connect', world.databaseUrl)
      await loader.call('open', world.facility, owners.splice(0, warmUpStreams), openAtOnce)
      await loader.call('changeAll')
      const before = { streams: warmUpStreams, bytes: residentBytes(server.pid) }
      const details: Detail[] = []
      const perStream: number[] = []
      for (const count of counts) {
        const opened = before.streams + details.reduce((sum, { values }) => sum + (values['opened'] ?? 0), 0)
        const more = owners.splice(0, count - opened + before.streams)
        const openingMs = await loader.call('open', world.facility, more, openAtOnce)
        const times = await changeTimes(loader)
        const open = opened + more.length
        const bytes = (residentBytes(server.pid) - before.bytes) / (open - before.streams)
        perStream.push(bytes)
        details.push(detailOf({ open, more: more.length, openingMs, bytes, ...times }))
      }
      return judge(scale, counts, perStream, details)
    }),
}

/** Milliseconds to the last of the screens, medians of several changes. */
async function changeTimes(loader: Loader<StreamLoad>) {
  const one: number[] = []
  for (let turn = 0; turn < changesOfOne; turn += 1) one.push(...(await loader.call('changeOne')))
  const all = []
  for (let turn = 0; turn < changesOfAll; turn += 1) all.push(spreadOf(await loader.call('changeAll')))
  return { one: spreadOf(one), all }
}

function detailOf(of: {
  open: number
  more: number
  openingMs: number
  bytes: number
  one: ReturnType<typeof spreadOf>
  all: ReturnType<typeof spreadOf>[]
}): Detail {
  return {
    name: `${of.open} streams`,
    values: {
      opened: of.more,
      'opening each ms': round(of.openingMs / of.more),
      'kB each': round(of.bytes / 1000),
      'one changes: p50 ms': round(of.one.p50),
      'p99 ms': round(of.one.p99),
      'all change: p50 ms': round(median(of.all.map(({ p50 }) => p50))),
      'last ms': round(median(of.all.map(({ max }) => max))),
    },
  }
}

/** Resident memory of a process, from Linux’s own books. */
function residentBytes(pid: number): number {
  const kibibytes = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]
  return Number(kibibytes) * 1024
}

function openFilesAllowed(): number {
  const soft = /^Max open files\s+(\d+|unlimited)/m.exec(readFileSync('/proc/self/limits', 'utf8'))?.[1]
  return soft === 'unlimited' ? Number.MAX_SAFE_INTEGER : Number(soft)
}

function judge(scale: Scale, counts: readonly number[], perStream: readonly number[], details: Detail[]): Outcome {
  const most = Math.max(...counts)
  const verdicts = counts.map((count, index): Verdict => {
    const bytes = perStream[index] ?? Number.NaN
    return {
      work: `${count.toLocaleString('en-US')} open streams, memory each`,
      measured: { value: round(bytes / 1000), unit: 'kB' },
      floor: null,
      ratio: null,
      target: '≤ 150 kB',
      isMet: bytes <= mostBytes && most >= Math.max(...scale.streams),
    }
  })
  return {
    conditions: [
      `One process of the facility without pages; each stream a badge of its own frame session, ${screensPerPerson} screens a person, opened ${openAtOnce} at a time. Memory is the growth of the resident set since ${warmUpStreams} warm-up streams were open, after all events of the step; it is never given back, so it counts garbage too.`,
      `${changesOfOne} changes of one person, each pushed to that person’s ${screensPerPerson} screens, and ${changesOfAll} changes of all staff at once, where every screen’s state is judged and read again from the database.`,
      `Open files allowed here: ${openFilesAllowed().toLocaleString('en-US')}.`,
    ],
    verdicts,
    details,
  }
}
