import { appendAudit } from '@/lib/audit/audit.store'
import type { RequestOrigin } from '@/lib/kernel/request-origin'
import { hashToken } from '@/lib/keystore/token'
import type { FacilityContext } from '../facility-context'
import { endSessionIfOpen } from '../launches/launch.store'

/** Ends a frame's bearer; ending an ended one is no error. What is signed in stays signed in. */
export async function endFrameSession(
  context: Pick<FacilityContext, 'db' | 'keyring'>,
  sessionToken: string,
  origin: RequestOrigin,
): Promise<void> {
  await context.db.transaction(async (tx) => {
    const ended = await endSessionIfOpen(tx, hashToken(sessionToken))
    if (ended === null) return
    await appendAudit(tx, 'facility', context.keyring, {
      partition: ended.facilityId,
      action: 'launch.end',
      outcome: 'success',
      actor: ended.id,
      subject: ended.id,
      origin,
    })
  })
}
