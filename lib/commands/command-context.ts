import type { CredentialContext } from '@/lib/authority/credential-context'
import { SettingsError, settings } from '@/lib/config/settings'
import { processDatabase } from '@/lib/db/process-database'
import { AppError } from '@/lib/kernel/app-error'
import { createKeyring } from '@/lib/keystore/keyring'
import { KeystoreInDoubt, KeystoreRefused } from '@/lib/keystore/keystore-error'
import { openSigningKeystore } from '@/lib/keystore/open-signing-keystore'
import { logger } from '@/lib/log/logger'
import type { Side } from '@/lib/vocabulary/settings/side'

/** What an operator's command works with on one side, without the API that the portal builds on it. */
export function commandContext(side: Side = 'authority'): CredentialContext & { close(): Promise<void> } {
  const current = settings()
  logger(current.logLevel)
  const db = processDatabase(side)
  const keyring = createKeyring(current.masterKey)
  const signingKeystore = openSigningKeystore(current.keystore, keyring, current.egress)
  return {
    db,
    keyring,
    settings: current,
    signingKeystore,
    async close() {
      await signingKeystore.close()
      await db.close()
    },
  }
}

/** Exit code of a wrong setting (sysexits EX_CONFIG). */
const wrongSetting = 78

/** Prints a refusal in one line and sets the exit code; a fault of ours is thrown on. */
export function failureOf(error: unknown): void {
  const kinds = [AppError, KeystoreRefused, KeystoreInDoubt, SettingsError]
  if (!(error instanceof Error) || !kinds.some((kind) => error instanceof kind)) throw error
  process.stderr.write(`${error.message}\n`)
  process.exitCode = error instanceof SettingsError ? wrongSetting : 1
}
