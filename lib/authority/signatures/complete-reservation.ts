import type { RequestOrigin } from '@/lib/kernel/request-origin'
import type { AuthorityContext } from '../authority-context'
import { lockAuditLog, recordEvent } from '../record-event'
import type { Bearer } from './bearer/bearer'
import type { Reservation } from './ledger/reservation'
import { completeUnits } from './ledger/reservation.store'
import { lockSad } from './ledger/sad.store'

/**
 * The third step of signing: stores the signatures. They may leave the process only after this has committed, so that none leaves
 * once its certificate is suspended or revoked.
 */
export async function completeReservation(
  { db, keyring }: Pick<AuthorityContext, 'db' | 'keyring'>,
  input: { reservation: Reservation; bearer: Bearer; signatures: readonly Uint8Array[] },
  origin: RequestOrigin,
): Promise<void> {
  const { reservation, bearer, signatures } = input
  const { requestId, sadId, activation } = reservation
  const { credentialId } = activation
  await db.transaction(async (tx) => {
    const [, units] = await Promise.all([
      lockSad(tx, { sadId }),
      completeUnits(tx, { requestId, sadId, credentialId, signatures }),
      lockAuditLog(tx),
    ])
    if (units !== signatures.length) throw new Error(`${units} units of ${requestId} were waiting`)
    const event = { action: 'signature.complete', outcome: 'success', actor: bearer.facilityClientId } as const
    const details = { holder: bearer.holderId, credential: credentialId, signatures: units }
    await recordEvent(tx, keyring, { ...event, subject: requestId, origin, details })
  })
}
