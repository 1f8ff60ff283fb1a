/**
 * The caller's address for audit and last-resort limits: the entry that the outermost of our own `trustedHops` proxies appended
 * to X-Forwarded-For, or the socket's address when there is none. Whatever the caller wrote itself is never used (AT-17).
 */
export function clientAddress(
  forwardedFor: string | undefined,
  socketAddress: string | null,
  trustedHops: number,
): string | null {
  if (trustedHops === 0) return socketAddress === null ? null : limitKey(socketAddress)
  const hops = (forwardedFor ?? '').split(',').map((hop) => hop.trim())
  const address = hops.at(-trustedHops)
  return address === undefined || address === '' || address.length > 64 ? null : limitKey(address)
}

/** One spelling an address; IPv6 by its /64, because a subscriber owns a whole one. */
function limitKey(address: string): string {
  const bare = address.replace(/^\[(.*)\](:\d+)?$/, '$1').replace(/%.*$/, '')
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(bare)?.[1]
  if (mapped !== undefined) return mapped
  if (!bare.includes(':')) return bare.replace(/:\d+$/, '')
  return `${groupsOf(bare)
    .slice(0, 4)
    .map((group) => Number.parseInt(group || '0', 16).toString(16))
    .join(':')}::/64`
}

function groupsOf(address: string): string[] {
  const [head = '', tail] = address.toLowerCase().split('::')
  const before = head === '' ? [] : head.split(':')
  const after = tail === undefined || tail === '' ? [] : tail.split(':')
  const missing = tail === undefined ? 0 : Math.max(0, 8 - before.length - after.length)
  return [...before, ...Array.from({ length: missing }, () => '0'), ...after]
}
