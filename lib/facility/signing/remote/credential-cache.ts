import type { CredentialOutcome, SigningPort } from '../../authority-port/signing-port'
import type { RemoteSigner } from './find-remote-signer'

const cacheMs = 300_000
const mostKept = 5_000

/** By vault token; a certificate is public, and whether it may sign is judged by the authority with each signature. */
const kept = new Map<string, { outcome: Promise<CredentialOutcome>; until: number }>()

/**
 * The credential behind a staff member's token, asked for once in five minutes for each token and once at a time. Only what was found
 * is kept.
 * @throws AppError `authority.unavailable`
 */
export async function findCachedCredential(
  authority: SigningPort,
  {
    vaultTokenId,
    authorityClientId,
    accessToken,
  }: Pick<RemoteSigner, 'vaultTokenId' | 'authorityClientId' | 'accessToken'>,
): Promise<CredentialOutcome> {
  const known = kept.get(vaultTokenId)
  if (known !== undefined && performance.now() < known.until) return known.outcome
  const outcome = authority.findCredential({ clientId: authorityClientId, accessToken })
  if (kept.size >= mostKept) kept.clear()
  kept.set(vaultTokenId, { outcome, until: performance.now() + cacheMs })
  const found = await outcome.catch((error: unknown) => {
    // A later question may have been kept meanwhile.
    if (kept.get(vaultTokenId)?.outcome === outcome) kept.delete(vaultTokenId)
    throw error
  })
  if (found.outcome !== 'found') kept.delete(vaultTokenId)
  return found
}

/** Asks again next time. */
export function forgetCredential(vaultTokenId: string): void {
  kept.delete(vaultTokenId)
}
