import { AppError } from '@/lib/kernel/app-error'
import type { RequestOrigin } from '@/lib/kernel/request-origin'
import { countAttempt } from '@/lib/rate-limits/rate-limit.store'
import { authenticateEmrBearer } from '../emr-clients/authenticate-emr-bearer'
import type { FacilityContext } from '../facility-context'
import type { CompatAccess } from './compat-access'
import { findAccess } from './compat-access.store'

const callsPerMinute = 600

export type CompatCaller = {
  facilityCode: string
  /** The Origin header; `null` when a browser page is not the caller, or it was a navigation. */
  pageOrigin: string | null
  bearer: string | null
}

/**
 * Lets a caller of /compat in: switched on, from no foreign page, and proven as the setting wants.
 * @throws AppError `compat.off`, `compat.origin_refused`, `request.unauthorized`, `request.rate_limited`
 */
export async function admitCompatCaller(
  context: Pick<FacilityContext, 'db'>,
  { facilityCode, pageOrigin, bearer }: CompatCaller,
  origin: RequestOrigin,
): Promise<CompatAccess> {
  const access = await findAccess(context.db, facilityCode)
  if (access === null) throw new AppError('compat.off')
  if (pageOrigin !== null && !access.origins.includes(pageOrigin)) throw new AppError('compat.origin_refused')
  const { facilityId } = access
  if (access.authentication === 'bearer') {
    const principal = await authenticateEmrBearer(context, bearer)
    if (principal.facilityId !== facilityId) throw new AppError('compat.off')
  }
  const key = `compat:${facilityId}:${origin.address ?? ''}`
  await countAttempt(context.db, 'facility', { key, limit: callsPerMinute, windowSeconds: 60 })
  return access
}

/** Whether pages of this origin may call; decides what a preflight is answered, which carries no credential. */
export async function isAllowedOrigin(
  context: Pick<FacilityContext, 'db'>,
  { facilityCode, pageOrigin }: Pick<CompatCaller, 'facilityCode' | 'pageOrigin'>,
): Promise<boolean> {
  const access = await findAccess(context.db, facilityCode)
  return access !== null && pageOrigin !== null && access.origins.includes(pageOrigin)
}
