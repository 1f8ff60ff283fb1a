import type { SealPlace } from '@/lib/keystore/keyring'

/** Where an access token is sealed: it opens in its own row only. */
export function vaultTokenPlace(tokenId: string): SealPlace {
  return { table: 'vault_token', row: tokenId, column: 'sealed_token' }
}
