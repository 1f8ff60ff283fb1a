import type { Settings } from '@/lib/config/settings'
import type { Database } from '@/lib/db/database'
import type { Notifications } from '@/lib/db/notifications'
import type { Keyring } from '@/lib/keystore/keyring'
import type { AuthorityPort } from './authority-port/authority-port'

/** What the facility's use cases work with; each takes the part it needs. */
export type FacilityContext = {
  db: Database
  keyring: Keyring
  notifications: Notifications
  authority: AuthorityPort
  settings: Settings
}

/** Audit partition for events without a facility: unknown clients, unknown accounts of the console. */
export const installationPartition = 'installation'
