import { randomUUID } from 'node:crypto'
import type { FacilityContext } from '../facility-context'
import { endSignIn } from '../sign-ins/end-sign-in'
import {
  deletePastAttempts,
  deletePastEmrTokens,
  deletePastHandles,
  deletePastLaunches,
  deletePastRepeats,
  listAbandonedSignIns,
  wipePastDocuments,
  wipePastTokens,
} from './retention.store'

const steps = [
  deletePastAttempts,
  deletePastEmrTokens,
  deletePastLaunches,
  deletePastHandles,
  deletePastRepeats,
  wipePastDocuments,
  wipePastTokens,
] as const

/**
 * Ends sign-ins that no process follows any more, deletes the facility's rows that can decide nothing any more and wipes secrets that
 * open nothing. No rule depends on it: every expiry is judged by the statement that uses a row. Safe to run in several processes
 * at once.
 * @returns how many rows were touched
 */
export async function forgetPast(context: Pick<FacilityContext, 'db' | 'keyring'>): Promise<number> {
  let touched = 0
  for (const { id, staffKey } of await listAbandonedSignIns(context.db)) {
    const end = { signInId: id, staffKey, state: 'expired', reason: 'sign_in.expired', evenRedeeming: true } as const
    const origin = { requestId: `ret_${randomUUID()}`, address: null, userAgent: null }
    if ((await endSignIn(context, { ...end, actor: 'system' }, origin)) !== null) touched += 1
  }
  for (const step of steps) touched += await step(context.db)
  return touched
}
