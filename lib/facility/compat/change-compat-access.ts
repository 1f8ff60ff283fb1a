import { appendAudit } from '@/lib/audit/audit.store'
import type { RequestOrigin } from '@/lib/kernel/request-origin'
import type { CompatAuthentication } from '@/lib/vocabulary/settings/compat-authentication'
import { isPageOrigin } from '../emr-clients/web-origin'
import type { FacilityContext } from '../facility-context'
import { compatError } from './compat.errors'
import { longestRepeatSeconds } from './compat-access'
import { allowOrigin, disableAccess, enableAccess, nameStaff } from './compat-access.store'

/** What a query can carry as it is: visible ASCII. */
const NAME = /^[\x21-\x7e]{1,128}$/

type Context = Pick<FacilityContext, 'db' | 'keyring' | 'settings'>

export type ChangeCompatAccessInput = {
  facilityId: string
  /** `null` switches it off; left out, it stays as it is. */
  access?: {
    /** The EMR client in whose name it works. */
    clientId: string
    /** Where sign-ins opened through it take place. */
    terminalCode: string
    authentication: CompatAuthentication
    /** Pages that may read the answers. */
    origins: readonly string[]
    /** How long the same prescription of the same person without a key is one request, seconds up to 3,600; 0 (default): never. */
    repeatSeconds?: number
  } | null
  /** Who is known to the EMR under which `secondarycert-id`; `null` takes a name away. */
  names?: readonly { staffCode: string; secondarycertId: string | null }[]
  actor: string
}

/**
 * Switches a facility's drop-in endpoints on or off and names its staff for them; off is the default.
 * @throws AppError `compat.invalid_settings` for an origin, client or terminal that is not good, or a name that is taken
 */
export async function changeCompatAccess(
  context: Context,
  { facilityId, access, names = [], actor }: ChangeCompatAccessInput,
  origin: RequestOrigin,
): Promise<void> {
  const repeatSeconds = access?.repeatSeconds ?? 0
  const isRepeatValid = Number.isInteger(repeatSeconds) && repeatSeconds >= 0 && repeatSeconds <= longestRepeatSeconds
  if (!isRepeatValid) throw compatError('compat.invalid_settings', { detail: 'repeatSeconds' })
  if (access && !access.origins.every(isPageOrigin)) throw compatError('compat.invalid_settings', { detail: 'origins' })
  if (!names.every(({ secondarycertId }) => secondarycertId === null || NAME.test(secondarycertId))) {
    throw compatError('compat.invalid_settings', { detail: 'secondarycert-id' })
  }
  await context.db.transaction(async (tx) => {
    if (access === null) await disableAccess(tx, facilityId)
    else if (access !== undefined) {
      if (!(await enableAccess(tx, { ...access, repeatSeconds, facilityId })))
        throw compatError('compat.invalid_settings')
      const { clientId } = access
      await allowOrigin(tx, { facilityId, clientId, origin: context.settings.facilityUrl })
    }
    for (const name of names) {
      if ((await nameStaff(tx, { facilityId, ...name })) === null) throw compatError('compat.invalid_settings')
    }
    await appendAudit(tx, 'facility', context.keyring, {
      partition: facilityId,
      action: 'compat_access.change',
      outcome: 'success',
      actor,
      subject: facilityId,
      origin,
      details: {
        on: access === undefined ? 'unchanged' : access !== null,
        authentication: access?.authentication ?? null,
        origins: access ? [...access.origins] : null,
        client: access?.clientId ?? null,
        repeat_seconds: access ? repeatSeconds : null,
        names: names.map(({ staffCode }) => staffCode),
      },
    })
  })
}
