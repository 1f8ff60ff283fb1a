/** What the authority does with a passkey that is synced between devices. */
export const syncedPasskeysPolicies = ['allow', 'warn', 'deny'] as const

export type SyncedPasskeys = (typeof syncedPasskeysPolicies)[number]

export function isSyncedPasskeys(value: unknown): value is SyncedPasskeys {
  return syncedPasskeysPolicies.some((word) => word === value)
}
