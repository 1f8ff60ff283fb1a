import type { RequestOrigin } from '@/lib/kernel/request-origin'
import type { AuditAction } from './audit-actions'

/**
 * What happened, by whom, to what. No secret, no patient data, no full token: ids and codes (rule L4).
 * `partition` is `authority`, a facility's id, or `installation` for what belongs to no facility: each has a hash chain of its own.
 */
export type AuditEvent = {
  partition: string
  action: AuditAction
  outcome: 'success' | 'failure'
  /** Id of the acting record, or `anonymous`, or `system`. */
  actor: string
  /** Id of the record acted upon. */
  subject: string
  origin: RequestOrigin
  /** Public error code of a failure. */
  code?: string
  /** Private reason of a failure. */
  reason?: string
  details?: Readonly<Record<string, string | number | boolean | null | readonly string[]>>
}

/** The JSON that the chain covers: keys sorted, no white space, control characters escaped by JSON itself (rule L4). */
export function canonicalRecord(event: AuditEvent, seq: bigint, at: Date): string {
  const { origin, ...rest } = event
  return JSON.stringify(
    sorted({
      ...rest,
      seq: String(seq),
      at: at.toISOString(),
      clock: 'database',
      request_id: origin.requestId,
      address: origin.address,
    }),
  )
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted)
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).filter(([, each]) => each !== undefined)
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, each]) => [key, sorted(each)]))
}
