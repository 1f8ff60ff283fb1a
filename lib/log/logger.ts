import { type Logger, pino } from 'pino'
import type { LogLevel } from '@/lib/vocabulary/settings/log-level'

let current: Logger | undefined

/** The process's log: JSON lines on standard output, times in UTC. Callers never pass secrets, bodies or query strings. */
export function logger(level: LogLevel = 'info'): Logger {
  current ??= pino({ level, base: null, timestamp: pino.stdTimeFunctions.isoTime })
  return current
}
