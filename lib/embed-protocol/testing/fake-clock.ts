import type { Schedule } from '../port-link'

type Alarm = { at: number; callback: () => void }

/** Timers that fire only when the test moves the time. */
export function createFakeClock(): { schedule: Schedule; advance: (ms: number) => void; now: () => number } {
  const alarms = new Set<Alarm>()
  let time = 0

  function nextUntil(limit: number): Alarm | undefined {
    return [...alarms].filter((alarm) => alarm.at <= limit).sort((left, right) => left.at - right.at)[0]
  }

  return {
    schedule(callback, delayMs) {
      const alarm = { at: time + delayMs, callback }
      alarms.add(alarm)
      return () => void alarms.delete(alarm)
    },
    advance(ms) {
      const limit = time + ms
      for (let alarm = nextUntil(limit); alarm; alarm = nextUntil(limit)) {
        alarms.delete(alarm)
        time = alarm.at
        alarm.callback()
      }
      time = limit
    },
    now: () => time,
  }
}
