/** What became of one request of an EMR client: nothing of its content, and no credential. */
export type RecordedRequest = {
  id: string
  method: string
  /** The template, such as `/api/emr/v1/staff/{staff_id}/sign-out`. */
  path: string
  status: number
  /** Of the problem document; `null` for a success. */
  code: string | null
  /** Names of the fields that were refused. */
  fields: readonly string[]
  durationMs: number
}

export const keptRequests = 500
export const keptSeconds = 3_600
