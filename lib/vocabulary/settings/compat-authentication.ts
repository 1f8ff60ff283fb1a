/** How a caller of /compat proves who it is: by an EMR client’s bearer, or not at all, as the local adapter does. */
export const compatAuthentications = ['bearer', 'none'] as const

export type CompatAuthentication = (typeof compatAuthentications)[number]

export function isCompatAuthentication(value: unknown): value is CompatAuthentication {
  return compatAuthentications.some((word) => word === value)
}
