import type { FacilityContext } from '../facility-context'
import { keptSeconds, type RecordedRequest } from './recorded-request'
import { findRecord } from './recorded-request.store'
import { sandboxError } from './sandbox.errors'

/**
 * What became of a request of that client; another client's looks as one that never was (AT-69).
 * @throws AppError `sandbox.unknown_request`
 */
export async function getRecordedRequest(
  { db }: Pick<FacilityContext, 'db'>,
  key: { id: string; emrClientId: string },
): Promise<RecordedRequest & { at: Date }> {
  const found = await findRecord(db, { ...key, seconds: keptSeconds })
  if (found === null) throw sandboxError('sandbox.unknown_request')
  return found
}
