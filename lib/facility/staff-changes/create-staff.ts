import { appendAudit } from '@/lib/audit/audit.store'
import { assertDisplayTexts } from '@/lib/kernel/assert-display-texts'
import { type Id, newId } from '@/lib/kernel/ids'
import type { RequestOrigin } from '@/lib/kernel/request-origin'
import { hashPassword } from '@/lib/keystore/password'
import type { FacilityConsoleRole } from '@/lib/vocabulary/console-role'
import type { Profession } from '@/lib/vocabulary/profession'
import { createConsoleAccount } from '../console-accounts/create-console-account'
import type { FacilityContext } from '../facility-context'
import { insertStaff } from '../staff/staff.store'

export type CreateStaffInput = {
  facilityId: string
  staffCode: string
  displayName: string
  kana: string
  department: string
  /** `null` for clerks. */
  profession: Profession | null
  /** `sub` of the authority's holder, when already known. */
  holderSubject?: string
  /** Use of the console, apart from the profession; without it this person has no account there. */
  consoleAccount?: { roles: readonly FacilityConsoleRole[]; password?: string }
  clinicToday?: boolean
  actor: string
}

/**
 * Enters a person under the hospital's own staff code; the same person at another hospital is another record.
 * @throws AppError `request.text_not_displayable`
 */
export async function createStaff(
  context: Pick<FacilityContext, 'db' | 'keyring'>,
  input: CreateStaffInput,
  origin: RequestOrigin,
): Promise<{ staffKey: Id<'staff'> }> {
  const { consoleAccount, actor, holderSubject = null, clinicToday = false, ...person } = input
  const { facilityId, staffCode, displayName, kana, department } = person
  assertDisplayTexts({ staffCode, displayName, kana, department })
  const staffKey = newId('staff')
  const password = consoleAccount?.password
  const passwordHash = password === undefined ? null : await hashPassword(password)
  await context.db.transaction(async (tx) => {
    await insertStaff(tx, { ...person, id: staffKey, holderSubject, clinicToday })
    await appendAudit(tx, 'facility', context.keyring, {
      partition: facilityId,
      action: 'staff.create',
      outcome: 'success',
      actor,
      subject: staffKey,
      origin,
      details: { staff_code: input.staffCode, profession: input.profession, holder: holderSubject },
    })
    if (consoleAccount === undefined) return
    const account = { facilityId, staffKey, roles: consoleAccount.roles, passwordHash, actor }
    await createConsoleAccount(tx, context, account, origin)
  })
  return { staffKey }
}
