import { requestError } from '@/lib/kernel/request.errors'
import { hashToken } from '@/lib/keystore/token'
import type { FacilityContext } from '../facility-context'
import { type EmrPrincipal, findPrincipal } from './emr-access-token.store'

/**
 * The EMR client behind a bearer.
 * @throws AppError `request.unauthorized` for an unknown, ended or disabled one, or none
 */
export async function authenticateEmrBearer(
  context: Pick<FacilityContext, 'db'>,
  bearer: string | null,
): Promise<EmrPrincipal> {
  const principal = bearer === null ? null : await findPrincipal(context.db, hashToken(bearer))
  if (principal === null) throw requestError('request.unauthorized')
  return principal
}
