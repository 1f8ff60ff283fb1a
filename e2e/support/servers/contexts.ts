import { parseSettings } from '@/lib/config/settings'
import { createDatabase } from '@/lib/db/database'
import { createNotifications } from '@/lib/db/notifications'
import { createHttpAuthority } from '@/lib/facility/authority-port/http-authority'
import { createKeyring } from '@/lib/keystore/keyring'
import { openSigningKeystore } from '@/lib/keystore/open-signing-keystore'
import type { SeedContexts } from '@/prisma/seed/seed-hospital'

/** Both sides' contexts on the servers' database, as the owner of the tables, for what a test arranges or looks up. */
export function createContexts(world: {
  databaseUrl: string
  masterKey: string
  authorityUrl: string
  facilityUrl: string
}): SeedContexts {
  const settings = parseSettings({
    DATABASE_URL: world.databaseUrl,
    SHOMEI_KEY: world.masterKey,
    SHOMEI_TRUST: 'test',
    AUTHORITY_URL: world.authorityUrl,
    FACILITY_URL: world.facilityUrl,
    SHOMEI_LOG_LEVEL: 'silent',
  })
  const db = createDatabase({ url: world.databaseUrl, connections: 4 })
  const keyring = createKeyring(settings.masterKey)
  const shared = { db, keyring, notifications: createNotifications(db), settings }
  const authority = { ...shared, signingKeystore: openSigningKeystore(settings.keystore, keyring) }
  return { authority, facility: { ...shared, authority: createHttpAuthority(settings) } }
}
