import type { SignInFloor } from '../floors/sign-in-floor'
import type { LoadRound } from '../load/keep-alive-load'
import type { SignInRound } from '../load/run-sign-ins'
import type { SignInLoad } from '../load/sign-in-load'
import { cpuOfDatabase, cpuOfProcess, withCpu } from '../measure/cpu-time'
import type { Outcome } from '../measure/result'
import { median, medianSpread, pairedRatio, round } from '../measure/statistics'
import type { Scale } from '../options'
import { processFile } from '../process/bundle-processes'
import { startLoader } from '../process/start-loader'
import { withCleanup } from '../process/with-cleanup'
import { type BenchWorld, createWorld } from '../world/bench-world'
import { createEmrBearer } from '../world/emr-bearer'
import { startSide } from '../world/start-servers'
import type { Bench } from './bench'

const concurrency = 8
/** The product allows 20 sign-ins a terminal in ten minutes. */
const signInsPerTerminal = 15
const mostPerSecond = 80
/** A sign-in goes through most of the code; it takes hundreds until all of it is compiled. */
const warmUps = 10
/** Client assertions of device authorization, event stream and token, and the phone's. */
const verifies = 4

/** Whole daily sign-ins, as the EMR, its page, the frame and the phone make them. */
export const signInsBench: Bench = {
  name: 'sign-ins',
  title: 'Whole daily sign-ins',
  run: (databaseServerUrl, scale) =>
    withCleanup(async (atEnd) => {
      const doctors = Math.ceil(
        (scale.rounds * scale.roundSeconds + (warmUps + 1) * scale.warmUpSeconds) * mostPerSecond,
      )
      const world = await createWorld(databaseServerUrl, Math.ceil(doctors / signInsPerTerminal))
      atEnd(world.close)
      const authority = await startSide(world, 'authority')
      atEnd(authority.stop)
      const facility = await startSide(world, 'facility')
      atEnd(facility.stop)
      const loader = startLoader<SignInLoad>(processFile('sign-in-load'), {})
      atEnd(loader.stop)
      const floor = startLoader<SignInFloor>(processFile('sign-in-floor'), {})
      atEnd(floor.stop)
      await loader.call('prepare', await sceneOf(world, doctors))
      await loader.call('signIns', { concurrency, seconds: warmUps * scale.warmUpSeconds })
      // As autovacuum does by itself within a minute: until then PostgreSQL plans for the empty tables of the beginning.
      await world.sql`ANALYZE`
      const commits = await countCommits(world, () =>
        loader.call('signIns', { concurrency: 1, seconds: scale.warmUpSeconds }),
      )
      const bare = { databaseUrl: world.databaseUrl, concurrency, verifies, commits }
      await floor.call('run', { ...bare, seconds: scale.warmUpSeconds })
      const meters = {
        authority: cpuOfProcess(authority.pid),
        facility: cpuOfProcess(facility.pid),
        PostgreSQL: await cpuOfDatabase(world.sql),
      }
      const products: MeasuredRound[] = []
      const floors: LoadRound[] = []
      for (let turn = 0; turn < scale.rounds; turn += 1) {
        const { roundSeconds: seconds } = scale
        products.push(await withCpu(meters, () => loader.call('signIns', { concurrency, seconds })))
        floors.push(await floor.call('run', { ...bare, seconds }))
      }
      return judge(products, floors, scale, commits)
    }),
}

type MeasuredRound = { result: SignInRound; cpuMs: Record<'authority' | 'facility' | 'PostgreSQL', number> }

/** What the load process needs to know of the world. */
export async function sceneOf(world: BenchWorld, doctors: number) {
  const { authority, facility, databaseUrl, emrOrigin, hospital } = world
  const emrBearer = await createEmrBearer(world)
  const terminalCodes = hospital.terminals.map(({ terminalCode }) => terminalCode)
  const { facilityId } = hospital
  return { authority, facility, databaseUrl, facilityId, emrBearer, parentOrigin: emrOrigin, terminalCodes, doctors }
}

