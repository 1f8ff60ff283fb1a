import type { RequestOrigin } from '@/lib/kernel/request-origin'
import type { AuthorityContext } from '../authority-context'
import { recordEvent } from '../record-event'
import type { Bearer } from './bearer/bearer'
import type { Reservation } from './ledger/reservation'
import { releaseUnits } from './ledger/reservation.store'
import { lockSad } from './ledger/sad.store'

/**
 * After a failed signing: gives back the units that were certainly not signed, and records how many are burned. Burned ones stay
 * reserved.
 */
export async function releaseReservation(
  { db, keyring }: Pick<AuthorityContext, 'db' | 'keyring'>,
  input: { reservation: Reservation; bearer: Bearer; unsent: readonly number[]; inDoubt: boolean },
  origin: RequestOrigin,
): Promise<void> {
  const { reservation, bearer, unsent, inDoubt } = input
  const { requestId, sadId, hashes } = reservation
  const { accessTokenId, holderId, facilityClientId: actor } = bearer
  await db.transaction(async (tx) => {
    await lockSad(tx, { sadId })
    const released =
      unsent.length === 0 ? 0 : await releaseUnits(tx, { requestId, sadId, places: unsent, accessTokenId, holderId })
    const event = { action: 'signature.release', outcome: 'success', actor, subject: requestId, origin } as const
    const reason = inDoubt ? 'outcome unknown' : 'refused by the keystore'
    await recordEvent(tx, keyring, { ...event, reason, details: { released, burned: hashes.length - released } })
  })
}
