import { appendAudit, lockAuditHead } from '@/lib/audit/audit.store'
import type { AppError } from '@/lib/kernel/app-error'
import { toShownText } from '@/lib/kernel/display-text'
import { newId } from '@/lib/kernel/ids'
import type { RequestOrigin } from '@/lib/kernel/request-origin'
import { hashToken, newToken } from '@/lib/keystore/token'
import type { LaunchPurpose } from '@/lib/vocabulary/launch-purpose'
import type { EmrPrincipal } from '../emr-clients/emr-access-token.store'
import type { FacilityContext } from '../facility-context'
import { staffError } from '../staff/staff.errors'
import { terminalError } from '../terminals/terminal.errors'
import { framePaths, ticketSeconds } from './launch'
import { launchError } from './launch.errors'
import { insertIfAllowed } from './launch.store'

export type CreateLaunchInput = {
  principal: Pick<EmrPrincipal, 'emrClientId' | 'facilityId'>
  /** Who is written into the audit trail, where that is not the client itself. */
  actor?: string
  staffCode: string
  terminalCode: string
  parentOrigin: string
  purpose: LaunchPurpose
}

/**
 * Gives an EMR back end a one-time ticket (128 bits, 60 s) for one frame: for a staff member whose EMR session it vouches for, on
 * one terminal, inside pages of one registered origin (rule E1).
 * @throws AppError `staff.unknown`, `terminal.unknown`, `terminal.retired`, `launch.origin_mismatch`
 */
export async function createLaunch(
  context: Pick<FacilityContext, 'db' | 'keyring' | 'settings'>,
  { principal, actor = principal.emrClientId, ...input }: CreateLaunchInput,
  origin: RequestOrigin,
): Promise<{ ticket: string; expiresInSeconds: number; frameUrl: string }> {
  const ticket = newToken(16)
  const { parentOrigin, purpose } = input
  const id = newId('launch')
  const launch = { ...principal, ...input, id, ticketHash: hashToken(ticket), ticketSeconds }
  await context.db.transaction(async (tx) => {
    const [target] = await Promise.all([
      insertIfAllowed(tx, launch),
      lockAuditHead(tx, 'facility', principal.facilityId),
    ])
    if (target.staffKey === null) throw staffError('staff.unknown')
    if (target.terminalKey === null) throw terminalError('terminal.unknown')
    if (target.terminalRetired) throw terminalError('terminal.retired')
    if (!target.originAllowed) throw originMismatch(parentOrigin, target.registeredOrigins)
    const { staffKey, terminalKey } = target
    await appendAudit(tx, 'facility', context.keyring, {
      partition: principal.facilityId,
      action: 'launch.create',
      outcome: 'success',
      actor,
      subject: id,
      origin,
      details: { staff: staffKey, terminal: terminalKey, parent_origin: parentOrigin, purpose },
    })
  })
  return { ticket, expiresInSeconds: ticketSeconds, frameUrl: `${context.settings.facilityUrl}${framePaths[purpose]}` }
}

/** To the EMR's back end, which has proven who it is: what it sent, and what is registered for it. No page ever sees this answer. */
function originMismatch(sent: string, registered: readonly string[]): AppError {
  const params = { sent: toShownText(sent), registered: registered.join(' ') }
  return launchError('launch.origin_mismatch', {
    detail: `sent ${params.sent}, registered ${params.registered}`,
    params,
    invalidParams: [{ name: 'parent_origin', reason: 'not_registered' }],
  })
}
