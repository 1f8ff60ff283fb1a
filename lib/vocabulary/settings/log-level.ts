/** Lowest level that a process logs (`SHOMEI_LOG_LEVEL`). */
export const logLevels = ['debug', 'info', 'warn', 'error', 'silent'] as const

export type LogLevel = (typeof logLevels)[number]

export function isLogLevel(value: unknown): value is LogLevel {
  return logLevels.some((word) => word === value)
}
