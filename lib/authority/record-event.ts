import { appendAudit, lockAuditHead } from '@/lib/audit/audit.store'
import type { AuditEvent } from '@/lib/audit/audit-event'
import type { Transaction } from '@/lib/db/database'
import { AppError } from '@/lib/kernel/app-error'
import { serviceError } from '@/lib/kernel/service.errors'
import { type AuthorityContext, authorityPartition } from './authority-context'

type Event = Omit<AuditEvent, 'partition'>

/** Appends to the authority's audit log in the transaction of the change; call it last, it locks the chain's head (L2). */
export async function recordEvent(tx: Transaction, keyring: AuthorityContext['keyring'], event: Event): Promise<void> {
  await appendAudit(tx, 'authority', keyring, { ...event, partition: authorityPartition })
}

/** Locks the head of the audit log before `recordEvent`: send it together with the last statement that is waited for, and behind it. */
export async function lockAuditLog(tx: Transaction): Promise<void> {
  await lockAuditHead(tx, 'authority', authorityPartition)
}

/**
 * Appends a failure in a transaction of its own, before the use case throws and rolls its own back (L2). Outcome is `failure`.
 * @throws AppError `service.unavailable` when it cannot be written.
 */
export async function recordFailure(
  context: Pick<AuthorityContext, 'db' | 'keyring'>,
  event: Omit<Event, 'outcome'>,
): Promise<void> {
  await context.db.transaction((tx) => recordEvent(tx, context.keyring, { ...event, outcome: 'failure' }))
}

/**
 * Runs a use case whose refusals belong into the audit trail: an AppError it throws is recorded with its code, and with its
 * detail as the private reason, in a transaction of its own. Faults of ours are not refusals and pass unrecorded (AT-25).
 */
export async function recordingRefusals<Result>(
  context: Pick<AuthorityContext, 'db' | 'keyring'>,
  event: Omit<Event, 'outcome' | 'code' | 'reason'>,
  work: () => Promise<Result>,
): Promise<Result> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof AppError && !serviceError.is(error)) {
      const reason = error.detail === undefined ? {} : { reason: error.detail }
      await recordFailure(context, { ...event, code: error.code, ...reason })
    }
    throw error
  }
}
