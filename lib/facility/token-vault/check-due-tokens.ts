import type { RequestOrigin } from '@/lib/kernel/request-origin'
import { logger } from '@/lib/log/logger'
import type { FacilityContext } from '../facility-context'
import { checkVaultToken, statusCheckSeconds } from './check-vault-token'
import { listDueTokens } from './vault-token.store'

const atOnce = 10
const mostInOneLook = 500

/** Facilities this process is asking for. */
const underWay = new Set<string>()

/**
 * Asks the authority, in the background, about every live token of a facility that was not checked for a minute, the one that
 * waits longest first (AT-15). For screens of many staff members; a failure ends this check, the next one goes on.
 */
export function checkDueTokens(
  context: Pick<FacilityContext, 'db' | 'keyring' | 'authority'>,
  facilityId: string,
  origin: RequestOrigin,
): void {
  if (underWay.has(facilityId)) return
  underWay.add(facilityId)
  checkAll(context, facilityId, origin)
    .catch((error: unknown) => logger().warn({ facilityId, error: String(error) }, 'tokens not checked'))
    .finally(() => underWay.delete(facilityId))
}

async function checkAll(
  context: Pick<FacilityContext, 'db' | 'keyring' | 'authority'>,
  facilityId: string,
  origin: RequestOrigin,
): Promise<void> {
  const filter = { facilityId, maxAgeSeconds: statusCheckSeconds, limit: mostInOneLook }
  const due = await listDueTokens(context.db, filter)
  const askOneByOne = async () => {
    try {
      for (let id = due.shift(); id !== undefined; id = due.shift()) {
        await checkVaultToken(context, id, statusCheckSeconds, origin)
      }
    } catch (error) {
      due.length = 0
      throw error
    }
  }
  await Promise.all(Array.from({ length: atOnce }, askOneByOne))
}
