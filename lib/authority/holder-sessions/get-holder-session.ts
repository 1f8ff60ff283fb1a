import type { Database, Transaction } from '@/lib/db/database'
import { requestError } from '@/lib/kernel/request.errors'
import { hashToken } from '@/lib/keystore/token'
import { lockLiveHolder } from '../holders/holder.store'
import type { HolderSession } from './holder-session'
import { findLiveSession } from './holder-session.store'

/**
 * The session of the phone's cookie.
 * @throws AppError `request.unauthorized`, alike for none, ended, expired, and a phone or holder that has ended.
 */
export async function getHolderSession(db: Pick<Database, 'sql'>, token: string | null): Promise<HolderSession> {
  const session = token === null ? null : await findLiveSession(db, hashToken(token))
  if (session === null) throw requestError('request.unauthorized')
  return session
}

/**
 * The same, to change something in this transaction: the holder is locked first and the session judged again under the lock, so
 * that changes from several of the holder's phones come one after the other (AT-28).
 * @throws AppError `request.unauthorized`.
 */
export async function lockHolderSession(tx: Transaction, token: string | null): Promise<HolderSession> {
  const { holderId } = await getHolderSession(tx, token)
  await lockLiveHolder(tx, holderId)
  return getHolderSession(tx, token)
}
