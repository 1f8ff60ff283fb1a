import type { CredentialContext } from '../credential-context'
import { processOrigin } from '../process-origin'
import { recordEvent } from '../record-event'
import { destroyAbandonedKeys as destroyKeys } from './signing-key.store'

/** Destroys keys that were taken an hour ago and more for a certificate that was never issued. @returns how many */
export async function destroyAbandonedKeys({
  db,
  keyring,
}: Pick<CredentialContext, 'db' | 'keyring'>): Promise<number> {
  return db.transaction(async (tx) => {
    const ids = await destroyKeys(tx)
    for (const subject of ids) {
      const event = { action: 'signing_key.destroy', outcome: 'success', actor: 'system', subject } as const
      await recordEvent(tx, keyring, { ...event, origin: processOrigin, details: { reason: 'abandoned' } })
    }
    return ids.length
  })
}
