import { randomBytes } from 'node:crypto'
import { beforeAll, expect, test } from 'vitest'
import type { Transaction } from '@/lib/db/database'
import {
  type DeviceAuthorizationState,
  deviceAuthorizationStates,
} from '@/lib/vocabulary/states/device-authorization-state'
import { approveIfMatched, endIfClaimed, matchNumberOnce } from '../claims/answer.store'
import { claimIfShown, countBadFrame, countSecondScan, maxBadFrames, maxSecondScans } from '../claims/claim.store'
import type { RegisteredHolder } from '../testing/authority-world'
import { type StartedSession, signInWorld } from '../testing/sign-in-world'
import { columnsOfState, type DeviceAuthorizationStep, transition } from './device-authorization'
import { cancelIfOpen, expireIfOver, showIfStarted, withdrawApprovedOfHolder } from './device-authorization.store'

const world = signInWorld()
const { db } = world
const secretHash = new Uint8Array(randomBytes(32))
let holder: RegisteredHolder
let session: StartedSession
let phoneId: string

/** One that was really approved, so that the other rows that a redemption reads are there; its row is then put into each state. */
beforeAll(async () => {
  holder = await world.register()
  session = await world.startShown(await world.newClient(), holder.holder)
  await world.approve(session, holder.authenticator)
  phoneId = (await world.rowOf(session)).phoneId ?? ''
})

const key = () => ({ id: session.answer.device_authorization_id, facilityClientId: session.client.id })

/** In that state, with everything else that any statement asks for: so the state alone decides. */
async function put(state: DeviceAuthorizationState, isNumberOpen: boolean): Promise<void> {
  const filled: readonly string[] = columnsOfState[state]
  const at = (column: string) => (filled.includes(column) ? new Date() : null)
  await db.sql`DELETE FROM authority.access_token`
  await db.sql`
    UPDATE authority.device_authorization SET state = ${state}::authority.device_authorization_state,
      shown_at = ${at('shownAt')}, claimed_at = ${at('claimedAt')}, approved_at = ${at('approvedAt')},
      redeemed_at = ${at('redeemedAt')}, ended_at = ${at('endedAt')}, end_reason = ${at('endReason') && 'test'},
      claim_secret_hash = ${secretHash}, match_number = '42', match_choices = ARRAY['17', '42', '63'],
      number_matched_at = ${isNumberOpen ? at('numberMatchedAt') : new Date()}, phone_id = ${phoneId}, bad_frames = 0, second_scans = 0,
      created_at = clock_timestamp(), expires_at = clock_timestamp() + interval '1 minute',
      ends_at = clock_timestamp() + interval '5 minutes'
    WHERE id = ${key().id}`
}

type Write = {
  statement: string
  step: DeviceAuthorizationStep
  /** Where the statement makes the step; by default from every state that the table allows it from. */
  only?: DeviceAuthorizationState
  /** What it does from a state where it cannot make its step. */
  instead?: Partial<Record<DeviceAuthorizationState, DeviceAuthorizationState>>
  /** The number was not answered yet. */
  isNumberOpen?: true
  run: (tx: Transaction) => Promise<unknown>
}

const newClaim = () => ({
  id: key().id,
  frameSeconds: 0,
  maxAgeSeconds: 60,
  secretHash: new Uint8Array(randomBytes(32)),
  scanAgeSeconds: 1,
  matchNumber: '42',
  matchChoices: ['17', '42', '63'],
  answerSeconds: 60,
})
const times = async (count: number, run: () => Promise<unknown>) => {
  for (let time = 0; time < count; time += 1) await run()
}

const writes: Write[] = [
  { statement: 'showIfStarted', step: 'show', run: (tx) => showIfStarted(tx, key()) },
  { statement: 'claimIfShown', step: 'claim', run: (tx) => claimIfShown(tx, newClaim()) },
  { statement: 'approveIfMatched', step: 'approve', run: (tx) => approveIfMatched(tx, { secretHash, phoneId }) },
  // The poll of a client is also its first look at the session.
  { statement: 'the redemption', step: 'redeem', instead: { started: 'shown' }, run: () => world.redeem(session) },
  {
    statement: 'the last bad frame',
    step: 'deny',
    run: (tx) => times(maxBadFrames, () => countBadFrame(tx, key().id)),
  },
  {
    statement: 'the last second scan',
    step: 'deny',
    only: 'claimed',
    run: (tx) => times(maxSecondScans, () => countSecondScan(tx, key().id)),
  },
  {
    statement: 'a wrong number',
    step: 'deny',
    only: 'claimed',
    isNumberOpen: true,
    run: (tx) => matchNumberOnce(tx, { secretHash, number: '17' }),
  },
  {
    statement: 'a refusal on the phone',
    step: 'deny',
    only: 'claimed',
    run: (tx) => endIfClaimed(tx, { secretHash, state: 'denied', endReason: 'not_me' }),
  },
  { statement: 'cancelIfOpen', step: 'cancel', run: (tx) => cancelIfOpen(tx, key()) },
  {
    statement: 'a cancellation on the phone',
    step: 'cancel',
    only: 'claimed',
    run: (tx) => endIfClaimed(tx, { secretHash, state: 'cancelled', endReason: 'phone' }),
  },
  {
    statement: 'expireIfOver',
    step: 'expire',
    run: async (tx) => {
      await tx.sql`UPDATE authority.device_authorization SET expires_at = clock_timestamp() - interval '1 second' WHERE id = ${key().id}`
      await expireIfOver(tx, key().id)
    },
  },
  {
    statement: 'withdrawApprovedOfHolder',
    step: 'withdraw',
    run: (tx) => withdrawApprovedOfHolder(tx, holder.holder.id),
  },
]

const stateColumns = [...new Set(Object.values(columnsOfState).flat())]

const cases = writes.flatMap((write) =>
  deviceAuthorizationStates.map((state) => {
    const isPossible = write.only === undefined || write.only === state
    return {
      ...write,
      state,
      next: (isPossible ? transition(state, write.step) : null) ?? write.instead?.[state] ?? state,
    }
  }),
)

test.each(cases)('AT-13 $state, $step by $statement: $next, with its columns', async ({ state, next, ...write }) => {
  await put(state, write.isNumberOpen ?? false)
  const before: Record<string, unknown> = await world.rowOf(session)
  if (write.step === 'redeem') await write.run(undefined as never)
  else await db.transaction((tx) => write.run(tx))
  const row: Record<string, unknown> = await world.rowOf(session)
  expect(row['state']).toBe(next)
  if (next === state) for (const column of stateColumns) expect(row[column], column).toEqual(before[column])
  for (const column of columnsOfState[next]) expect(row[column], column).not.toBeNull()
  const isOpen = !columnsOfState[next].some((column) => column === 'endedAt')
  expect(row['endedAt'] === null && row['endReason'] === null).toBe(isOpen)
})

test('AT-13 a state without the columns that make it true cannot be written', async () => {
  await put('redeemed', false)
  const without = ['claimed_at', 'claim_secret_hash', 'match_number', 'number_matched_at', 'approved_at', 'phone_id']
  for (const column of [...without, 'redeemed_at']) {
    const write = db.sql`UPDATE authority.device_authorization SET ${db.sql(column)} = NULL WHERE id = ${key().id}`
    await expect(write, column).rejects.toMatchObject({ code: '23514' })
  }
})
