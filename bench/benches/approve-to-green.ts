import { sides } from '@/lib/vocabulary/settings/side'
import type { SignInFloor } from '../floors/sign-in-floor'
import type { SignInLoad } from '../load/sign-in-load'
import type { Outcome } from '../measure/result'
import { medianSpread, round, type Spread, spreadOf } from '../measure/statistics'
import { processFile } from '../process/bundle-processes'
import { startLoader } from '../process/start-loader'
import { withCleanup } from '../process/with-cleanup'
import { createWorld } from '../world/bench-world'
import { startFloor, startSide } from '../world/start-servers'
import type { Bench } from './bench'
import { sceneOf } from './sign-ins'

const otherScreens = 3
const notificationsPerApproval = 5
const screensPerTerminal = 15
/** Between the assertion and green: the phone's signature and that of the facility's request for the token … */
const verifies = 2
/** … and challenge, approval, turn to redeem, `jti`, redemption and vault, each on disk before the next begins. */
const commits = 6
const chainSeconds = 0.5

/** The moment the whole product is for: the phone says yes, and every other screen of the doctor knows. */
export const approveToGreenBench: Bench = {
  name: 'approve-to-green',
  title: 'From the phone’s approval to green on other screens',
  run: (databaseServerUrl, scale) =>
    withCleanup(async (atEnd) => {
      const { rounds, approvalsPerRound: count } = scale
      const doctors = (rounds + 1) * count
      const world = await createWorld(databaseServerUrl, Math.ceil(doctors / screensPerTerminal) + otherScreens)
      atEnd(world.close)
      for (const side of sides) atEnd((await startSide(world, side)).stop)
      const floor = await startFloor(world, 'notify-floor')
      atEnd(floor.stop)
      const chain = startLoader<SignInFloor>(processFile('sign-in-floor'), {})
      atEnd(chain.stop)
      const loader = startLoader<SignInLoad>(processFile('sign-in-load'), {})
      atEnd(loader.stop)
      await loader.call('prepare', await sceneOf(world, doctors))
      const notify = { count: count * notificationsPerApproval, screens: otherScreens }
      await loader.call('approvals', { count, otherScreens })
      await loader.call('notifications', floor.port, notify)
      const bare = { databaseUrl: world.databaseUrl, seconds: chainSeconds, concurrency: 1, verifies, commits }
      const times = { answeredMs: [] as number[], greenMs: [] as number[], floorMs: [] as number[] }
      const chains: Spread[] = []
      for (let turn = 0; turn < rounds; turn += 1) {
        const { answeredMs, greenMs } = await loader.call('approvals', { count, otherScreens })
        chains.push((await chain.call('run', bare)).latencyMs)
        times.answeredMs.push(...answeredMs)
        times.greenMs.push(...greenMs)
        times.floorMs.push(...(await loader.call('notifications', floor.port, notify)))
      }
      const spreads = {
        answered: spreadOf(times.answeredMs),
        green: spreadOf(times.greenMs),
        floor: spreadOf(times.floorMs),
        chain: medianSpread(chains),
      }
      return judge(spreads, rounds)
    }),
}

function judge(
  { answered, green, floor, chain }: Record<'answered' | 'green' | 'floor' | 'chain', Spread>,
  rounds: number,
): Outcome {
  const ratio = green.p50 / floor.p50
  const figures = (name: string, { p50, p95, p99, max }: Spread) => ({
    name,
    values: { 'p50 ms': round(p50), 'p95 ms': round(p95), 'p99 ms': round(p99), 'max ms': round(max) },
  })
  return {
    conditions: [
      `Authority and facility one process each; ${answered.count} approvals, one at a time, each with ${otherScreens} badges of the same doctor on other terminals; ${rounds} rounds of approvals and of floors, turn about.`,
      `Time: from sending the assertion to the arrival of the event that says signed_in, on each of the other streams, read by a client that does nothing else. In between lie ${verifies} verifications, ${commits} commits that must be on disk one after the other, two PostgreSQL notifications, and an event and a call between the two processes.`,
      'Floor: one POST that sends NOTIFY, and as many bare streams that are written what LISTEN hears. No signature, no commit to wait for, no second process. The details add what the commits and verifications alone take when done bare.',
    ],
    verdicts: [
      {
        work: 'approval to green elsewhere, p50',
        measured: { value: round(green.p50), unit: 'ms' },
        floor: { value: round(floor.p50), unit: 'ms' },
        ratio: round(ratio),
        target: '< 3 × floor',
        isMet: ratio < 3,
      },
      {
        work: 'approval to green elsewhere, p99',
        measured: { value: round(green.p99), unit: 'ms' },
        floor: { value: round(floor.p99), unit: 'ms' },
        ratio: round(green.p99 / floor.p99),
        target: '< 100 ms',
        isMet: green.p99 < 100,
      },
    ],
    details: [
      figures('assertion sent to its answer on the phone', answered),
      figures('assertion sent to green on other screens', green),
      figures('floor: NOTIFY sent to event on streams', floor),
      figures(`bare: ${verifies} verifications and ${commits} commits one after the other`, chain),
    ],
  }
}
