import { appendAudit } from '@/lib/audit/audit.store'
import { toShownText } from '@/lib/kernel/display-text'
import type { RequestOrigin } from '@/lib/kernel/request-origin'
import { hashToken, newToken } from '@/lib/keystore/token'
import type { SignInMethod } from '@/lib/vocabulary/sign-in-method'
import type { FacilityContext } from '../facility-context'
import { frameSessionSeconds } from '../launches/launch'
import { launchError } from '../launches/launch.errors'
import { burnIfUnused, consumeIfLive, findRefusedTicket } from '../launches/launch.store'
import { checkInBackground, launchCheckSeconds } from '../token-vault/check-vault-token'
import { type FrameView, findFrameView } from './frame-view.store'
import { findLastMethod } from './last-method.store'

type Context = Pick<FacilityContext, 'db' | 'keyring' | 'authority'>
type Input = { ticket: string; parentOrigin: string }

/**
 * Exchanges a ticket for the bearer of one frame (256 bits, 15 minutes), once, and only for the page origin that the ticket was
 * made for (rules E4, E5). A ticket shown to another page is burnt.
 * @throws AppError `launch.invalid` for an unknown, used or ended one, or one whose people and places are no longer live;
 * `launch.origin_mismatch`
 */
export async function exchangeTicket(
  context: Context,
  input: Input,
  origin: RequestOrigin,
): Promise<{ sessionToken: string; view: FrameView; lastMethod: SignInMethod | null }> {
  const sessionToken = newToken(32)
  const sessionTokenHash = hashToken(sessionToken)
  const exchange = { ticketHash: hashToken(input.ticket), parentOrigin: input.parentOrigin, sessionTokenHash }
  const consumed = await context.db.transaction(async (tx) => {
    const launch = await consumeIfLive(tx, { ...exchange, sessionSeconds: frameSessionSeconds })
    if (launch === null) return false
    await appendAudit(tx, 'facility', context.keyring, {
      partition: launch.facilityId,
      action: 'launch.exchange',
      outcome: 'success',
      actor: launch.staffKey,
      subject: launch.id,
      origin,
    })
    return true
  })
  if (!consumed) return refuse(context, input, origin)
  const view = await findFrameView(context.db, sessionTokenHash)
  if (view === null) throw launchError('launch.invalid', { detail: 'ended while it was opened' })
  const { tokenId } = view.status
  if (tokenId !== null) checkInBackground(context, tokenId, launchCheckSeconds, origin)
  return { sessionToken, view, lastMethod: await findLastMethod(context.db, view.session.staffKey) }
}

async function refuse(context: Context, { ticket, parentOrigin }: Input, origin: RequestOrigin): Promise<never> {
  const refusal = await context.db.transaction(async (tx) => {
    const known = await findRefusedTicket(tx, hashToken(ticket), parentOrigin)
    if (known === null) return { code: 'launch.invalid' } as const
    if (known.reason === 'origin') await burnIfUnused(tx, known.id)
    const code = known.reason === 'origin' ? ('launch.origin_mismatch' as const) : ('launch.invalid' as const)
    const origins = { sent: toShownText(parentOrigin), ticket_for: known.parentOrigin }
    await appendAudit(tx, 'facility', context.keyring, {
      partition: known.facilityId,
      action: 'launch.exchange',
      outcome: 'failure',
      actor: 'anonymous',
      subject: known.id,
      origin,
      code,
      reason: known.reason,
      ...(known.reason === 'origin' ? { details: origins } : {}),
    })
    return known.reason === 'origin'
      ? { code, detail: `sent ${origins.sent}, ticket for ${origins.ticket_for}` }
      : { code }
  })
  // The page that showed the ticket may be anybody's: what is registered goes to the log and the audit trail only.
  throw launchError(refusal.code, 'detail' in refusal ? { detail: refusal.detail } : {})
}
