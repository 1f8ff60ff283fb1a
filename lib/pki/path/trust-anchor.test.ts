import { describe, expect, test, vi } from 'vitest'
import { findProgram } from '@/scripts/judges.mjs'
import { parseCertificate } from '../certificate'
import {
  encodeContext,
  encodeContextPrimitive,
  encodeInteger,
  encodeNull,
  encodeObjectId,
  encodeSequence,
} from '../der/write-der'
import { OID } from '../pki.oids'
import type { PathQuestion, TrustAnchor } from './path'
import { askOpenssl } from './testing/ask-openssl'
import { type CertificateSpec, daysAfter, mintCertificate, mintCrl } from './testing/mint'
import {
  caConstraints,
  extension,
  general,
  inhibitAny,
  type MintedExtension,
  mappings,
  nameConstraints,
  policies,
  policyConstraints,
  usage,
} from './testing/mint-extensions'
import { mintKey } from './testing/mint-key'
import { type Chain, judgeChain, mintChain, mintLongChain } from './testing/path-case'

vi.setConfig({ testTimeout: 30_000 })

const hasOpenssl = findProgram('openssl') !== undefined
const [P, Q] = ['1.2.3.1', '1.2.3.2']
const purposes = (...oids: readonly string[]) =>
  extension(OID.extendedKeyUsage, encodeSequence(...oids.map(encodeObjectId)), true)
const timeStamping = { requiredExtendedKeyUsage: OID.timeStamping }
const tsa = { extensions: [purposes(OID.timeStamping)] }
const withPolicies = { ca: { extensions: [policies(P)] }, leaf: { extensions: [policies(P)] } }
const root = (...extensions: readonly MintedExtension[]) => ({ root: { extensions } })

type AnchorCase = {
  title: string
  chain: () => Chain
  options?: Partial<PathQuestion>
  /** Findings; none where the path is VALID. */
  codes: readonly string[]
  /** Where openssl, asked without -x509_strict, decides otherwise: why. */
  differs?: string
}

const noClause = 'RFC 5280 §6.1.1 (d): an anchor is a name and a key; openssl asks its certificate to be a CA’s'
const ignored = 'RFC 5937 §3.2 is implemented here; openssl reads no policies of an anchor'

const formCases: readonly AnchorCase[] = [
  { title: 'of version 1', chain: () => mintChain({ root: { version: 1 } }), codes: [] },
  {
    title: 'without basicConstraints',
    chain: () => mintChain({ root: { without: [OID.basicConstraints] } }),
    codes: [],
  },
  {
    title: 'without basicConstraints and keyUsage',
    chain: () => mintChain({ root: { without: [OID.basicConstraints, OID.keyUsage] } }),
    codes: [],
    differs: noClause,
  },
  {
    title: 'without basicConstraints, directly above a time-stamp authority',
    chain: () => belowAnchor({ without: [OID.basicConstraints] }, tsa),
    options: timeStamping,
    codes: [],
  },
  {
    title: 'whose certificate has a signature of nobody',
    chain: () => mintChain({ root: { isSignatureBroken: true } }),
    codes: [],
  },
  {
    title: 'renewed with the same key under another serial number, which AuthorityKeyIdentifier does not name',
    chain: renewedAnchor,
    codes: [],
    differs: 'RFC 5280 §4.2.1.1: AuthorityKeyIdentifier helps to find an issuer; openssl makes it a condition',
  },
]

const limitCases: readonly AnchorCase[] = [
  { title: 'cA FALSE', chain: () => mintChain(root(caConstraints(undefined, false))), codes: ['issuer_not_ca'] },
  {
    title: 'keyUsage without keyCertSign',
    chain: () => mintChain(root(usage('cRLSign'))),
    codes: ['key_cert_sign_missing'],
  },
  {
    title: 'a critical extension that nobody knows',
    chain: () => mintChain(root(extension('1.2.3.4.5', encodeNull(), true))),
    codes: ['critical_extension_unknown'],
  },
  {
    title: 'path length 0 above a CA',
    chain: () => mintLongChain(root(caConstraints(0))),
    codes: ['path_length_exceeded', 'path_length_exceeded'],
  },
  {
    title: 'path length 1 above two CAs',
    chain: () => mintLongChain(root(caConstraints(1))),
    codes: ['path_length_exceeded'],
  },
  { title: 'path length 2 above two CAs', chain: () => mintLongChain(root(caConstraints(2))), codes: [] },
  {
    title: 'permitted names elsewhere',
    chain: () => mintChain(root(nameConstraints({ permitted: [general.directory('C=JP,O=Elsewhere')] }))),
    codes: ['name_not_permitted', 'name_not_permitted'],
  },
  {
    title: 'permitted names here',
    chain: () => mintChain(root(nameConstraints({ permitted: [general.directory('C=JP,O=Test')] }))),
    codes: [],
  },
  {
    title: 'excluded names',
    chain: () => mintChain(root(nameConstraints({ excluded: [general.directory('C=JP,O=Test')] }))),
    codes: ['name_excluded', 'name_excluded'],
  },
  {
    title: 'another purpose only, above a time-stamp authority',
    chain: () => mintChain({ ...root(purposes(OID.clientAuth)), leaf: tsa }),
    options: timeStamping,
    codes: ['extended_key_usage_missing'],
    differs: 'openssl asks for the purpose in the CAs below an anchor, and passes over the anchor’s own',
  },
  {
    title: 'that purpose, above a time-stamp authority',
    chain: () => mintChain({ ...root(purposes(OID.timeStamping)), leaf: tsa }),
    options: timeStamping,
    codes: [],
  },
]

