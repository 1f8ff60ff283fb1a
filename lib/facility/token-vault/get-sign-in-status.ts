import { requestError } from '@/lib/kernel/request.errors'
import type { RequestOrigin } from '@/lib/kernel/request-origin'
import { hashToken } from '@/lib/keystore/token'
import type { SignInStatus } from '@/lib/wire/emr'
import type { FacilityContext } from '../facility-context'
import { staffError } from '../staff/staff.errors'
import { terminalError } from '../terminals/terminal.errors'
import { checkInBackground, statusCheckSeconds } from './check-vault-token'
import { findStatusForBearer } from './sign-in-status.store'
import { toSignInStatus } from './status-row'

/**
 * The sign-in status that an EMR back end asks for; bearer, scope and status are one select. A token about which the authority
 * was not asked for a minute is asked about afterwards.
 * @throws AppError `request.unauthorized`, `staff.unknown`, `terminal.unknown`
 */
export async function getSignInStatus(
  context: Pick<FacilityContext, 'db' | 'keyring' | 'authority'>,
  { bearer, ...asked }: { bearer: string | null; staffCode: string; terminalCode: string | null },
  origin: RequestOrigin,
): Promise<SignInStatus> {
  if (bearer === null) throw requestError('request.unauthorized')
  const found = await findStatusForBearer(context.db, { ...asked, tokenHash: hashToken(bearer) })
  if (found === null) throw requestError('request.unauthorized')
  if (found.status === null) throw staffError('staff.unknown')
  if (!found.terminalKnown) throw terminalError('terminal.unknown')
  const { tokenId, checkDue } = found.status
  if (tokenId !== null && checkDue === true) checkInBackground(context, tokenId, statusCheckSeconds, origin)
  return toSignInStatus(found.status)
}
