import type { StoredKey } from '../signing-keys/signing-key.store'

/** The policy of the development time-stamp authority: an unassigned identifier (ITU-T X.667), not to be mistaken for a real one. */
export const developmentTsaPolicy = '2.25.204186012369472013105874513298076453179'

/** The development time-stamp authority of this installation, with its key. */
export type TimestampAuthority = {
  id: string
  certificateAuthorityId: string
  certificate: Uint8Array<ArrayBuffer>
  key: StoredKey
  bindingMac: Uint8Array<ArrayBuffer>
}
