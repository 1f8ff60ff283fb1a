import { attestationTrust } from '@/lib/authority/registrations/attestation-trust'
import { setNextAuthUrl } from '@/lib/config/next-auth-url'
import { SettingsError, settings } from '@/lib/config/settings'
import { closeOpenStreams } from '../api/open-streams'

/** Exit code of a wrong setting (sysexits EX_CONFIG). */
const wrongSetting = 78

/** Checks the settings before the first request and lets a stopping process go although streams are open. */
export function prepareProcess(): void {
  try {
    const current = settings()
    setNextAuthUrl(current)
    if (current.role !== 'facility') attestationTrust(current.attestationTrust, new Date())
  } catch (error) {
    if (!(error instanceof SettingsError)) throw error
    process.stderr.write(`${error.message}\n`)
    process.exit(wrongSetting)
  }
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, closeOpenStreams)
}
