import { type HelperErrorCode, helperErrorCodes } from '@/lib/helper-protocol/error-codes'
import type { HelperSettings } from './settings'

const levels = ['debug', 'info', 'warn', 'error'] as const

/** What may be logged. There is no field for a PIN, a card command, a nonce, a hash, a certificate or the text of an error. */
export type LogFields = {
  origin?: string
  reader?: string
  code?: HelperErrorCode
  triesLeft?: number
  port?: number
}

export type HelperLog = (level: (typeof levels)[number], event: HelperEvent, fields?: LogFields) => void

/** Events by name, so that a log line never repeats what a caller wrote. */
export type HelperEvent = 'settings_checked' | 'card_failed'

/** JSON lines, one per event, from the level of the settings on. `now` and `write` come from the process. */
export function createHelperLog(
  minimum: HelperSettings['logLevel'],
  now: () => Date,
  write: (line: string) => void,
): HelperLog {
  return (level, event, { origin, reader, code, triesLeft, port } = {}) => {
    if (levels.indexOf(level) < levels.indexOf(minimum)) return
    const isKnown = code === undefined || helperErrorCodes.includes(code)
    const fields = {
      origin: cut(origin),
      reader: cut(reader),
      code: isKnown ? code : 'helper.internal',
      triesLeft,
      port,
    }
    write(`${JSON.stringify({ time: now().toISOString(), level, event, ...fields })}\n`)
  }
}

/** Names of readers and origins come from outside: short, and on one line by JSON. */
function cut(text: string | undefined): string | undefined {
  return text?.slice(0, 200)
}
