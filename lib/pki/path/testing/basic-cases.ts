import { utf8 } from '@/lib/kernel/bytes'
import { DER } from '../../der/der-element'
import { encodeContext, encodeNull, encodeObjectId, encodeSequence, encodeUniversal } from '../../der/write-der'
import { OID } from '../../pki.oids'
import { daysAfter, type Minted, mintCertificate, testTime } from './mint'
import { altNames, extension, general, usage } from './mint-extensions'
import { algorithmOf, mintKey } from './mint-key'
import { type Chain, mintChain, mintLongChain, type PathCase } from './path-case'

const unknownOid = '1.2.3.4.5'

/** Signatures, algorithms, times and encodings. */
export const basicCases: readonly PathCase[] = [
  { title: 'RSA-2048 throughout', chain: () => mintChain(allRsa), expected: 'VALID' },
  { title: 'P-256 throughout', chain: () => mintChain(), expected: 'VALID' },
  {
    title: 'RSA root, P-256 CA, RSA leaf',
    chain: () => mintChain({ root: allRsa.root, leaf: allRsa.leaf }),
    expected: 'VALID',
  },
  { title: 'P-256 root, RSA CA, P-256 leaf', chain: () => mintChain({ ca: allRsa.ca }), expected: 'VALID' },
  { title: 'P-384 CA', chain: () => mintChain({ ca: { key: 'p384:ca' } }), expected: 'VALID' },
  { title: 'two CAs below the root', chain: () => mintLongChain(), expected: 'VALID' },
  { title: 'leaf directly below the root', chain: directLeaf, expected: 'VALID' },
  {
    title: 'names differ in case, spacing and string type only',
    chain: () => withIssuerName('C=JP,O=TEST,CN~=  ca '),
    expected: 'VALID',
  },
  {
    title: 'names differ in character width only',
    chain: () => withIssuerName('C=JP,O=Ｔｅｓｔ,CN=CA'),
    expected: 'VALID',
    openssl: {
      accepts: false,
      why: 'RFC 5280 §7.1 with RFC 4518 §2.3: names are compared after NFKC; openssl folds ASCII only',
    },
  },
  {
    title: 'unknown extension that is not critical',
    chain: () => leafWith(extension(unknownOid, encodeNull())),
    expected: 'VALID',
  },
  {
    title: 'empty subject with a critical alternative name',
    chain: () =>
      mintChain({
        leaf: { name: '', extensions: [{ ...altNames(general.directory('CN=見本　太郎')), isCritical: true }] },
      }),
    expected: 'VALID',
  },
  { title: 'first second of validity', chain: () => mintChain({ leaf: { notBefore: testTime } }), expected: 'VALID' },
  {
    title: 'last second of validity',
    chain: () => mintChain({ leaf: { notAfter: testTime } }),
    expected: 'VALID',
    openssl: {
      accepts: false,
      why: 'RFC 5280 §4.1.2.5: valid through notAfter, inclusive; openssl ends one second earlier',
    },
  },
  refused('leaf signature wrong', 'signature_invalid', () => mintChain({ leaf: { isSignatureBroken: true } })),
  refused('leaf signature wrong, RSA', 'signature_invalid', () =>
    mintChain({ ...allRsa, leaf: { ...allRsa.leaf, isSignatureBroken: true } }),
  ),
  refused('CA signature wrong', 'signature_invalid', () => mintChain({ ca: { isSignatureBroken: true } })),
  refused('signed by another key of the issuer’s name', 'signature_invalid', foreignKeyLeaf),
  refused('leaf expired', 'certificate_expired', () => mintChain({ leaf: { notAfter: daysAfter(-1) } })),
  refused('leaf not yet valid', 'certificate_not_yet_valid', () => mintChain({ leaf: { notBefore: daysAfter(1) } })),
  refused('CA expired', 'certificate_expired', () => mintChain({ ca: { notAfter: daysAfter(-1) } })),
  {
    title: 'root expired',
    chain: () => mintChain({ root: { notAfter: daysAfter(-1) } }),
    expected: 'INDETERMINATE',
    code: 'anchor_outside_trust_period',
  },
  refused('SHA-1 on the leaf', 'algorithm_too_weak', () => mintChain({ leaf: { scheme: 'sha1' } })),
  refused('SHA-1 on the CA, RSA', 'algorithm_too_weak', () =>
    mintChain({ ...allRsa, ca: { ...allRsa.ca, scheme: 'sha1' } }),
  ),
  refused('RSA-1024 leaf key', 'key_too_weak', () => mintChain({ leaf: { key: 'rsa1024:leaf' } })),
  refused('RSA-1024 CA key', 'key_too_weak', () => mintChain({ ca: { key: 'rsa1024:ca' } })),
  refused('algorithm inside and outside differ', 'algorithm_mismatch', () =>
    mintChain({ leaf: { tbsAlgorithm: algorithmOf('rsa') } }),
  ),
  refused('RSA algorithm named for an EC key', 'algorithm_mismatch', () =>
    mintChain({ leaf: { tbsAlgorithm: algorithmOf('rsa'), signatureAlgorithm: algorithmOf('rsa') } }),
  ),
  refused('the same extension twice', 'extension_duplicate', () =>
    leafWith(usage('nonRepudiation'), usage('nonRepudiation')),
  ),
  refused('unknown critical extension in the leaf', 'critical_extension_unknown', () =>
    leafWith(extension(unknownOid, encodeNull(), true)),
  ),
  refused('unknown critical extension in the CA', 'critical_extension_unknown', () =>
    mintChain({ ca: { extensions: [extension(unknownOid, encodeNull(), true)] } }),
  ),
  refused('times without seconds', 'der_malformed', () => {
    const time = encodeUniversal(DER.utcTime, utf8('2601010000Z'))
    return mintChain({ leaf: { validity: encodeSequence(time, time) } })
  }),
  refused('extensions in a version 1 leaf', 'certificate_malformed', extensionsInVersion1),
  {
    ...refused('octets behind the leaf', 'der_malformed', () => withLeaf((der) => new Uint8Array([...der, 0]))),
    openssl: {
      accepts: true,
      why: 'X.690 §10: what follows the certificate is no part of it; openssl’s PEM reader leaves it out',
    },
  },
  {
    ...refused('length in a longer form than needed', 'der_malformed', () => withLeaf(lengthenOuterLength)),
    openssl: { accepts: true, why: 'X.690 §10.1: DER has minimal lengths; openssl reads BER around the signed part' },
  },
  {
    title: 'negative serial number: to be borne with (RFC 5280 §4.1.2.2)',
    chain: () => mintChain({ leaf: { serial: -5 } }),
    expected: 'VALID',
  },
  {
    title: 'RSASSA-PSS, hash, mask and salt of SHA-256',
    chain: () => mintChain({ ...allRsa, leaf: { ...allRsa.leaf, scheme: 'pss' } }),
    expected: 'VALID',
  },
  refused('RSASSA-PSS of another value', 'signature_invalid', () =>
    mintChain({ ...allRsa, leaf: { ...allRsa.leaf, scheme: 'pss', isSignatureBroken: true } }),
  ),
  {
    title: 'RSASSA-PSS without parameters, which means SHA-1',
    chain: () => {
      const algorithm = encodeSequence(encodeObjectId(OID.rsassaPss))
      return mintChain({ ...allRsa, leaf: { ...allRsa.leaf, tbsAlgorithm: algorithm, signatureAlgorithm: algorithm } })
    },
    expected: 'INDETERMINATE',
    code: 'algorithm_unsupported',
  },
  {
    title: 'Ed25519 leaf key: not supported, and not called wrong',
    chain: () => mintChain({ leaf: { key: 'ed25519:leaf' } }),
    expected: 'INDETERMINATE',
    code: 'key_unsupported',
    openssl: { accepts: true, why: 'not in HPKI’s profile: left out (decision 0017)' },
  },
  {
    title: 'compressed EC point: not supported, and not called wrong',
    chain: () => mintChain({ leaf: { spki: compressedSpki() } }),
    expected: 'INDETERMINATE',
    code: 'key_unsupported',
    openssl: { accepts: true, why: 'RFC 5480 §2.2: only the uncompressed form has to be read' },
  },
]

