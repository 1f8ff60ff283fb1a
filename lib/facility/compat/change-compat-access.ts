import { appendAudit } from '@/lib/audit/audit.store'
import { AppError } from '@/lib/kernel/app-error'
import type { RequestOrigin } from '@/lib/kernel/request-origin'
import { isPageOrigin } from '../emr-clients/web-origin'
import type { FacilityContext } from '../facility-context'
import type { CompatAuthentication } from './compat-access'
import { allowOrigin, disableAccess, enableAccess, nameStaff } from './compat-access.store'

type Context = Pick<FacilityContext, 'db' | 'keyring' | 'settings'>

export type ChangeCompatAccessInput = {
  facilityId: string
  /** `null` switches it off. */
  access: {
    /** The EMR client in whose name it works. */
    clientId: string
    /** Where sign-ins opened through it take place. */
    terminalCode: string
    authentication: CompatAuthentication
    /** Pages that may read the answers. */
    origins: readonly string[]
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
  if (access !== null && !access.origins.every(isPageOrigin)) throw new AppError('compat.invalid_settings')
  await context.db.transaction(async (tx) => {
    if (access === null) await disableAccess(tx, facilityId)
    else {
      if (!(await enableAccess(tx, { ...access, facilityId }))) throw new AppError('compat.invalid_settings')
      const { clientId } = access
      await allowOrigin(tx, { facilityId, clientId, origin: context.settings.facilityUrl })
    }
    for (const name of names) {
      if ((await nameStaff(tx, { facilityId, ...name })) === null) throw new AppError('compat.invalid_settings')
    }
    await appendAudit(tx, 'facility', context.keyring, {
      partition: facilityId,
      action: 'compat_access.change',
      outcome: 'success',
      actor,
      subject: facilityId,
      origin,
      details: {
        on: access !== null,
        authentication: access?.authentication ?? null,
        origins: access === null ? null : [...access.origins],
        client: access?.clientId ?? null,
        names: names.map(({ staffCode }) => staffCode),
      },
    })
  })
}
