import type { Settings } from '@/lib/config/settings'
import type { Database } from '@/lib/db/database'
import type { Statement } from '@/lib/db/sql'
import type { Keyring } from '@/lib/keystore/keyring'
import type { Side } from '@/lib/vocabulary/settings/side'

/** An account as a sign-in finds it by the names that were typed. `personId` is what audit events call its person. */
export type ConsoleAccount = {
  accountId: string
  personId: string
  passwordHash: string | null
  /** It has at least one role and is not disabled. */
  isUsable: boolean
}

/**
 * The two consoles run on the code of this folder; this is all in which they differ. Tables of the same form in the schema of the
 * side hold accounts and sessions.
 */
export type ConsoleTables = {
  side: Side
  accountTable: 'authority.operator' | 'facility.console_account'
  sessionTable: 'authority.console_session' | 'facility.console_session'
  sessionKind: 'operatorSession' | 'consoleSession'
  /**
   * `SELECT account_id, person_id, partition, place_name, display_name, roles, is_usable` of every account. `is_usable`: it has at
   * least one role, and neither account, person nor place is disabled.
   */
  accounts(db: Pick<Database, 'sql'>): Statement
}

/** What the use cases of this folder work with. */
export type ConsoleContext = {
  db: Database
  keyring: Keyring
  settings: Pick<Settings, 'consoleIdleSeconds' | 'consoleSessionSeconds'>
}

/** A live session, and who uses it. `partition` is the audit chain of its place: the facility's id, or the authority's own. */
export type LiveSession = {
  consoleSessionId: string
  accountId: string
  personId: string
  partition: string
  placeName: string
  displayName: string
  roles: string[]
}
