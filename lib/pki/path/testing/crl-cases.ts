import { encodeGeneralizedTime, encodeNull, encodeSequence } from '../../der/write-der'
import { OID } from '../../pki.oids'
import { type CrlSpec, daysAfter, type Minted, mintCertificate, mintCrl } from './mint'
import { distributionPoints, extension, general, issuingPoint, number, reason, usage } from './mint-extensions'
import { mintKey } from './mint-key'
import { type Chain, mintChain, type PathCase } from './path-case'

type Spec = Partial<CrlSpec> & { isLeafListed?: boolean }

const unknown = (isCritical: boolean) => extension('1.2.3.4.5', encodeNull(), isCritical)
const point = [general.uri('http://crl.example/1.crl')]
const otherPoint = [general.uri('http://crl.example/2.crl')]

const staleTimes = { thisUpdate: daysAfter(-9), nextUpdate: daysAfter(-5) }

/** The leaf's CRL by the CA as `spec` says, the CA's own by the root. */
function withCrl(spec: Spec, leaf: Parameters<typeof mintChain>[0] = {}): Chain {
  const chain = mintChain(leaf)
  const listed = spec.isLeafListed ? { entries: [{ ...spec.entries?.[0], serial: chain.leaf.serial }] } : {}
  return { ...chain, crls: [mintCrl({ issuer: chain.ca, ...spec, ...listed }), mintCrl({ issuer: chain.root })] }
}

const entryWith = (...extensions: readonly ReturnType<typeof reason>[]) => [{ serial: 0, extensions }]
const revokedLeaf = { isLeafListed: true, entries: entryWith(reason(1)) } satisfies Spec