/**
 * Commits of one sign-in that are waited for: each transaction that writes uses up an id, and only the counting of attempts, one
 * transaction each, does not wait for the disk.
 */
async function countCommits({ sql }: BenchWorld, signIn: () => Promise<SignInRound>): Promise<number> {
  const read = async () => {
    const [row] = await sql<{ transactions: number; attempts: number }[]>`
      SELECT txid_snapshot_xmax(txid_current_snapshot())::int AS transactions,
        ((SELECT coalesce(sum(count), 0) FROM authority.rate_limit)
          + (SELECT coalesce(sum(count), 0) FROM facility.rate_limit))::int AS attempts`
    return row === undefined ? Number.NaN : row.transactions - row.attempts
  }
  const before = await read()
  const { totalMs } = await signIn()
  return Math.round(((await read()) - before) / totalMs.count)
}

function judge(measured: MeasuredRound[], floors: LoadRound[], scale: Scale, commits: number): Outcome {
  const products = measured.map(({ result }) => result)
  const rates = products.map(({ perSecond }) => perSecond)
  const floorRates = floors.map(({ perSecond }) => perSecond)
  const total = medianSpread(products.map(({ totalMs }) => totalMs))
  const floorTotal = medianSpread(floors.map(({ latencyMs }) => latencyMs))
  const steps = Object.keys(products[0]?.stepsMs ?? {}).map((name) => {
    const spreads = products.flatMap(({ stepsMs }) => stepsMs[name] ?? [])
    const { p50, p95, p99 } = medianSpread(spreads)
    return { name, values: { 'p50 ms': round(p50), 'p95 ms': round(p95), 'p99 ms': round(p99) } }
  })
  const whole = { 'p50 ms': round(total.p50), 'p95 ms': round(total.p95), 'p99 ms': round(total.p99) }
  return {
    conditions: [
      `Authority and facility one process each, ${concurrency} doctors at a time, each with the EMR’s launch, a frame and its event stream, a code from that stream, and a software authenticator as phone; ${scale.rounds} rounds of ${scale.roundSeconds} s, ${total.count} sign-ins.`,
      'Tables were analysed after the warm-up, as autovacuum does by itself once a minute.',
      `Floor: ${verifies} P-256 verifications and ${commits} commits of one row each, one after the other, ${concurrency} at a time: so many a sign-in was counted to wait for.`,
      'Total: from the launch to green on the frame, without the time in which the phone signs. No hand and no eye takes part: in a hospital the steps lie seconds apart.',
    ],
    verdicts: [
      {
        work: 'whole daily sign-in, rate',
        measured: { value: round(median(rates)), unit: '1/s' },
        floor: { value: round(median(floorRates)), unit: '1/s' },
        ratio: round(pairedRatio(rates, floorRates)),
        target: '≥ 50/s',
        isMet: median(rates) >= 50,
      },
      {
        work: `whole daily sign-in, p95 with ${concurrency} at a time`,
        measured: { value: round(total.p95), unit: 'ms' },
        floor: { value: round(floorTotal.p95), unit: 'ms' },
        ratio: round(
          pairedRatio(
            products.map(({ totalMs }) => totalMs.p95),
            floors.map(({ latencyMs }) => latencyMs.p95),
          ),
        ),
        target: '< 150 ms',
        isMet: total.p95 < 150,
      },
    ],
    details: [...steps, { name: 'total', values: whole }, { name: 'CPU of one sign-in', values: cpuOfOne(measured) }],
  }
}

function cpuOfOne(measured: readonly MeasuredRound[]): Record<string, number> {
  const signIns = measured.reduce((sum, { result }) => sum + result.totalMs.count, 0)
  const millis = (of: keyof MeasuredRound['cpuMs']) =>
    round(measured.reduce((sum, { cpuMs }) => sum + cpuMs[of], 0) / signIns)
  return {
    'authority ms': millis('authority'),
    'facility ms': millis('facility'),
    'PostgreSQL ms': millis('PostgreSQL'),
  }
}
