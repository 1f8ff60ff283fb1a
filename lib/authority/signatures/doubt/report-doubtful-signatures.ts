import type { RequestOrigin } from '@/lib/kernel/request-origin'
import { logger } from '@/lib/log/logger'
import type { AuthorityContext } from '../../authority-context'
import { recordEvent } from '../../record-event'
import { type DoubtfulRequest, listDoubtfulRequests } from './doubtful.store'

/**
 * Records and logs every request of which units have stayed reserved for more than a minute: a process died, or the keystore did
 * not say. They are burned; somebody has to know. Each is recorded once, but for two processes at the same moment.
 * @returns the requests that were new
 */
export async function reportDoubtfulSignatures(
  { db, keyring }: Pick<AuthorityContext, 'db' | 'keyring'>,
  origin: RequestOrigin,
): Promise<DoubtfulRequest[]> {
  const requests = await listDoubtfulRequests(db, { unreportedOnly: true })
  for (const request of requests) {
    const { requestId: subject, holderId, credentialId, facilityClientId, units, reservedAt } = request
    const details = {
      holder: holderId,
      credential: credentialId,
      facility_client: facilityClientId,
      units,
      reserved_at: reservedAt.toISOString(),
    }
    const event = { action: 'signature.report_doubt', outcome: 'failure', actor: 'system', subject, origin } as const
    await db.transaction((tx) => recordEvent(tx, keyring, { ...event, code: 'signature.in_doubt', details }))
    logger().error({ requestId: subject, units, reservedAt }, 'signatures are in doubt')
  }
  return requests
}
