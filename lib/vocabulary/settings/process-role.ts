/** Which side a process serves (`SHOMEI_ROLE`). */
export const processRoles = ['all', 'authority', 'facility'] as const

export type ProcessRole = (typeof processRoles)[number]

export function isProcessRole(value: unknown): value is ProcessRole {
  return processRoles.some((word) => word === value)
}