const policyCases: readonly AnchorCase[] = [
  {
    title: 'policies that the path does not have, where one is demanded',
    chain: () => mintChain({ ...root(policies(Q)), ...withPolicies }),
    options: { explicitPolicy: true },
    codes: ['policy_missing'],
    differs: ignored,
  },
  {
    title: 'policies that the relying party does not take',
    chain: () => mintChain({ ...root(policies(Q)), ...withPolicies }),
    options: { explicitPolicy: true, initialPolicies: [P] },
    codes: ['policy_missing'],
    differs: ignored,
  },
  {
    title: 'the policy of the path',
    chain: () => mintChain({ ...root(policies(P, Q)), ...withPolicies }),
    options: { explicitPolicy: true, initialPolicies: [P] },
    codes: [],
  },
  {
    title: 'anyPolicy',
    chain: () => mintChain({ ...root(policies(OID.anyPolicy)), ...withPolicies }),
    options: { explicitPolicy: true, initialPolicies: [P] },
    codes: [],
  },
  {
    title: 'other policies, where none is demanded',
    chain: () => mintChain({ ...root(policies(Q)), ...withPolicies }),
    codes: [],
  },
  {
    title: 'requireExplicitPolicy 0 above a path without policies',
    chain: () => mintChain(root(policyConstraints({ explicit: 0 }))),
    codes: ['policy_missing', 'policy_missing', 'policy_missing'],
    differs: ignored,
  },
  {
    title: 'requireExplicitPolicy 0 above a path with a policy',
    chain: () => mintChain({ ...root(policyConstraints({ explicit: 0 })), ...withPolicies }),
    codes: [],
  },
  {
    title: 'requireExplicitPolicy that counts past the end of the path',
    chain: () => mintChain(root(policyConstraints({ explicit: 5 }))),
    codes: [],
  },
  {
    title: 'inhibitPolicyMapping 0 above a CA that maps',
    chain: () => mintChain({ ...root(policyConstraints({ mapping: 0 })), ...mapped() }),
    options: { explicitPolicy: true },
    codes: ['policy_missing', 'policy_missing'],
    differs: ignored,
  },
  {
    title: 'no inhibition above a CA that maps',
    chain: () => mintChain(mapped()),
    options: { explicitPolicy: true },
    codes: [],
  },
  {
    title: 'inhibitAnyPolicy 0 above a CA with anyPolicy',
    chain: () => mintChain({ ...root(inhibitAny(0)), ...underAnyPolicy }),
    options: { explicitPolicy: true },
    codes: ['policy_missing', 'policy_missing', 'policy_missing'],
    differs: ignored,
  },
  {
    title: 'inhibitAnyPolicy 1 above the same',
    chain: () => mintChain({ ...root(inhibitAny(1)), ...underAnyPolicy }),
    options: { explicitPolicy: true },
    codes: [],
  },
]

const underAnyPolicy = { ca: { extensions: [policies(OID.anyPolicy)] }, leaf: { extensions: [policies(P)] } }

function mapped() {
  return { ca: { extensions: [policies(P), mappings([P, Q])] }, leaf: { extensions: [policies(Q)] } }
}

function belowAnchor(anchor: Partial<CertificateSpec>, leaf: Partial<CertificateSpec>): Chain {
  const { root: issuer } = mintChain({ root: anchor })
  const subject = mintCertificate({ name: 'C=JP,O=Test,CN=TSA', key: 'ec:tsa', issuer, ...leaf })
  return { leaf: subject, intermediates: [], anchors: [issuer] }
}

/** The CA names issuer and serial number of the anchor's former certificate. */
function renewedAnchor(): Chain {
  const chain = mintChain()
  const serial = encodeContextPrimitive(2, encodeInteger(chain.root.serial).subarray(2))
  const former = extension(
    OID.authorityKeyIdentifier,
    encodeSequence(encodeContext(1, general.directory(chain.root.name)), serial),
  )
  const ca = mintCertificate({
    name: chain.ca.name,
    key: 'ec:ca',
    isCa: true,
    issuer: chain.root,
    extensions: [former],
  })
  const renewed = mintCertificate({ name: chain.root.name, key: 'ec:root', isCa: true })
  return { leaf: chain.leaf, intermediates: [ca], anchors: [renewed] }
}

