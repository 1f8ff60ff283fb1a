const dateTime =
  /^(?<date>\d{4}-\d{2}-\d{2})T(?<time>\d{2}:\d{2}:\d{2})(?<fraction>\.\d{1,9})?(?<zone>Z|[+-]\d{2}:\d{2})$/

/**
 * An xs:dateTime with a time zone, without which it names no moment; white space around it is legal. Fractions below a millisecond
 * are cut off. `null` for anything else, a 30 February included.
 */
export function parseSigningTime(text: string): Date | null {
  const groups = dateTime.exec(text.trim())?.groups
  if (!groups) return null
  const { date, time, fraction = '', zone } = groups
  const milliseconds = `${fraction}000`.slice(1, 4)
  const asUtc = new Date(`${date}T${time}.${fraction === '' ? '000' : milliseconds}Z`)
  if (Number.isNaN(asUtc.getTime()) || !asUtc.toISOString().startsWith(`${date}T${time}`)) return null
  const offset = zone === 'Z' ? 0 : zoneMinutes(zone ?? '')
  return offset === null ? null : new Date(asUtc.getTime() - offset * 60_000)
}

function zoneMinutes(zone: string): number | null {
  const [hours, minutes] = [Number(zone.slice(1, 3)), Number(zone.slice(4, 6))]
  const total = hours * 60 + minutes
  return minutes > 59 || total > 14 * 60 ? null : total * (zone.startsWith('-') ? -1 : 1)
}
