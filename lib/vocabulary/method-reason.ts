/** Why a sign-in method cannot be chosen. */
export const methodReasons = ['not_allowed_here', 'no_reader_at_terminal', 'not_linked', 'not_yet_offered'] as const

export type MethodReason = (typeof methodReasons)[number]

export function isMethodReason(value: unknown): value is MethodReason {
  return methodReasons.some((word) => word === value)
}
