import type { RequestOrigin } from '@/lib/kernel/request-origin'
import { keyBindingMac, matchesKeyBinding } from '@/lib/keystore/key-binding'
import type { WrappedKey } from '@/lib/keystore/signing-keystore'
import type { CredentialContext } from '../credential-context'
import { recordEvent } from '../record-event'
import { keyOwnerOf } from './key-owner'
import { listOlderKeys, type OlderKey, replaceWrapping } from './rewrap.store'

const batch = 100

/** `skipped`: changed by somebody else meanwhile, or taken for a credential that is not there yet. */
export type RewrapResult = { rewrapped: number; skipped: number; faulty: string[] }

/**
 * Puts every key under the current wrapping key, in batches, while signing goes on: the older wrapping key still opens what has
 * been read before. Run it until nothing is skipped; then the older wrapping key can be taken away. A key whose binding does not
 * hold is left as it is and named.
 * @throws KeystoreRefused
 */
export async function rewrapKeys(
  context: CredentialContext,
  { actor = 'system' }: { actor?: string },
  origin: RequestOrigin,
): Promise<RewrapResult> {
  const { db, signingKeystore } = context
  const { kind: keystore, wrappingKeyId } = signingKeystore
  const result: RewrapResult = { rewrapped: 0, skipped: 0, faulty: [] }
  let afterId = ''
  for (;;) {
    const keys = await listOlderKeys(db, { keystore, wrappingKeyId, afterId, limit: batch })
    const last = keys.at(-1)
    if (last === undefined) return result
    afterId = last.id
    await rewrapBatch(context, keys, result, { actor, origin })
  }
}

async function rewrapBatch(
  { db, keyring, signingKeystore }: CredentialContext,
  keys: readonly OlderKey[],
  result: RewrapResult,
  { actor, origin }: { actor: string; origin: RequestOrigin },
): Promise<void> {
  const moved: { key: OlderKey; next: WrappedKey; mac: Uint8Array | null }[] = []
  for (const key of keys) {
    const owner = ownerOf(key)
    if (owner === undefined) {
      result.skipped += 1
    } else if (
      owner !== null &&
      !matchesKeyBinding(keyring, { ...key, ...owner }, key.bindingMac ?? new Uint8Array())
    ) {
      result.faulty.push(key.id)
    } else {
      const next = await signingKeystore.rewrap(key.wrapped)
      const mac = owner === null ? null : keyBindingMac(keyring, { ...key, ...owner, wrapped: next })
      moved.push({ key, next, mac })
    }
  }
  if (moved.length === 0) return
  const count = await db.transaction(async (tx) => {
    let replaced = 0
    for (const { key, next, mac } of moved) if (await replaceWrapping(tx, key, next, mac)) replaced += 1
    const details = { keys: replaced, wrapping_key_id: signingKeystore.wrappingKeyId }
    const event = { action: 'signing_key.rewrap', outcome: 'success', actor, subject: signingKeystore.kind } as const
    await recordEvent(tx, keyring, { ...event, origin, details })
    return replaced
  })
  result.rewrapped += count
  result.skipped += moved.length - count
}

/** `null`: free, without an owner; `undefined`: taken, and its owner is not stored yet. */
function ownerOf(key: OlderKey): { credentialId: string; holderId: string } | null | undefined {
  const { credentialId, holderId, authorityId } = key
  if (key.state === 'free') return null
  if (credentialId !== null && holderId !== null) return { credentialId, holderId }
  return authorityId === null ? undefined : keyOwnerOf(authorityId)
}
