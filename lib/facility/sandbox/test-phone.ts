import type { Id } from '@/lib/kernel/ids'
import type { SealPlace } from '@/lib/keystore/keyring'

/** The software phone of a test person. Credential id and user handle in base64url. */
export type TestPhone = {
  staffKey: Id<'staff'>
  credentialId: string
  userHandle: string
  sealedPrivateKey: Uint8Array<ArrayBuffer>
}

/** Where the phone's private key is sealed: it opens in its own row only. */
export function testPhonePlace(staffKey: Id<'staff'>): SealPlace {
  return { table: 'test_phone', row: staffKey, column: 'sealed_private_key' }
}
