import type { Settings } from '@/lib/config/settings'
import type { Database } from '@/lib/db/database'
import type { Notifications } from '@/lib/db/notifications'
import type { Keyring } from '@/lib/keystore/keyring'
import type { SigningKeystore } from '@/lib/keystore/signing-keystore'

/** What the authority's use cases work with; each takes the part it needs. */
export type AuthorityContext = {
  db: Database
  keyring: Keyring
  notifications: Notifications
  settings: Settings
  signingKeystore: SigningKeystore
}

/** Audit partition of the authority's own chain. */
export const authorityPartition = 'authority'
