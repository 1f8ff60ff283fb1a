import { hashToken } from '@/lib/keystore/token'
import type { FacilityContext } from '../facility-context'
import { keptRequests, keptSeconds, type RecordedRequest } from './recorded-request'
import { insertForBearer } from './recorded-request.store'

/** Keeps what became of a request for the client whose bearer it showed; a bearer that is not live leaves no record. */
export async function recordRequest(
  { db }: Pick<FacilityContext, 'db'>,
  bearer: string,
  record: RecordedRequest,
): Promise<void> {
  await insertForBearer(db, { tokenHash: hashToken(bearer), record, most: keptRequests, seconds: keptSeconds })
}
