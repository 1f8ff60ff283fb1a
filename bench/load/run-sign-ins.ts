import { type Spread, spreadOf } from '../measure/statistics'
import type { BenchDoctor } from '../world/seed-doctors'
import { type Actors, openScreen, prepareApproval, type Scene } from './sign-in-journey'

export type SignInRound = {
  perSecond: number
  /** From the launch to green, without the time in which the phone's authenticator signs. */
  totalMs: Spread
  stepsMs: Readonly<Record<string, Spread>>
}

/** Signs doctors in, `concurrency` at a time, each once, for `seconds` or until there are no more. */
export async function runSignIns(
  scene: Scene,
  { doctors, terminalCodes }: { doctors: BenchDoctor[]; terminalCodes: readonly string[] },
  { concurrency, seconds }: { concurrency: number; seconds: number },
): Promise<SignInRound> {
  const totals: number[] = []
  const steps = new Map<string, number[]>()
  const begin = performance.now()
  const worker = async () => {
    while (performance.now() < begin + seconds * 1000) {
      const doctor = doctors.pop()
      if (doctor === undefined) return
      totals.push(await signInOnce(scene, actorsOf(doctor, doctors.length, terminalCodes), steps))
    }
  }
  await Promise.all(Array.from({ length: concurrency }, worker))
  const passed = (performance.now() - begin) / 1000
  const stepsMs = Object.fromEntries([...steps].map(([name, samples]) => [name, spreadOf(samples)]))
  return { perSecond: totals.length / passed, totalMs: spreadOf(totals), stepsMs }
}

/** Terminals and phone addresses in turn, so that no limit of the product is what is measured. */
export function actorsOf(doctor: BenchDoctor, turn: number, terminalCodes: readonly string[]): Actors {
  const terminalCode = terminalCodes[turn % terminalCodes.length]
  if (terminalCode === undefined) throw new Error('there is no terminal')
  return { doctor, terminalCode, phoneAddress: `198.18.${(turn >> 8) & 255}.${turn & 255}` }
}

async function signInOnce(scene: Scene, actors: Actors, steps: Map<string, number[]>): Promise<number> {
  let since = performance.now()
  let total = 0
  const clock = {
    lap(step: string) {
      const now = performance.now()
      total += now - since
      const laps = steps.get(step) ?? []
      steps.set(step, laps)
      laps.push(now - since)
      since = now
    },
  }
  const opened = await openScreen(scene, actors, 'sign_in', clock)
  const approval = await prepareApproval(scene, actors, opened, clock)
  since = performance.now()
  await approval.sendAssertion()
  clock.lap('assertion')
  await opened.screen.until(({ status }) => status.status === 'signed_in')
  clock.lap('green, with token and vault')
  await opened.screen.close()
  return total
}
