import type { RequestOrigin } from '@/lib/kernel/request-origin'
import { countAttempt } from '@/lib/rate-limits/count-attempt'
import { authenticateEmrBearer } from '../emr-clients/authenticate-emr-bearer'
import type { FacilityContext } from '../facility-context'
import { compatError } from './compat.errors'
import type { CompatAccess, CompatCall } from './compat-access'
import { findAccess } from './compat-access.store'

const callsPerMinute = 600

export type CompatCaller = {
  facilityCode: string
  /** Which page made a browser call, where one did. */
  initiator: Initiator
  bearer: string | null
}

/**
 * `nobody`: no page, or one of our own. `page`: of this origin. `hidden`: a page of another origin that does not say which, as a
 * picture, a script or a `no-cors` fetch in it does.
 */
export type Initiator = { kind: 'nobody' } | { kind: 'page'; origin: string } | { kind: 'hidden' }

/**
 * Lets a caller of /compat in: switched on, from no foreign page (AT-48), and proven as the setting wants.
 * @throws AppError `compat.off`, `compat.origin_refused`, `request.unauthorized`, `request.rate_limited`
 */
export async function admitCompatCaller(
  context: Pick<FacilityContext, 'db'>,
  { facilityCode, initiator, bearer }: CompatCaller,
  origin: RequestOrigin,
): Promise<CompatCall> {
  const access = await findAccess(context.db, facilityCode)
  if (access === null) throw compatError('compat.off')
  if (!isFriendly(access, initiator)) throw compatError('compat.origin_refused')
  const { facilityId } = access
  const client = access.authentication === 'bearer' ? await authenticateEmrBearer(context, bearer) : null
  if (client !== null && client.facilityId !== facilityId) throw compatError('compat.off')
  const key = `compat:${facilityId}:${origin.address ?? ''}`
  await countAttempt(context.db, 'facility', { key, limit: callsPerMinute, windowSeconds: 60 })
  const actor = client?.emrClientId ?? 'anonymous'
  return { ...access, actor, callingClientId: client?.emrClientId ?? access.emrClientId }
}

function isFriendly({ origins }: CompatAccess, initiator: Initiator): boolean {
  return initiator.kind === 'nobody' || (initiator.kind === 'page' && origins.includes(initiator.origin))
}

/** Whether pages of this origin may call; decides what a preflight is answered, which carries no credential. */
export async function isAllowedOrigin(
  context: Pick<FacilityContext, 'db'>,
  { facilityCode, pageOrigin }: { facilityCode: string; pageOrigin: string | null },
): Promise<boolean> {
  const access = await findAccess(context.db, facilityCode)
  return access !== null && pageOrigin !== null && access.origins.includes(pageOrigin)
}
