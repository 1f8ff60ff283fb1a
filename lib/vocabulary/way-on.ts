/** Ways to a prescription that are left when one of them is closed. */
export const waysOn = ['retry', 'fido', 'my_number_card', 'hpki_card', 'paper_registered', 'paper'] as const

export type WayOn = (typeof waysOn)[number]

export function isWayOn(value: unknown): value is WayOn {
  return waysOn.some((word) => word === value)
}
