/** Where a call came from, for the audit trail and for limits; made by the edge, never taken from a body. */
export type RequestOrigin = {
  requestId: string
  /** Address after the trusted proxy hops; IPv6 as its /64. `null` when the process called itself. */
  address: string | null
  userAgent: string | null
}
