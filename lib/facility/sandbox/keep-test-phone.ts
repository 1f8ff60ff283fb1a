import { appendAudit } from '@/lib/audit/audit.store'
import type { Id } from '@/lib/kernel/ids'
import { requestError } from '@/lib/kernel/request.errors'
import type { RequestOrigin } from '@/lib/kernel/request-origin'
import type { FacilityContext } from '../facility-context'
import { staffError } from '../staff/staff.errors'
import { testPhonePlace } from './test-phone'
import { insertTestPhone } from './test-phone.store'

/** A phone that was registered at the authority as every other one. `privateKey`: PKCS#8 of an EC P-256 key. */
export type RegisteredTestPhone = {
  facilityId: string
  staffKey: Id<'staff'>
  credentialId: string
  userHandle: string
  privateKey: Uint8Array<ArrayBuffer>
}

/**
 * Makes a test person of a staff member: keeps the key of a software phone, sealed. Only where SHOMEI_TRUST is test.
 * @throws AppError `request.forbidden` elsewhere, `staff.unknown`
 */
export async function keepTestPhone(
  { db, keyring, settings }: Pick<FacilityContext, 'db' | 'keyring' | 'settings'>,
  { facilityId, privateKey, ...phone }: RegisteredTestPhone,
  origin: RequestOrigin,
): Promise<void> {
  if (!settings.testHierarchy) throw requestError('request.forbidden', { detail: 'SHOMEI_TRUST is not test' })
  const sealedPrivateKey = keyring.seal(privateKey, testPhonePlace(phone.staffKey))
  await db.transaction(async (tx) => {
    if (!(await insertTestPhone(tx, facilityId, { ...phone, sealedPrivateKey }))) throw staffError('staff.unknown')
    await appendAudit(tx, 'facility', keyring, {
      partition: facilityId,
      action: 'staff.change',
      outcome: 'success',
      actor: 'system',
      subject: phone.staffKey,
      origin,
      details: { test_phone: phone.credentialId },
    })
  })
}
