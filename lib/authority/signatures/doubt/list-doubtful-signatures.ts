import type { AuthorityContext } from '../../authority-context'
import { type DoubtfulRequest, listDoubtfulRequests } from './doubtful.store'

/** Requests whose outcome is unknown, reported or not, the oldest first. */
export async function listDoubtfulSignatures({ db }: Pick<AuthorityContext, 'db'>): Promise<DoubtfulRequest[]> {
  return listDoubtfulRequests(db, { unreportedOnly: false })
}
