/** The two sides of the product. */
export const sides = ['authority', 'facility'] as const

export type Side = (typeof sides)[number]

export function isSide(value: unknown): value is Side {
  return sides.some((word) => word === value)
}
