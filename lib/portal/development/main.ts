import { SettingsError } from '@/lib/config/settings'
import { servePortal } from '../serve-portal'

/** Exit code of a wrong setting (sysexits EX_CONFIG). */
const wrongSetting = 78

servePortal({ development: true }).catch((error: unknown) => {
  process.stderr.write(`${error instanceof SettingsError ? error.message : String(error)}\n`)
  process.exit(error instanceof SettingsError ? wrongSetting : 1)
})
