import { countAttempt } from '@/lib/rate-limits/count-attempt'
import type { AuthorityContext } from '../authority-context'

/**
 * Counts one ceremony of a card: a wait after 20 in an hour, never a lock.
 * @throws AppError `request.rate_limited`.
 */
export async function countCeremony({ db }: Pick<AuthorityContext, 'db'>, cardId: string): Promise<void> {
  await countAttempt(db, 'authority', { key: `card:${cardId}:ceremonies`, limit: 20, windowSeconds: 3_600 })
}
