import type { SealPlace } from '@/lib/keystore/keyring'

/** Where the secret of a device authorization's rotating QR is sealed. */
export function qrSecretPlace(deviceAuthorizationId: string): SealPlace {
  return { table: 'device_authorization', row: deviceAuthorizationId, column: 'sealed_qr_secret' }
}
