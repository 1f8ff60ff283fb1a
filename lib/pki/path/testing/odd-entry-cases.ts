import { type CrlEntrySpec, mintCrl } from './mint'
import { reason } from './mint-extensions'
import { mintChain, type PathCase } from './path-case'

/** Entries that a CA should not have written; each concerns only its own certificate. */
const oddEntries: readonly [title: string, entry: CrlEntrySpec][] = [
  ['an entry with a negative serial number', { serial: -7 }],
  ['an entry with serial number 0', { serial: 0 }],
  ['an entry with a serial number of 24 bytes', { serial: 2n ** 190n }],
  ['an entry with removeFromCRL in a complete CRL', { serial: 999_998, extensions: [reason(8)] }],
  ['an entry for a reason that is not defined', { serial: 999_997, extensions: [reason(7)] }],
  ['an entry for a reason far outside of the list', { serial: 999_996, extensions: [reason(200)] }],
]

/** One odd entry in a CRL of the leaf's CA: the others still count (RFC 5280 §4.1.2.2, §5.3.1). */
export const oddEntryCases: readonly PathCase[] = [
  ...oddEntries.flatMap(([title, odd]): PathCase[] => [
    { title: `${title}: others are not revoked`, chain: () => withEntries([odd]), expected: 'VALID' },
    revoked(`${title}: the leaf beside it is revoked`, 77, [odd, { serial: 77 }]),
  ]),
  {
    title: 'removeFromCRL in a complete CRL means not revoked (RFC 5280 §6.3.3 (k))',
    chain: () => withEntries([{ serial: 77, extensions: [reason(8)] }], 77),
    expected: 'VALID',
  },
  revoked('a revoked leaf with a negative serial number', -129, [{ serial: -129 }]),
  {
    title: 'a leaf whose serial number is that of the revoked one without its minus sign',
    chain: () => withEntries([{ serial: -129 }, { serial: -127 }], 129),
    expected: 'VALID',
  },
  revoked('revoked for a reason that is not defined', 77, [{ serial: 77, extensions: [reason(7)] }]),
]

function withEntries(entries: readonly CrlEntrySpec[], serial = 77) {
  const chain = mintChain({ leaf: { serial } })
  return { ...chain, crls: [mintCrl({ issuer: chain.ca, entries }), mintCrl({ issuer: chain.root })] }
}

function revoked(title: string, serial: number, entries: readonly CrlEntrySpec[]): PathCase {
  return { title, chain: () => withEntries(entries, serial), expected: 'INVALID', code: 'certificate_revoked' }
}
