import { createHelperLog } from './log'
import { parseHelperSettings } from './settings'
import { helperTexts } from './texts/texts'

/** Exit codes of sysexits(3): a wrong setting, and something that this version does not do. */
const exitConfig = 78
const exitUnavailable = 69

const settings = parseHelperSettings(process.env)
if ('problems' in settings) {
  const { settingsWrong } = helperTexts(process.env['SHOMEI_HELPER_LANGUAGE'] === 'en' ? 'en' : 'ja')
  process.stderr.write(`${settingsWrong}\n${settings.problems.map((problem) => `  ${problem}\n`).join('')}`)
  process.exitCode = exitConfig
} else {
  const log = createHelperLog(
    settings.logLevel,
    () => new Date(),
    (line) => void process.stdout.write(line),
  )
  const texts = helperTexts(settings.language)
  log('info', 'settings_checked', { port: settings.port })
  if (process.argv.includes('--check')) {
    process.stderr.write(`${texts.settingsRight}\n`)
  } else {
    process.stderr.write(`${texts.cardsNotSupported}\n`)
    process.exitCode = exitUnavailable
  }
}
