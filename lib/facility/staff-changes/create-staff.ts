import { appendAudit } from '@/lib/audit/audit.store'
import { assertDisplayTexts } from '@/lib/kernel/display-text'
import { newId } from '@/lib/kernel/ids'
import type { RequestOrigin } from '@/lib/kernel/request-origin'
import { hashPassword } from '@/lib/keystore/password'
import type { FacilityContext } from '../facility-context'
import type { StaffRole } from '../staff/staff'
import { insertStaff } from '../staff/staff.store'

export type CreateStaffInput = {
  facilityId: string
  staffCode: string
  displayName: string
  kana: string
  department: string
  role: StaffRole
  /** `sub` of the authority's holder, when already known. */
  holderSubject?: string
  /** For the console; without one this person cannot log in there. */
  password?: string
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
): Promise<{ staffId: string }> {
  const { password, actor, holderSubject = null, clinicToday = false, ...person } = input
  const { staffCode, displayName, kana, department } = person
  assertDisplayTexts({ staffCode, displayName, kana, department })
  const staffId = newId('staff')
  const passwordHash = password === undefined ? null : await hashPassword(password)
  await context.db.transaction(async (tx) => {
    await insertStaff(tx, { ...person, id: staffId, holderSubject, passwordHash, clinicToday })
    await appendAudit(tx, 'facility', context.keyring, {
      partition: input.facilityId,
      action: 'staff.create',
      outcome: 'success',
      actor,
      subject: staffId,
      origin,
      details: { staff_code: input.staffCode, role: input.role, holder: holderSubject },
    })
  })
  return { staffId }
}
