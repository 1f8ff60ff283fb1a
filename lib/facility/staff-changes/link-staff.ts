import { appendAudit } from '@/lib/audit/audit.store'
import type { Id } from '@/lib/kernel/ids'
import type { RequestOrigin } from '@/lib/kernel/request-origin'
import type { FacilityContext } from '../facility-context'
import { describeForgotten } from '../known-signers/describe-forgotten'
import { forgetSigner } from '../known-signers/known-signer.store'
import { staffError } from '../staff/staff.errors'
import { linkIfLive, lockForChange, touchStaff } from '../staff/staff.store'
import { endTokens } from '../token-vault/end-tokens'
import { revokeEndedTokens } from '../token-vault/revoke-ended-tokens'

/**
 * Links a staff member to a holder of the authority (`sub`), or unlinks with `null`. Tokens of the former holder end,
 * and so does what is known of the name in which that one signs.
 * @throws AppError `staff.unknown`
 */
export async function linkStaff(
  context: Pick<FacilityContext, 'db' | 'keyring' | 'authority'>,
  input: { facilityId: string; staffKey: Id<'staff'>; holderSubject: string | null; actor: string },
  origin: RequestOrigin,
): Promise<void> {
  const { facilityId, staffKey, holderSubject, actor } = input
  const ended = await context.db.transaction(async (tx) => {
    const before = await lockForChange(tx, staffKey)
    if (before === null || !(await linkIfLive(tx, input))) throw staffError('staff.unknown')
    const isOther = before.holderSubject !== holderSubject
    const forgotten = isOther ? await forgetSigner(tx, staffKey) : null
    await touchStaff(tx, staffKey)
    const end = { reason: 'link_changed', actor, origin }
    const tokens = isOther ? await endTokens(tx, context.keyring, { staffKey }, end) : []
    await appendAudit(tx, 'facility', context.keyring, {
      partition: facilityId,
      action: 'staff.change',
      outcome: 'success',
      actor,
      subject: staffKey,
      origin,
      details: { holder: holderSubject, ...(forgotten === null ? {} : describeForgotten(forgotten)) },
    })
    return tokens
  })
  if (ended.length > 0) await revokeEndedTokens(context, { facilityId, staffKey })
}
