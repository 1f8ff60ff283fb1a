/** How a caller of /compat proves who it is: an EMR client's bearer, or not at all, as the local adapter does. */
export type CompatAuthentication = 'bearer' | 'none'

/** The drop-in endpoints of one facility, switched on. */
export type CompatAccess = {
  facilityId: string
  facilityCode: string
  /** In whose name: its keys, its launches. */
  emrClientId: string
  /** Where sign-ins opened through it take place. */
  terminalCode: string
  authentication: CompatAuthentication
  /** Exactly these page origins may read the answers. */
  origins: readonly string[]
}

/** A handle serves for a few signatures in a row; whoever needs it later asks again. */
export const handleSeconds = 600
