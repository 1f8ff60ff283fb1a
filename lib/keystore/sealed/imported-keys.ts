import { createHash, type KeyObject } from 'node:crypto'
import type { SigningKey } from '../signing-keystore'

const mostKeys = 256

/** RSA keys imported moments ago. Importing and warming up one costs as much again as the signature. */
export type ImportedKeys = {
  find(key: SigningKey): KeyObject | null
  keep(key: SigningKey, imported: KeyObject): void
  clear(): void
}

/**
 * Holds at most 256 keys, each for `seconds` from its import, never longer by use. Found only by the very same blob and public
 * key. With 0 seconds nothing is held.
 */
export function createImportedKeys(seconds: number, now: () => number = () => performance.now()): ImportedKeys {
  const entries = new Map<string, { imported: KeyObject; until: number }>()
  let sweep: NodeJS.Timeout | null = null

  function dropExpired(): void {
    for (const [name, { until }] of entries) if (until <= now()) entries.delete(name)
    if (entries.size === 0 && sweep !== null) {
      clearInterval(sweep)
      sweep = null
    }
  }

  return {
    find(key) {
      const entry = entries.get(nameOf(key))
      return entry === undefined || entry.until <= now() ? null : entry.imported
    },
    keep(key, imported) {
      if (seconds === 0) return
      const [oldest] = entries.keys()
      if (entries.size >= mostKeys && oldest !== undefined) entries.delete(oldest)
      entries.set(nameOf(key), { imported, until: now() + seconds * 1000 })
      sweep ??= setInterval(dropExpired, 1_000).unref()
    },
    clear() {
      entries.clear()
      dropExpired()
    },
  }
}

function nameOf({ publicKey, wrapped }: SigningKey): string {
  const hash = createHash('sha256').update(publicKey).update(wrapped.wrapped)
  return hash.update(wrapped.wrappingKeyId).digest('base64')
}
