/** How the phone enters the two digits of the EMR screen: typed, or picked from a choice. */
export const numberMatchings = ['type', 'pick'] as const

export type NumberMatching = (typeof numberMatchings)[number]

export function isNumberMatching(value: unknown): value is NumberMatching {
  return numberMatchings.some((word) => word === value)
}