/** Revocation by CRLs (RFC 5280 §5, §6.3). */
export const crlCases: readonly PathCase[] = [
  { title: 'fresh CRLs, nothing listed', chain: () => withCrl({}), expected: 'VALID' },
  {
    title: 'RSA, fresh CRLs',
    chain: () => withCrl({}, { ca: { key: 'rsa:ca' }, root: { key: 'rsa:root' } }),
    expected: 'VALID',
  },
  { title: 'another certificate listed', chain: () => withCrl({ entries: [{ serial: 999_999 }] }), expected: 'VALID' },
  revoked('leaf listed', () => withCrl({ isLeafListed: true })),
  revoked('leaf listed for keyCompromise', () => withCrl(revokedLeaf)),
  revoked('leaf listed with an invalidity date', () =>
    withCrl({ isLeafListed: true, entries: entryWith(invalidSince) }),
  ),
  revoked('CA listed by the root', () => {
    const chain = mintChain()
    return {
      ...chain,
      crls: [mintCrl({ issuer: chain.ca }), mintCrl({ issuer: chain.root, entries: [{ serial: chain.ca.serial }] })],
    }
  }),
  {
    title: 'leaf on hold',
    chain: () => withCrl({ isLeafListed: true, entries: entryWith(reason(6)) }),
    expected: 'INDETERMINATE',
    code: 'certificate_suspended',
  },
  {
    title: 'leaf revoked after the time in question',
    chain: () => withCrl({ isLeafListed: true, entries: [{ serial: 0, date: daysAfter(1) }] }),
    expected: 'VALID',
    openssl: { accepts: false, why: 'RFC 5280 §5.3: revoked from its date on; openssl does not look at the date' },
  },
  unknownStatus('no CRL of the CA', 'revocation_unknown', () => ({
    ...withCrl({}),
    crls: withCrl({}).crls?.slice(1) ?? [],
  })),
  unknownStatus('no CRL of the root', 'revocation_unknown', () => ({
    ...withCrl({}),
    crls: withCrl({}).crls?.slice(0, 1) ?? [],
  })),
  unknownStatus('CRL past its nextUpdate', 'crl_stale', () => withCrl(staleTimes)),
  unknownStatus('CRL of tomorrow', 'crl_not_yet_valid', () => withCrl({ thisUpdate: daysAfter(1) })),
  {
    ...unknownStatus('CRL without nextUpdate', 'crl_without_next_update', () => withCrl({ nextUpdate: null })),
    openssl: { accepts: true, why: 'RFC 5280 §5.1.2.5: nextUpdate is required; openssl takes the CRL for ever' },
  },
  unknownStatus('CRL signature wrong', 'crl_signer_untrusted', () => withCrl({ isSignatureBroken: true })),
  unknownStatus('CRL by another key of the CA’s name', 'crl_signer_untrusted', () =>
    withCrl({ issuer: { name: mintChain().ca.name, key: mintKey('ec:foreign') } }),
  ),
  {
    ...unknownStatus('CRL signed with SHA-1', 'crl_signer_untrusted', () => withCrl({ scheme: 'sha1' })),
    openssl: { accepts: true, why: 'SP 800-131A §3: no SHA-1 in signatures; openssl’s security level leaves CRLs out' },
  },
  unknownStatus('CRL by a CA without cRLSign', 'crl_signer_untrusted', () =>
    withCrl({}, { ca: { extensions: [usage('keyCertSign')] } }),
  ),
  unknownStatus('unknown critical CRL extension', 'crl_critical_extension_unknown', () =>
    withCrl({ extensions: [unknown(true)] }),
  ),
  {
    title: 'unknown CRL extension that is not critical',
    chain: () => withCrl({ extensions: [unknown(false)] }),
    expected: 'VALID',
  },
  unknownStatus('unknown critical extension of another entry', 'crl_entry_extension_unknown', () =>
    withCrl({ entries: [{ serial: 999_999, extensions: [unknown(true)] }] }),
  ),
  {
    title: 'CRL for end entities only',
    chain: () => withCrl({ extensions: [issuingPoint({ only: 'user' })] }),
    expected: 'VALID',
  },
  unknownStatus('CRL for CAs only', 'revocation_unknown', () =>
    withCrl({ extensions: [issuingPoint({ only: 'ca' })] }),
  ),
  unknownStatus('CRL for attribute certificates only', 'revocation_unknown', () =>
    withCrl({ extensions: [issuingPoint({ only: 'attribute' })] }),
  ),
  {
    title: 'CRL of the leaf’s distribution point',
    chain: () =>
      withCrl(
        { extensions: [issuingPoint({ names: point })] },
        { leaf: { extensions: [distributionPoints({ names: point })] } },
      ),
    expected: 'VALID',
  },
  unknownStatus('CRL of another distribution point', 'revocation_unknown', () =>
    withCrl(
      { extensions: [issuingPoint({ names: otherPoint })] },
      { leaf: { extensions: [distributionPoints({ names: point })] } },
    ),
  ),
  unknownStatus('CRL for some reasons only', 'crl_reasons_incomplete', () =>
    withCrl({ extensions: [issuingPoint({ reasons: [1, 2] })] }),
  ),
  {
    title: 'two CRLs that cover all reasons together',
    chain: () => reasonsInTwo([1, 2, 3, 4], [5, 6, 7, 8]),
    expected: 'VALID',
  },
  unknownStatus('two CRLs that leave a reason open', 'crl_reasons_incomplete', () =>
    reasonsInTwo([1, 2, 3, 4], [5, 6, 7]),
  ),
  { title: 'indirect CRL, nothing listed', chain: () => indirect(() => []), expected: 'VALID' },
  revoked('indirect CRL, leaf listed', () =>
    indirect(({ leaf, ca }) => [{ serial: leaf.serial, extensions: [issuerOfEntry(ca)] }]),
  ),
  {
    title: 'indirect CRL, same serial number of another issuer',
    chain: () => indirect(({ leaf, root }) => [{ serial: leaf.serial, extensions: [issuerOfEntry(root)] }]),
    expected: 'VALID',
  },
  {
    ...invalidCrl('entry of another issuer in a CRL that is not indirect', 'crl_malformed', () =>
      withCrl({ isLeafListed: true, entries: entryWith(issuerOfEntry(mintChain().root)) }),
    ),
    openssl: {
      accepts: true,
      why: 'RFC 5280 §5.3.3: certificateIssuer is for indirect CRLs; openssl passes the entry over',
    },
  },
  unknownStatus('CRL of another issuer that is not indirect', 'revocation_unknown', () => indirect(() => [], false)),
  revoked('delta CRL lists the leaf', () => withDelta({ isLeafListed: true })),
  { title: 'delta CRL lists nothing', chain: () => withDelta({}), expected: 'VALID' },
  revoked('delta CRL lists the leaf, a forged one of a higher number does not', withForgedDelta),
  revoked('stale delta CRL lists the leaf, the complete one is fresh', () =>
    withDelta({ isLeafListed: true, ...staleTimes }),
  ),
  {
    title: 'delta CRL ends a hold',
    chain: () =>
      withDelta(
        { isLeafListed: true, entries: entryWith(reason(8)) },
        { isLeafListed: true, entries: entryWith(reason(6)) },
      ),
    expected: 'VALID',
  },
  {
    title: 'delta CRL of a later base is not combined',
    chain: () => withDelta({ isLeafListed: true, extensions: [number(OID.deltaCrlIndicator, 7, true)] }),
    expected: 'VALID',
  },
  {
    ...unknownStatus('fresh delta CRL on a stale complete one', 'crl_stale', () => withDelta({}, staleTimes)),
    openssl: { accepts: true, why: 'RFC 5280 §6.3.3 (a): the complete CRL is to be fresh too' },
  },
  {
    ...revoked('listed in an older CRL, not in the newest', listedBefore),
    openssl: { accepts: true, why: 'RFC 5280 §5.3.1: only a hold ends; openssl looks at one CRL' },
  },
  { title: 'CRL signed with the CA’s new key', chain: rolledCrlKey, expected: 'VALID' },
  invalidCrl(
    'octets behind the CRL',
    'der_malformed',
    () => {
      const chain = withCrl({})
      return { ...chain, crls: (chain.crls ?? []).map((crl) => new Uint8Array([...crl, 0])) }
    },
    { accepts: true, why: 'X.690 §10: what follows the CRL is no part of it; openssl’s PEM reader leaves it out' },
  ),
]

