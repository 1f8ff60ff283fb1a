import type { CompatAuthentication } from '@/lib/vocabulary/settings/compat-authentication'

/** The drop-in endpoints of one facility, switched on. */
export type CompatAccess = {
  facilityId: string
  facilityCode: string
  /** The client of the settings, in whose pages sign-ins open. */
  emrClientId: string
  /** Where sign-ins opened through it take place. */
  terminalCode: string
  authentication: CompatAuthentication
  /** Exactly these page origins may read the answers. */
  origins: readonly string[]
  /** How long the same prescription without a key counts as one request; 0: never. */
  repeatSeconds: number
}

/** A caller of /compat that was let in. */
export type CompatCall = CompatAccess & {
  /** Who is written into the audit trail: the EMR client that showed its bearer, or `anonymous` where none is asked for. */
  actor: string
  /** Whose keys and requests it uses: that client, else the one of the settings. */
  callingClientId: string
}

/** Longer than any caller waits and tries again, and short enough for issuing the same prescription again on purpose. */
export const longestRepeatSeconds = 3_600

/** A handle serves for a few signatures in a row; a caller that needs it later asks again. */
export const handleSeconds = 600
