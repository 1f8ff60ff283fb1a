import type { GeneralName } from '../general-name'
import { isNameWithin } from '../name'

/** How a name of a certificate lies to a subtree; `unsupported` where this validator cannot compare. */
export type SubtreeRelation = 'within' | 'outside' | 'unsupported'

const hostInUri = /^[a-z][a-z0-9+.-]*:\/\/(?:[^@/?#]*@)?([^:/?#[\]@]+)(?::[0-9]*)?(?:[/?#]|$)/i
const dottedQuad = /^[0-9.]+$/

/** Whether a name lies in the subtree of another name of its kind (RFC 5280 §4.2.1.10). */
export function relateToSubtree(name: GeneralName, base: GeneralName): SubtreeRelation {
  if (name.kind === 'directory' && base.kind === 'directory') return toRelation(isNameWithin(name.name, base.name))
  if (name.kind === 'dns' && base.kind === 'dns') return toRelation(isDnsWithin(lower(name.text), lower(base.text)))
  if (name.kind === 'email' && base.kind === 'email') return relateEmail(name.text, base.text)
  if (name.kind === 'uri' && base.kind === 'uri') return relateUri(name.text, lower(base.text))
  if (name.kind === 'ip' && base.kind === 'ip') return relateAddress(name.octets, base.octets)
  return 'unsupported'
}

/** Labels may be added on the left; a leading dot, which openssl and others accept, asks for at least one. */
function isDnsWithin(host: string, base: string): boolean {
  if (base === '' || base.startsWith('.')) return host.endsWith(base) && host.length > base.length
  return host === base || host.endsWith(`.${base}`)
}

/** A mailbox, all mailboxes of one host, or of all hosts of a domain; the local part keeps its case (RFC 5280 §7.5). */
function relateEmail(mailbox: string, base: string): SubtreeRelation {
  const at = mailbox.lastIndexOf('@')
  if (at <= 0 || at === mailbox.length - 1) return 'unsupported'
  const host = lower(mailbox.slice(at + 1))
  const baseAt = base.lastIndexOf('@')
  if (baseAt === -1) return toRelation(isHostWithin(host, lower(base)))
  return toRelation(mailbox.slice(0, at) === base.slice(0, baseAt) && host === lower(base.slice(baseAt + 1)))
}

/** The host of the URI, which must be a name: without one, or with an address, a constrained URI is refused. */
function relateUri(uri: string, base: string): SubtreeRelation {
  const host = hostInUri.exec(uri)?.[1]
  if (host === undefined || dottedQuad.test(host)) return 'unsupported'
  return toRelation(isHostWithin(lower(host), base))
}

function isHostWithin(host: string, base: string): boolean {
  if (base === '') return true
  return base.startsWith('.') ? host.endsWith(base) && host.length > base.length : host === base
}

/** The base is address and mask (RFC 4632), of IPv4 or IPv6; the other family lies outside. */
function relateAddress(address: Uint8Array, base: Uint8Array): SubtreeRelation {
  const length = base.length / 2
  if (!isAddressLength(length) || !isAddressLength(address.length)) return 'unsupported'
  if (address.length !== length) return 'outside'
  return toRelation(
    address.every((octet, index) => {
      const mask = base[length + index] ?? 0
      return (octet & mask) === ((base[index] ?? 0) & mask)
    }),
  )
}

function isAddressLength(length: number): boolean {
  return length === 4 || length === 16
}

function toRelation(isWithin: boolean): SubtreeRelation {
  return isWithin ? 'within' : 'outside'
}

function lower(text: string): string {
  return text.toLowerCase()
}
