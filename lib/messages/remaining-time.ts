import type { Locale } from './locale'

/** Time left of an access token as `7:42` (hours:minutes). Part minutes are dropped: never promise more than there is. */
export function formatRemainingHours(remainingSeconds: number): string {
  const minutes = Math.floor(Math.max(0, remainingSeconds) / 60)
  return `${Math.floor(minutes / 60)}:${pad(minutes % 60)}`
}

/** Time left of a code on screen as `1:58` (minutes:seconds). */
export function formatRemainingMinutes(remainingSeconds: number): string {
  const seconds = Math.max(0, Math.ceil(remainingSeconds))
  return `${Math.floor(seconds / 60)}:${pad(seconds % 60)}`
}

/** The same in words, for screen readers and sentences: `7時間42分`, `3分`, `45秒`; `7 hours 42 minutes`. */
export function formatDuration(durationSeconds: number, locale: Locale): string {
  const seconds = Math.max(0, Math.ceil(durationSeconds))
  if (seconds < 60) return locale === 'ja' ? `${seconds}秒` : plural(seconds, 'second')
  const minutes = Math.floor(seconds / 60)
  const hours = Math.floor(minutes / 60)
  if (locale === 'ja')
    return `${hours > 0 ? `${hours}時間` : ''}${hours > 0 && minutes % 60 === 0 ? '' : `${minutes % 60}分`}`
  return [hours > 0 && plural(hours, 'hour'), (hours === 0 || minutes % 60 > 0) && plural(minutes % 60, 'minute')]
    .filter((part) => part !== false)
    .join(' ')
}

/** Time left of a step to the second, for screen readers: `1分58秒`, `45秒`; `1 minute 58 seconds`. */
export function formatCountdown(remainingSeconds: number, locale: Locale): string {
  const seconds = Math.max(0, Math.ceil(remainingSeconds))
  const minutes = Math.floor(seconds / 60)
  if (minutes === 0 || seconds % 60 === 0) return formatDuration(seconds, locale)
  const rest = seconds % 60
  return locale === 'ja' ? `${minutes}分${rest}秒` : `${plural(minutes, 'minute')} ${plural(rest, 'second')}`
}

/** How long to wait before the next try: rounded up so that a try after it succeeds. `60秒` is said as `1分`. */
export function formatWait(waitSeconds: number, locale: Locale): string {
  return formatDuration(waitSeconds <= 60 ? waitSeconds : Math.ceil(waitSeconds / 60) * 60, locale)
}

function pad(value: number): string {
  return String(value).padStart(2, '0')
}

function plural(count: number, unit: string): string {
  return `${count} ${unit}${count === 1 ? '' : 's'}`
}
