/** Where the token of a sign-in serves: at every terminal of the facility, or only at the one of the sign-in. */
export const tokenModes = ['central', 'per_terminal'] as const

export type TokenMode = (typeof tokenModes)[number]

export function isTokenMode(value: unknown): value is TokenMode {
  return tokenModes.some((word) => word === value)
}
