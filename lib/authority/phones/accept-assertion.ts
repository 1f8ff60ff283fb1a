import type { Transaction } from '@/lib/db/database'
import type { RequestOrigin } from '@/lib/kernel/request-origin'
import type { AuthorityContext } from '../authority-context'
import { recordEvent } from '../record-event'
import { assertionError } from './assertion.errors'
import type { AcceptedAssertion } from './judge-assertion'
import type { Phone } from './phone'
import { recordPhoneUse } from './phone.store'

/**
 * Stores counter, backup state and last use in the transaction of what the assertion approves, if the phone is still live and its
 * counter still the one that was judged (A7, A8). A changed backup state is audited (A4).
 * @throws AppError `assertion.rejected`.
 */
export async function acceptAssertion(
  tx: Transaction,
  keyring: AuthorityContext['keyring'],
  input: { phone: Phone; assertion: Pick<AcceptedAssertion, 'newCounter' | 'backedUp'>; origin: RequestOrigin },
): Promise<void> {
  const { phone, assertion, origin } = input
  const { newCounter, backedUp } = assertion
  const use = { phoneId: phone.id, expectedCounter: phone.counter, newCounter, backedUp }
  if (!(await recordPhoneUse(tx, use))) {
    throw assertionError('assertion.rejected', { detail: 'phone_changed' })
  }
  if (backedUp === phone.backedUp) return
  const event = { action: 'phone.backup_state_change', outcome: 'success', actor: phone.holderId } as const
  await recordEvent(tx, keyring, { ...event, subject: phone.id, origin, details: { backed_up: backedUp } })
}