describe.each([
  ['an anchor is a name and a key (RFC 5280 §6.1.1 (d))', formCases],
  ['what an anchor’s certificate limits (RFC 5937)', limitCases],
  ['policies of an anchor’s certificate (RFC 5937)', policyCases],
])('%s', (_, cases) => {
  test.each(cases)('$title: $codes', ({ chain, options, codes }) => {
    expect(judgeChain(chain(), options)).toMatchObject({ result: codes.length === 0 ? 'VALID' : 'INVALID', codes })
  })

  test.skipIf(!hasOpenssl).each(cases)(
    'openssl about: $title ($differs)',
    async ({ chain, options, codes, differs }) => {
      const purpose = options?.requiredExtendedKeyUsage === undefined ? {} : ({ purpose: 'timestampsign' } as const)
      const { accepts, output } = await askOpenssl(chain(), options, { isLenient: true, ...purpose })
      const agreed = codes.length === 0
      expect({ accepts, output }).toMatchObject({ accepts: differs === undefined ? agreed : !agreed })
    },
  )
})

describe('how long an anchor is trusted is the relying party’s to say', () => {
  const judge = (anchor: Partial<CertificateSpec>, settings: Partial<TrustAnchor> = {}) => {
    const chain = mintChain({ root: anchor })
    const anchors = [{ certificate: parseCertificate(chain.root.der), ...settings }]
    return judgeChain(chain, { anchors })
  }
  const past = { notBefore: daysAfter(-20), notAfter: daysAfter(-10) }
  const out = { result: 'INDETERMINATE', codes: ['anchor_outside_trust_period'] }

  test.each([
    ['within its certificate’s validity', {}, {}, { result: 'VALID', codes: [] }],
    ['after its certificate’s end', past, {}, out],
    ['after its certificate’s end, trusted for longer', past, { trustedUntil: daysAfter(1) }, { result: 'VALID' }],
    ['before its certificate’s beginning', { notBefore: daysAfter(1) }, {}, out],
    ['the same, trusted earlier', { notBefore: daysAfter(1) }, { trustedFrom: daysAfter(-1) }, { result: 'VALID' }],
    ['no longer trusted, though its certificate goes on', {}, { trustedUntil: daysAfter(-1) }, out],
    ['trusted until a time that is none', {}, { trustedUntil: new Date(Number.NaN) }, out],
  ])('%s', (_, anchor, settings, expected) => {
    expect(judge(anchor, settings)).toMatchObject(expected)
  })
})

describe('anchors of other roots and CRLs', () => {
  test('another root of the same name beside the right one changes nothing, alone it is no path', () => {
    const chain = mintChain()
    const other = mintCertificate({ name: chain.root.name, key: 'ec:other-root', isCa: true })
    expect(judgeChain({ ...chain, anchors: [other, chain.root] }).result).toBe('VALID')
    expect(judgeChain({ ...chain, anchors: [other] })).toMatchObject({
      result: 'INDETERMINATE',
      codes: ['path_not_found'],
    })
  })

  test('an anchor of version 1 signs CRLs; one whose keyUsage leaves cRLSign out does not', () => {
    const judge = (anchor: Partial<CertificateSpec>) => {
      const chain = mintChain({ root: anchor })
      return judgeChain({ ...chain, crls: [mintCrl({ issuer: chain.root }), mintCrl({ issuer: chain.ca })] })
    }
    expect(judge({ version: 1 }).result).toBe('VALID')
    expect(judge({ extensions: [usage('keyCertSign')] })).toMatchObject({
      result: 'INDETERMINATE',
      codes: ['revocation_unknown', 'crl_signer_untrusted'],
    })
  })

  test('the signer of an indirect CRL is judged under the same anchor for the same time', () => {
    const chain = mintChain()
    const signer = mintCertificate({
      name: chain.ca.name,
      key: 'ec:crl-signer',
      issuer: chain.root,
      extensions: [usage('cRLSign')],
    })
    const crls = [
      mintCrl({ issuer: chain.root }),
      mintCrl({ issuer: { name: chain.ca.name, key: mintKey('ec:crl-signer') } }),
    ]
    const judge = (settings: Partial<TrustAnchor>) =>
      judgeChain(
        { ...chain, intermediates: [...chain.intermediates, signer], crls },
        { anchors: [{ certificate: parseCertificate(chain.root.der), ...settings }] },
      )
    expect(judge({})).toMatchObject({ result: 'VALID' })
    expect(judge({ trustedUntil: daysAfter(1) })).toMatchObject({ result: 'VALID' })
    expect(judge({ trustedUntil: daysAfter(-1) }).result).toBe('INDETERMINATE')
  })
})
