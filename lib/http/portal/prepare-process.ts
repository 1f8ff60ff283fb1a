import { setNextAuthUrl } from '@/lib/config/next-auth-url'
import { SettingsError, settings } from '@/lib/config/settings'
import { closeOpenStreams } from '../api/open-streams'

/** Exit code of a wrong setting (sysexits EX_CONFIG). */
const wrongSetting = 78

/** Checks the settings before the first request and lets a stopping process go although streams are open. */
export function prepareProcess(): void {
  try {
    setNextAuthUrl(settings())
  } catch (error) {
    if (!(error instanceof SettingsError)) throw error
    process.stderr.write(`${error.message}\n`)
    process.exit(wrongSetting)
  }
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, closeOpenStreams)
}
