const MONTH_LENGTHS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]

/** Whether YYYYMMDD is a day of the calendar, from 1868 (Meiji) to 2199. */
export function isCalendarDay(value: string): boolean {
  const [year, month, dayOfMonth] = [value.slice(0, 4), value.slice(4, 6), value.slice(6)].map(Number)
  if (year === undefined || month === undefined || dayOfMonth === undefined) return false
  const isLeap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)
  const length = (MONTH_LENGTHS[month - 1] ?? 0) + (month === 2 && isLeap ? 1 : 0)
  return year >= 1868 && year <= 2199 && dayOfMonth >= 1 && dayOfMonth <= length
}
