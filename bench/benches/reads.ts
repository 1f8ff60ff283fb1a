import type { ServerProcess } from '@/e2e/support/servers/server-process'
import { openAuthorityCredentials } from '@/lib/facility/facilities/authority-key'
import type { LoadRound } from '../load/keep-alive-load'
import type { ReadJob, ReadLoad } from '../load/read-load'
import { cpuOfDatabase, cpuOfProcess, withCpu } from '../measure/cpu-time'
import type { Detail, Outcome, Verdict } from '../measure/result'
import { median, medianSpread, pairedRatio, round } from '../measure/statistics'
import type { Scale } from '../options'
import { processFile } from '../process/bundle-processes'
import { inRounds } from '../process/in-rounds'
import { startLoader } from '../process/start-loader'
import { withCleanup } from '../process/with-cleanup'
import { type BenchWorld, createWorld } from '../world/bench-world'
import { createEmrBearer } from '../world/emr-bearer'
import { fillTokens } from '../world/fill-tokens'
import { startFloor, startSide } from '../world/start-servers'
import type { Bench } from './bench'

const connections = 16
/** Signed requests that are prepared for one second of load: more than any server here answers. */
const signedPerSecond = 3_000

/** What an EMR back end and a facility ask all day long. */
export const readsBench: Bench = {
  name: 'reads',
  title: 'Sign-in status and introspection',
  run: (databaseServerUrl, scale) =>
    withCleanup(async (atEnd) => {
      const world = await createWorld(databaseServerUrl, 2)
      atEnd(world.close)
      const { people } = await fillTokens(world, scale.tokens)
      const client = await world.contexts.authority.db.prisma.facilityClient.findFirstOrThrow()
      const authority = await startSide(world, 'authority')
      atEnd(authority.stop)
      const facility = await startSide(world, 'facility')
      atEnd(facility.stop)
      const floor = await startFloor(world, 'select-floor', { FACILITY_CLIENT_ID: client.id })
      atEnd(floor.stop)
      const loader = startLoader<ReadLoad>(processFile('read-load'), {})
      atEnd(loader.stop)
      const jobs = await readJobs(world, { people, tokens: scale.tokens, floorPort: floor.port })
      const database = await cpuOfDatabase(world.sql)
      const ask = (server: ServerProcess, job: ReadJob) => () =>
        withCpu({ server: cpuOfProcess(server.pid), database }, () => loader.call('run', job))
      const works = (seconds: number) => ({
        status: ask(facility, { ...jobs.status, seconds }),
        'status floor': ask(floor, { ...jobs['status floor'], seconds }),
        introspection: ask(authority, signed(jobs.introspection, seconds)),
        'introspection floor, client authenticated': ask(
          floor,
          signed(jobs['introspection floor, client authenticated'], seconds),
        ),
        'introspection floor, client as given': ask(floor, {
          ...jobs['introspection floor, client as given'],
          seconds,
        }),
      })
      await inRounds(1, works(scale.warmUpSeconds))
      return judge(await inRounds(scale.rounds, works(scale.roundSeconds)), scale, people)
    }),
}

type JobName = keyof Awaited<ReturnType<typeof readJobs>>

async function readJobs(world: BenchWorld, sizes: { people: number; tokens: number; floorPort: number }) {
  const { authority, facility, hospital } = world
  const bearer = await createEmrBearer(world)
  const signWith = await openAuthorityCredentials(world.contexts.facility, hospital.facilityId)
  const floor = { target: { port: sizes.floorPort, host: '127.0.0.1' }, connections, seconds: 0 }
  const status = { ask: 'status', bearer, among: sizes.people } as const
  const introspection = {
    ask: 'introspection',
    signWith,
    audience: authority.url,
    among: sizes.tokens,
    most: 0,
  } as const
  const product = { connections, seconds: 0 }
  return {
    status: { ...product, ...status, target: facility, path: '/api/emr/v1/staff/{staff_id}/sign-in-status' },
    'status floor': { ...floor, ...status, path: '/status/{staff_id}' },
    introspection: { ...product, ...introspection, target: authority, path: '/oauth2/introspect' },
    'introspection floor, client authenticated': { ...floor, ...introspection, path: '/introspect-authenticated' },
    'introspection floor, client as given': {
      ...floor,
      ask: 'introspection_without_client',
      among: sizes.tokens,
      path: '/introspect',
    },
  } as const
}

function signed(job: Extract<ReadJob, { ask: 'introspection' }>, seconds: number): ReadJob {
  return { ...job, seconds, most: Math.ceil(signedPerSecond * seconds) }
}

type MeasuredRound = { result: LoadRound; cpuMs: Record<'server' | 'database', number> }

function judge(results: Record<JobName, MeasuredRound[]>, scale: Scale, people: number): Outcome {
  const rate = (name: JobName) => median(results[name].map(({ result }) => result.perSecond))
  const rates = (name: JobName) => results[name].map(({ result }) => result.perSecond)
  const ratio = (name: JobName, floor: JobName) => pairedRatio(rates(name), rates(floor))
  const compare = (work: string, name: JobName, floor: JobName, least: number): Verdict => ({
    work,
    measured: { value: round(rate(name)), unit: '1/s' },
    floor: { value: round(rate(floor)), unit: '1/s' },
    ratio: round(ratio(name, floor)),
    target: `≥ ${least} of the floor, ≥ 1,000/s`,
    isMet: ratio(name, floor) >= least && rate(name) >= 1_000,
  })
  const bare = 'introspection floor, client as given'
  const authenticated = 'introspection floor, client authenticated'
  const share = 1 - ratio(authenticated, bare)
  return {
    conditions: [
      `Each side one process without pages, ${connections} kept connections from a process of its own, ${scale.rounds} rounds of ${scale.roundSeconds} s, turn about.`,
      `${scale.tokens.toLocaleString('en-US')} live tokens at the authority and as many in the vault, of ${people.toLocaleString('en-US')} people, asked at random; no token was due to be checked at the authority.`,
      'Floor: node:http and the very SELECT of the product, sent by `postgres`. The floor of introspection also authenticates the client (ES256 verified with a kept key, `jti` stored); without that, a third row says what it would do.',
      `Authenticating the client takes ${Math.round(share * 100)} % of the floor’s time for an introspection; of the product’s rate, ${round(ratio('introspection', bare))} of that third row remains.`,
    ],
    verdicts: [
      compare('sign-in status asked by an EMR back end', 'status', 'status floor', 0.8),
      compare('introspection, client authenticated each time', 'introspection', authenticated, 0.8),
    ],
    details: (Object.keys(results) as JobName[]).map((name) => detailOf(name, results[name])),
  }
}

function detailOf(name: string, rounds: readonly MeasuredRound[]): Detail {
  const { count, p50, p95, p99 } = medianSpread(rounds.map(({ result }) => result.latencyMs))
  const micros = (of: 'server' | 'database') => (rounds.reduce((sum, { cpuMs }) => sum + cpuMs[of], 0) * 1000) / count
  return {
    name,
    values: {
      '1/s': round(median(rounds.map(({ result }) => result.perSecond))),
      'p50 ms': round(p50),
      'p95 ms': round(p95),
      'p99 ms': round(p99),
      'CPU µs, server': round(micros('server')),
      'CPU µs, PostgreSQL': round(micros('database')),
    },
  }
}
