/** National qualification of a person: physician, dentist, pharmacist. */
export const professions = ['physician', 'dentist', 'pharmacist'] as const

export type Profession = (typeof professions)[number]

export function isProfession(value: unknown): value is Profession {
  return professions.some((word) => word === value)
}
