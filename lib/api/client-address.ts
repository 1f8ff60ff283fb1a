import { isIPv4, isIPv6 } from 'node:net'

/**
 * The caller's address for audit and last-resort limits, one spelling each: IPv4 as four numbers, IPv6 as its /64, because a subscriber
 * owns a whole one. Ports and zones are left out, a mapped IPv4 address is IPv4. `null` only where the server does not know the
 * connection's address either.
 *
 * With `trustedHops` own proxies in front, the entry that the outermost of them appended to X-Forwarded-For counts. Whatever the caller
 * wrote itself is to the left of it and never used (AT-17). Empty entries are no entries (RFC 9110 §5.6.1.2). An entry that is no address
 * gives way to the next one towards us, at last to the connection's own address, which also counts when there are fewer entries than
 * proxies: the caller did not pass them all.
 */
export function clientAddress(
  forwardedFor: string | undefined,
  socketAddress: string | null,
  trustedHops: number,
): string | null {
  const entries = (forwardedFor ?? '').split(',').flatMap((entry) => entry.trim() || [])
  const appended = trustedHops > 0 && entries.length >= trustedHops ? entries.slice(-trustedHops) : []
  for (const entry of appended) {
    const address = limitKey(entry)
    if (address !== null) return address
  }
  return socketAddress === null ? null : limitKey(socketAddress)
}

/** `192.0.2.1:5555` is Azure's form, `[2001:db8::1]:443` that of RFC 3986 §3.2.2. */
const withPort = /^(?:(\d+\.\d+\.\d+\.\d+)|\[([\da-f:.]+)(?:%[^\]]*)?\])(?::\d{1,5})?$/i

function limitKey(text: string): string | null {
  const [, four, six] = withPort.exec(text) ?? []
  const bare = four ?? six ?? text.replace(/%.*$/, '')
  if (isIPv4(bare)) return bare
  return isIPv6(bare) ? keyOfIPv6(bare) : null
}

function keyOfIPv6(address: string): string {
  const groups = groupsOf(canonical(address))
  const [high = 0, low = 0] = groups.slice(6)
  const isMapped = groups.slice(0, 5).every((group) => group === 0) && groups[5] === 0xffff
  if (isMapped) return [high >> 8, high & 255, low >> 8, low & 255].join('.')
  const prefix = groups.slice(0, 4).map((group) => group.toString(16))
  return `${canonical(`${prefix.join(':')}::`)}/64`
}

/** The spelling of RFC 5952 §4. */
function canonical(address: string): string {
  return new URL(`http://[${address}]`).hostname.slice(1, -1)
}

function groupsOf(address: string): number[] {
  const [before, after] = address.split('::').map((part) => part.split(':').filter((group) => group !== ''))
  const known = [...(before ?? []), ...(after ?? [])]
  const zeros = Array.from({ length: 8 - known.length }, () => '0')
  return [...(before ?? []), ...zeros, ...(after ?? [])].map((group) => Number.parseInt(group, 16))
}
