import { BlockList, isIP } from 'node:net'

/** One entry of NO_PROXY; `port` null: every port. */
export type NoProxyRule =
  | { kind: 'all' }
  | { kind: 'name'; name: string; port: number | null }
  | { kind: 'addresses'; addresses: BlockList; port: number | null }

/**
 * Reads NO_PROXY: entries with commas or spaces between. `*`; a host name, which also covers every name below it (a leading `.` or
 * `*.` changes nothing); an IP address or a CIDR range, which cover hosts that are written as an address; each of these with `:port`.
 * @returns the entries, or the first one that is none of these
 */
export function parseNoProxy(text: string): NoProxyRule[] | { wrongEntry: string } {
  const rules: NoProxyRule[] = []
  for (const entry of text.split(/[,\s]+/).filter(Boolean)) {
    const rule = parseEntry(entry)
    if (rule === null) return { wrongEntry: entry }
    rules.push(rule)
  }
  return rules
}

/** Whether a host is reached without a proxy. No name is resolved for this: a range covers hosts written as an address only. */
export function isWithoutProxy(rules: readonly NoProxyRule[], url: URL): boolean {
  const host = bareHost(url.hostname)
  const port = Number(url.port) || (url.protocol === 'https:' ? 443 : 80)
  return rules.some((rule) => {
    if (rule.kind === 'all') return true
    if (rule.port !== null && rule.port !== port) return false
    if (rule.kind === 'name') return host === rule.name || host.endsWith(`.${rule.name}`)
    const family = isIP(host)
    return family !== 0 && rule.addresses.check(host, family === 6 ? 'ipv6' : 'ipv4')
  })
}

/** A host name in lower case without its final dot; an IPv6 address without brackets. */
function bareHost(hostname: string): string {
  return hostname
    .toLowerCase()
    .replace(/\.$/, '')
    .replace(/^\[(.*)\]$/, '$1')
}

function parseEntry(entry: string): NoProxyRule | null {
  if (entry === '*') return { kind: 'all' }
  const [, bracketed, plain, portText] =
    /^(?:\[([0-9a-f:.]+)\]|((?:[0-9a-f]*:){2,}[0-9a-f:.]*(?:\/\d+)?|[^:]+))(?::(\d{1,5}))?$/i.exec(entry) ?? []
  const port = portText === undefined ? null : Number(portText)
  const host = bracketed ?? plain
  if (host === undefined || (port !== null && (port < 1 || port > 65_535))) return null
  const addresses = parseAddresses(host)
  if (addresses !== null) return { kind: 'addresses', addresses, port }
  const name = host
    .toLowerCase()
    .replace(/^\*?\./, '')
    .replace(/\.$/, '')
  return /^[a-z0-9_]([a-z0-9_.-]*[a-z0-9_])?$/.test(name) && !/^[\d.]+$/.test(name)
    ? { kind: 'name', name, port }
    : null
}

function parseAddresses(text: string): BlockList | null {
  const [address = '', prefix, ...more] = text.split('/')
  const version = isIP(address)
  if (version === 0 || more.length > 0) return null
  const family = version === 6 ? 'ipv6' : 'ipv4'
  const addresses = new BlockList()
  if (prefix === undefined) addresses.addAddress(address, family)
  else if (/^\d{1,3}$/.test(prefix) && Number(prefix) <= (version === 6 ? 128 : 32))
    addresses.addSubnet(address, Number(prefix), family)
  else return null
  return addresses
}