const allRsa = { root: { key: 'rsa:root' }, ca: { key: 'rsa:ca' }, leaf: { key: 'rsa:leaf' } } as const

/** A case that both have to refuse. */
export function refused(title: string, code: NonNullable<PathCase['code']>, chain: () => Chain): PathCase {
  return { title, code, chain, expected: 'INVALID' }
}

function leafWith(...extensions: readonly ReturnType<typeof extension>[]): Chain {
  return mintChain({ leaf: { extensions } })
}

function directLeaf(): Chain {
  const { root } = mintChain()
  return {
    leaf: mintCertificate({ name: 'CN=Direct', key: 'ec:leaf', issuer: root }),
    intermediates: [],
    anchors: [root],
  }
}

/** The leaf names its issuer in that way; the key is the CA’s. */
export function withIssuerName(name: string): Chain {
  const chain = mintChain()
  const leaf = mintCertificate({ name: 'CN=Taro', key: 'ec:leaf', issuer: { name, key: chain.ca.key } })
  return { ...chain, leaf }
}

function foreignKeyLeaf(): Chain {
  const chain = mintChain()
  const issuer = { name: chain.ca.name, key: mintKey('ec:foreign') }
  const leaf = mintCertificate({ name: 'CN=Taro', key: 'ec:leaf', issuer, without: [OID.authorityKeyIdentifier] })
  return { ...chain, leaf }
}

function withLeaf(bend: (der: Uint8Array) => Uint8Array): Chain {
  const chain = mintChain()
  const leaf: Minted = { ...chain.leaf, der: new Uint8Array(bend(chain.leaf.der)) }
  return { ...chain, leaf }
}

/** 30 82 hh ll becomes 30 83 00 hh ll. */
function lengthenOuterLength(der: Uint8Array): Uint8Array {
  return new Uint8Array([0x30, 0x83, 0, ...der.subarray(2)])
}

function extensionsInVersion1(): Chain {
  const version2 = encodeContext(0, new Uint8Array([2, 1, 1]))
  return withLeaf((der) => {
    const text = [...der]
    const place = text.findIndex((octet, index) => octet === 0xa0 && text[index + 1] === 3)
    return new Uint8Array([...text.slice(0, place), ...version2, ...text.slice(place + version2.length)])
  })
}

function compressedSpki(): Uint8Array<ArrayBuffer> {
  const { spki } = mintKey('ec:leaf')
  const x = spki.subarray(27, 59)
  const isOdd = ((spki.at(-1) ?? 0) & 1) === 1
  const head = spki.subarray(2, 23)
  const bits = encodeUniversal(DER.bitString, new Uint8Array([0, isOdd ? 3 : 2]), x)
  return encodeSequence(head, bits)
}
