import type { BenchDoctor } from '../world/seed-doctors'
import { openEventStream } from './event-stream-client'
import { actorsOf } from './run-sign-ins'
import { openScreen, prepareApproval, type Scene } from './sign-in-journey'

export type ApprovalTimes = {
  /** From sending the assertion to its answer. */
  answeredMs: number[]
  /** From sending the assertion to `signed_in` on each other screen of the doctor. */
  greenMs: number[]
}

/** One doctor after the other approves, each with `otherScreens` badges on further terminals. */
export async function runApprovals(
  scene: Scene,
  { doctors, terminalCodes }: { doctors: BenchDoctor[]; terminalCodes: readonly string[] },
  { count, otherScreens }: { count: number; otherScreens: number },
): Promise<ApprovalTimes> {
  const times: ApprovalTimes = { answeredMs: [], greenMs: [] }
  for (let index = 0; index < count; index += 1) {
    const doctor = doctors.pop()
    if (doctor === undefined) throw new Error('there is no doctor left')
    const actors = actorsOf(doctor, doctors.length, terminalCodes)
    const own = await openScreen(scene, actors, 'sign_in')
    const others = await Promise.all(
      Array.from({ length: otherScreens }, (_, other) => {
        const { terminalCode } = actorsOf(doctor, doctors.length + other + 1, terminalCodes)
        return openScreen(scene, { doctor, terminalCode }, 'badge')
      }),
    )
    const approval = await prepareApproval(scene, actors, own)
    const sentAt = performance.now()
    const answered = approval.sendAssertion().then(() => times.answeredMs.push(performance.now() - sentAt))
    const greens = await Promise.all(
      others.map(({ screen }) => screen.until(({ status }) => status.status === 'signed_in')),
    )
    times.greenMs.push(...greens.map(({ at }) => at - sentAt))
    await answered
    await own.screen.until(({ status }) => status.status === 'signed_in')
    await Promise.all([own, ...others].map(({ screen }) => screen.close()))
  }
  return times
}

/** The floor: one POST that notifies, and the moment at which `screens` bare streams have heard it. */
export async function runNotifications(port: number, { count, screens }: { count: number; screens: number }) {
  const target = { port, host: `127.0.0.1:${port}` }
  const heard: ((at: number) => void)[] = []
  const streams = await Promise.all(
    Array.from({ length: screens }, (_, index) =>
      openEventStream(target, { path: '/events', bearer: null }, ({ at }) => heard[index]?.(at)),
    ),
  )
  const times: number[] = []
  for (let turn = 0; turn < count; turn += 1) {
    const arrivals = streams.map((_, index) => new Promise<number>((resolve) => heard.splice(index, 1, resolve)))
    const sentAt = performance.now()
    const answer = await fetch(`http://127.0.0.1:${port}/notify?${turn}`, { method: 'POST' })
    await answer.arrayBuffer()
    for (const at of await Promise.all(arrivals)) times.push(at - sentAt)
  }
  await Promise.all(streams.map((stream) => stream.close()))
  return times
}
