import type { RequestOrigin } from '@/lib/kernel/request-origin'
import type { FacilityContext } from '../facility-context'
import { createLaunch } from '../launches/create-launch'
import { compatError } from './compat.errors'
import type { CompatCall } from './compat-access'
import { findStaffCode } from './compat-access.store'

/**
 * A launch ticket for the sign-in page that /compat opens in a tab of its own: for the person named, at the terminal of the
 * settings, inside a page of this portal.
 * @throws AppError `compat.not_authenticated` for an unknown name
 */
export async function openCompatSignIn(
  context: Pick<FacilityContext, 'db' | 'keyring' | 'settings'>,
  { access, secondarycertId }: { access: CompatCall; secondarycertId: string },
  origin: RequestOrigin,
): Promise<{ ticket: string }> {
  const { emrClientId, facilityId, terminalCode, actor } = access
  const staffCode = await findStaffCode(context.db, facilityId, secondarycertId)
  if (staffCode === null) throw compatError('compat.not_authenticated')
  const parentOrigin = context.settings.facilityUrl
  const launch = {
    principal: { emrClientId, facilityId },
    actor,
    staffCode,
    terminalCode,
    parentOrigin,
    purpose: 'sign_in',
  } as const
  return createLaunch(context, launch, origin)
}
