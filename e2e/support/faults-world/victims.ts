import { expect } from 'vitest'
import type { JsonAnswer } from '../api-world/phone-browser'
import { beginUntilStopped } from './begin-until-stopped'
import type { FaultWorld } from './fault-world'
import { hold, type StoppedAt } from './hold'
import { expectInvariants } from './invariants'

export type Victim = 'the API process' | 'PostgreSQL'
export type Moment = 'in the middle of its transaction' | 'before its answer arrives'

export const victims = ['the API process', 'PostgreSQL'] as const
export const moments = ['in the middle of its transaction', 'before its answer arrives'] as const

export type Kill = {
  victim: Victim
  moment: Moment
  /** Stops the step at its last statement. */
  lock: StoppedAt
  /** Does the step; its answer is lost in every case. */
  act: () => Promise<JsonAnswer>
  /** Waits until what `act` set in motion has happened, where its answer comes before that. */
  settled?: () => Promise<unknown>
}

/**
 * Kills a victim with -9 while a step is at its last statement, or when it is done and not yet answered; checks what must
 * hold while it is away, starts it again and checks the rows.
 */
export async function killDuring(world: FaultWorld, { victim, moment, lock, act, settled }: Kill): Promise<void> {
  world.mood.impatient = true
  if (moment === 'before its answer arrives') {
    await act()
    await settled?.()
    await (victim === 'PostgreSQL' ? world.postgres.kill() : world.killApis())
  } else {
    const held = await hold(world.settings.databaseUrl, lock)
    const { outcome } = await beginUntilStopped(act, held, settled !== undefined).catch(async (error) => {
      await held.release()
      throw error
    })
    await (victim === 'PostgreSQL' ? world.postgres.kill() : world.killApis())
    await held.release()
    if (victim === 'PostgreSQL') expectHonest(await outcome, settled !== undefined)
    else await outcome
  }
  if (victim === 'PostgreSQL') await expectAway(world)
  await (victim === 'PostgreSQL' ? world.postgres.start() : world.startApis())
  await world.untilReady()
  world.mood.impatient = false
  await expectInvariants(world.contexts)
}

/** The caller that waited is asked to retry; a step that had been answered before keeps its answer. */
function expectHonest(outcome: unknown, mayHaveSucceeded: boolean): void {
  const { status, headers, code } = outcome as JsonAnswer
  if (mayHaveSucceeded && status === 200) return
  expect(status, String(outcome)).toBe(503)
  expect(code).toMatch(/^(?:service\.unavailable|temporarily_unavailable|authority\.(?!client_refused)\w+)$/)
  expect(Number(headers.get('retry-after'))).toBeGreaterThan(0)
}

/** With the database away: live, not ready, and every kind of endpoint says 503 and when to come back. */
async function expectAway(world: FaultWorld): Promise<void> {
  expect(await world.health('live')).toBe(200)
  expect(await world.health('ready')).toBe(503)
  const bearer = { authorization: `Bearer ${'x'.repeat(43)}` }
  const origin = { origin: world.settings.authorityUrl, 'content-type': 'application/json' }
  const calls = [
    { method: 'GET', path: '/api/facility/v1/frame-sessions/current', headers: bearer },
    { method: 'GET', path: '/api/emr/v1/sign-in-status', headers: bearer },
    {
      method: 'POST',
      path: '/api/authority/v1/notification-cards/status',
      headers: origin,
      body: JSON.stringify({ code: 'x'.repeat(22) }),
    },
  ]
  for (const call of calls) {
    const answer = await world.call(call)
    expect(answer.status, `${call.path} ${await answer.clone().text()}`).toBe(503)
    expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0)
    expect(await answer.json()).toMatchObject({ code: 'service.unavailable' })
  }
}
