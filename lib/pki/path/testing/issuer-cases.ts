import { OID } from '../../pki.oids'
import { refused, withIssuerName } from './basic-cases'
import { type CertificateSpec, mintCertificate } from './mint'
import { caConstraints, usage } from './mint-extensions'
import { mintKey } from './mint-key'
import { type Chain, mintChain, mintLongChain, type PathCase } from './path-case'

/** Issuing CAs, path length and path building. */
export const issuerCases: readonly PathCase[] = [
  {
    title: 'path length 0 above a leaf',
    chain: () => mintChain({ ca: { extensions: [caConstraints(0)] } }),
    expected: 'VALID',
  },
  {
    title: 'path length 1 above one CA',
    chain: () => mintLongChain({ upper: { extensions: [caConstraints(1)] } }),
    expected: 'VALID',
  },
  refused('path length 0 above a CA', 'path_length_exceeded', () =>
    mintLongChain({ upper: { extensions: [caConstraints(0)] } }),
  ),
  refused('path length 0 in the root above a CA', 'path_length_exceeded', () =>
    mintChain({ root: { extensions: [caConstraints(0)] } }),
  ),
  { title: 'path length does not count a key roll-over', chain: rolledOverCa, expected: 'VALID' },
  refused('CA without basicConstraints', 'issuer_not_ca', () => mintChain({ ca: { without: [OID.basicConstraints] } })),
  refused('CA with cA FALSE', 'issuer_not_ca', () =>
    mintChain({ ca: { extensions: [caConstraints(undefined, false)] } }),
  ),
  refused('CA without keyCertSign', 'key_cert_sign_missing', () =>
    mintChain({ ca: { extensions: [usage('cRLSign')] } }),
  ),
  refused('leaf that issues', 'issuer_not_ca', () => mintLongChain({ lower: { isCa: false } })),
  refused('version 1 CA', 'version_too_old', () => mintChain({ ca: { version: 1 } })),
  undecided('unknown root', () => ({
    ...mintChain(),
    anchors: [mintChain({ root: { name: 'CN=Other', key: 'ec:other' } }).root],
  })),
  undecided('CA missing', () => ({ ...mintChain(), intermediates: [] })),
  undecided('no anchor at all', () => ({ ...mintChain(), anchors: [] })),
  undecided('self-signed leaf that nobody trusts', () => {
    return { ...mintChain(), leaf: mintCertificate({ name: 'CN=Self', key: 'ec:self' }) }
  }),
  undecided('two CAs that issue each other', mutualCas),
  undecided('issuer named is not the issuer', () => withIssuerName('C=JP,O=Test,CN=Somebody')),
  {
    title: 'same CA under a foreign and the trusted root',
    chain: crossCertified,
    expected: 'VALID',
    openssl: { accepts: false, why: 'RFC 4158 §2: every path is tried; openssl follows the first issuer it meets' },
  },
]

function undecided(title: string, chain: () => Chain): PathCase {
  return { title, chain, expected: 'INDETERMINATE', code: 'path_not_found' }
}

function rolledOverCa(): Chain {
  const { root, ca } = mintChain({ ca: { extensions: [caConstraints(0)] } })
  const rolled = mintCertificate({ name: ca.name, key: 'ec:rolled', isCa: true, issuer: ca })
  const leaf = mintCertificate({ name: 'CN=Taro', key: 'ec:leaf', issuer: rolled })
  return { leaf, intermediates: [rolled, ca], anchors: [root] }
}

function mutualCas(): Chain {
  const names = { a: 'CN=A', b: 'CN=B' }
  const a = mintCertificate({ name: names.a, key: 'ec:a', isCa: true, issuer: { name: names.b, key: mintKey('ec:b') } })
  const b = mintCertificate({ name: names.b, key: 'ec:b', isCa: true, issuer: { name: names.a, key: mintKey('ec:a') } })
  return {
    ...mintChain(),
    leaf: mintCertificate({ name: 'CN=Taro', key: 'ec:leaf', issuer: a }),
    intermediates: [a, b],
  }
}

function crossCertified(): Chain {
  const chain = mintChain()
  const foreignRoot = { name: 'CN=Foreign', key: mintKey('ec:foreign') }
  const cross = mintCertificate({ name: chain.ca.name, key: 'ec:ca', isCa: true, issuer: foreignRoot })
  return { ...chain, intermediates: [cross, chain.ca] }
}

/**
 * What RFC 5280 §4 asks of those who issue and §6.1 does not ask of those who verify: `-x509_strict` refuses it, we take it, because
 * which of it the CAs in use keep is not known, and none of it lets anybody issue who may not.
 */
export const issuingRuleCases: readonly PathCase[] = [
  issuingRule('CA’s basicConstraints not critical', '§4.2.1.9', {
    ca: { extensions: [{ ...caConstraints(), isCritical: false }] },
  }),
  issuingRule('CA without keyUsage', '§4.2.1.3', { ca: { without: [OID.keyUsage] } }),
  issuingRule('CA without subjectKeyIdentifier', '§4.2.1.2', { ca: { without: [OID.subjectKeyIdentifier] } }),
  issuingRule('leaf without authorityKeyIdentifier', '§4.2.1.1', { leaf: { without: [OID.authorityKeyIdentifier] } }),
  issuingRule('leaf with keyCertSign', '§4.2.1.9', { leaf: { extensions: [usage('keyCertSign')] } }),
  issuingRule('leaf without any name', '§4.1.2.6', { leaf: { name: '' } }),
]

function issuingRule(
  title: string,
  clause: string,
  parts: { ca?: Partial<CertificateSpec>; leaf?: Partial<CertificateSpec> },
): PathCase {
  const why = `RFC 5280 ${clause} is a rule for who issues; §6.1 does not ask for it`
  return { title, chain: () => mintChain(parts), expected: 'VALID', openssl: { accepts: false, why } }
}