const invalidSince = extension(OID.invalidityDate, encodeGeneralizedTime(daysAfter(-9)))

function revoked(title: string, chain: () => Chain): PathCase {
  return { title, chain, expected: 'INVALID', code: 'certificate_revoked' }
}

function unknownStatus(title: string, code: NonNullable<PathCase['code']>, chain: () => Chain): PathCase {
  return { title, chain, expected: 'INDETERMINATE', code }
}

function invalidCrl(
  title: string,
  code: NonNullable<PathCase['code']>,
  chain: () => Chain,
  openssl?: PathCase['openssl'],
): PathCase {
  return { title, chain, expected: 'INVALID', code, ...(openssl ? { openssl } : {}) }
}

function issuerOfEntry(issuer: Minted) {
  return extension(OID.certificateIssuer, encodeSequence(general.directory(issuer.name)), true)
}

function reasonsInTwo(first: readonly number[], second: readonly number[]): Chain {
  const chain = withCrl({ extensions: [issuingPoint({ reasons: first })] })
  const issuer = mintChain().ca
  return {
    ...chain,
    crls: [...(chain.crls ?? []), mintCrl({ issuer, extensions: [issuingPoint({ reasons: second })] })],
  }
}

type Hierarchy = ReturnType<typeof mintChain>

/** The leaf's CRL comes from another certificate of the root's, named in the leaf's distribution point. */
function indirect(entriesOf: (chain: Hierarchy) => NonNullable<CrlSpec['entries']>, isIndirect = true): Chain {
  const crlIssuerName = 'O=Test,CN=CRL Issuer'
  const chain = mintChain({
    leaf: { extensions: [distributionPoints({ names: point, crlIssuer: [general.directory(crlIssuerName)] })] },
  })
  const crlIssuer = mintCertificate({
    name: crlIssuerName,
    key: 'ec:crl',
    issuer: chain.root,
    extensions: [usage('cRLSign')],
  })
  const scope = issuingPoint({ names: point, isIndirect })
  const crls = [
    mintCrl({ issuer: crlIssuer, entries: entriesOf(chain), extensions: [scope] }),
    mintCrl({ issuer: chain.root }),
  ]
  return { ...chain, intermediates: [...chain.intermediates, crlIssuer], crls }
}

/** A complete CRL with number 5 and a delta with number 6 on base 5. */
function withDelta(delta: Spec, complete: Spec = {}): Chain {
  const freshest = extension(OID.freshestCrl, encodeSequence(pointOf()), false)
  const chain = withCrl({ number: 5, ...complete }, { leaf: { extensions: [freshest], serial: 77 } })
  const ca = mintChain().ca
  const entries = delta.isLeafListed ? [{ ...delta.entries?.[0], serial: 77 }] : []
  const extensions = delta.extensions ?? [number(OID.deltaCrlIndicator, 5, true)]
  return { ...chain, crls: [...(chain.crls ?? []), mintCrl({ issuer: ca, number: 6, ...delta, entries, extensions })] }
}

function withForgedDelta(): Chain {
  const chain = withDelta({ isLeafListed: true })
  const { name, key } = mintChain().ca
  const issuer = { name, key: { ...mintKey('ec:foreign'), keyId: key.keyId } }
  const extensions = [number(OID.deltaCrlIndicator, 5, true)]
  return { ...chain, crls: [mintCrl({ issuer, number: 99, extensions }), ...(chain.crls ?? [])] }
}

function pointOf(): Uint8Array {
  const { value } = distributionPoints({ names: otherPoint })
  return value.subarray(2)
}

function rolledCrlKey(): Chain {
  const chain = mintChain()
  const rolled = mintCertificate({ name: chain.ca.name, key: 'ec:rolled', isCa: true, issuer: chain.root })
  return {
    ...chain,
    intermediates: [...chain.intermediates, rolled],
    crls: [mintCrl({ issuer: rolled }), mintCrl({ issuer: chain.root })],
  }
}

function listedBefore(): Chain {
  const chain = withCrl({ isLeafListed: true, thisUpdate: daysAfter(-2), number: 4 })
  const issuer = mintChain().ca
  return { ...chain, crls: [...(chain.crls ?? []), mintCrl({ issuer, number: 5 })] }
}
