import { collapseWhiteSpace } from '../xml/white-space'

const dateTime =
  /^(?<date>\d{4}-\d{2}-\d{2})T(?<time>\d{2}:\d{2}:\d{2})(?<fraction>\.\d{1,40})?(?<zone>Z|[+-]\d{2}:\d{2})?$/

/**
 * xs:dateTime (XML Schema Part 2 §3.2.7), white space around it and 24:00:00 included. Fractions below a millisecond are cut off.
 * `no_zone`: legal, but it names no moment. `null` for anything else, a 30 February included.
 */
export function parseSigningTime(text: string): Date | 'no_zone' | null {
  const groups = dateTime.exec(collapseWhiteSpace(text))?.groups
  if (!groups) return null
  const { date, time, fraction = '', zone } = groups
  const isMidnight = time === '24:00:00' && /^(?:\.0+)?$/.test(fraction)
  const clock = isMidnight ? '00:00:00' : time
  const asUtc = new Date(`${date}T${clock}.${`${fraction.slice(1)}000`.slice(0, 3)}Z`)
  if (Number.isNaN(asUtc.getTime()) || !asUtc.toISOString().startsWith(`${date}T${clock}`)) return null
  if (zone === undefined) return 'no_zone'
  const offset = zone === 'Z' ? 0 : zoneMinutes(zone)
  return offset === null ? null : new Date(asUtc.getTime() + (isMidnight ? 86_400_000 : 0) - offset * 60_000)
}

function zoneMinutes(zone: string): number | null {
  const [hours, minutes] = [Number(zone.slice(1, 3)), Number(zone.slice(4, 6))]
  const total = hours * 60 + minutes
  return minutes > 59 || total > 14 * 60 ? null : total * (zone.startsWith('-') ? -1 : 1)
}
