/** What a client with a right signature learns about its refusal: its clock is wrong, or another claim of its assertion. */
export const clientRefusalReasons = ['clock_skew', 'assertion'] as const

export type ClientRefusalReason = (typeof clientRefusalReasons)[number]

export function isClientRefusalReason(value: unknown): value is ClientRefusalReason {
  return clientRefusalReasons.some((word) => word === value)
}
