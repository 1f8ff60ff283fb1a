import { describe, expect, test } from 'vitest'
import { encodeNull, encodeOctetString } from '@/lib/pki/der/write-der'
import {
  androidKey,
  appleAnonymous,
  attestationLeafName,
  createTestAttestationCa,
  packedSelf,
  packedX5c,
} from '../testing/attestation-makers'
import { challenge, newAuthenticator, registrationExpectations } from '../testing/ceremony'
import { openRevocationListener } from '../testing/revocation-listener'
import type { AttestationMaker, CborMember } from '../testing/soft-authenticator'
import { mintTestCertificate } from '../testing/test-certificate'
import { verifyRegistration } from '../verify-registration'
import type { RegistrationPolicy } from '../webauthn'
import type { FindingCode } from '../webauthn.findings'

const model = '11111111-2222-3333-4444-555555555555'
const aaguid = Uint8Array.from(model.replaceAll('-', '').match(/../g) ?? [], (pair) => Number.parseInt(pair, 16))
const android = 'b93fd961-f2e6-462f-b122-82002247de78'
const androidAaguid = Uint8Array.from(android.replaceAll('-', '').match(/../g) ?? [], (pair) =>
  Number.parseInt(pair, 16),
)
const ca = createTestAttestationCa()
const required: Partial<RegistrationPolicy> = {
  attestation: 'required',
  allowedAaguids: [model],
  trustAnchorsDer: [ca.root.der],
}

async function verdictOf(attestation: AttestationMaker, policy: Partial<RegistrationPolicy>, claimed = aaguid) {
  const authenticator = newAuthenticator({ aaguid: claimed, attestation })
  return verifyRegistration({
    response: authenticator.create({ challenge }),
    expectations: registrationExpectations(policy),
  })
}

const none: AttestationMaker = () => ({ fmt: 'none', attStmt: new Map() })
const past = { notBefore: new Date('2020-01-01T00:00:00Z'), notAfter: new Date('2026-03-31T23:59:59Z') }
const future = { notBefore: new Date('2026-04-01T00:00:01Z') }

/** Chains an attacker can make without the genuine keys. */
const attacker = createTestAttestationCa(ca.root.name)
const genuineLeaf = mintTestCertificate({ name: attestationLeafName, issuer: ca.intermediate })
const crossSigned = mintTestCertificate({
  name: ca.root.name,
  issuer: attacker.root,
  keys: attacker.intermediate,
  isCa: true,
})
const issuedByLeaf = mintTestCertificate({ name: { CN: 'Sub CA' }, issuer: genuineLeaf, isCa: true })
const expiredIntermediate = mintTestCertificate({ name: { CN: 'Old' }, issuer: ca.root, isCa: true, ...past })
const noCa = mintTestCertificate({ name: { CN: 'No CA' }, issuer: ca.root })
const shortPath = mintTestCertificate({ name: { CN: 'Path 0' }, issuer: ca.root, isCa: true, pathLength: 0 })
const belowShortPath = mintTestCertificate({ name: { CN: 'Below' }, issuer: shortPath, isCa: true })
const sha1 = mintTestCertificate({ name: { CN: 'SHA-1' }, issuer: ca.root, isCa: true, hash: 'sha1' })
const critical = { oid: '1.2.3.4', isCritical: true, value: encodeNull() }
const withCritical = mintTestCertificate({
  name: { CN: 'Critical' },
  issuer: ca.root,
  isCa: true,
  extensions: [critical],
})
const under = (...[issuer, ...above]: [typeof noCa, ...(typeof noCa)[]]) =>
  packedX5c(ca, { leaf: { issuer }, chain: [issuer, ...above] })

/** The statement of that maker with members replaced. */
function withMembers(make: AttestationMaker, members: Record<string, CborMember>): AttestationMaker {
  return (input) => {
    const { fmt, attStmt } = make(input)
    const own = attStmt instanceof Map ? [...attStmt] : []
    return { fmt, attStmt: new Map([...own, ...Object.entries(members)]) }
  }
}

/** A certificate whose key names an unknown curve. */
function onUnknownCurve(der: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  const curve = Buffer.from('06082a8648ce3d030107', 'hex')
  const last = Buffer.from(der).indexOf(curve) + curve.length - 1
  return der.map((byte, index) => (index === last ? 0x63 : byte))
}

/** Several statements in one (WebAuthn L3 §8.9). */
function compound(...makers: readonly AttestationMaker[]): AttestationMaker {
  return (input) => ({
    fmt: 'compound',
    attStmt: makers.map((make) => new Map<string, CborMember>(Object.entries(make(input)))),
  })
}

const nothing = new Map<string, CborMember>([
  ['fmt', 'none'],
  ['attStmt', new Map()],
])

const unproven: { name: string; attestation: AttestationMaker; code: FindingCode }[] = [
  ...['tpm', 'fido-u2f', 'android-safetynet', 'a-format-to-come'].map((fmt) => ({
    name: `${fmt}, which is not evaluated`,
    attestation: () => ({ fmt, attStmt: new Map([['any', 'thing']]) }),
    code: 'attestation_not_evaluated' as const,
  })),
  {
    name: 'packed under an algorithm that is not known here (ML-DSA-44)',
    attestation: withMembers(packedX5c(ca), { alg: -48 }),
    code: 'attestation_not_evaluated',
  },
  {
    name: 'packed under a certificate with a key that is not known here',
    attestation: withMembers(packedX5c(ca), { x5c: [onUnknownCurve(genuineLeaf.der)] }),
    code: 'attestation_not_evaluated',
  },
  ...[
    { name: 'packed leaf: version 1', attestation: packedX5c(ca, { leaf: { version: 1 } }) },
    { name: 'packed leaf: CA', attestation: packedX5c(ca, { leaf: { isCa: true } }) },
    { name: 'packed leaf: OU', attestation: packedX5c(ca, { leaf: { name: { ...attestationLeafName, OU: 'x' } } }) },
    { name: 'packed leaf: C', attestation: packedX5c(ca, { leaf: { name: { ...attestationLeafName, C: 'JPN' } } }) },
    {
      name: 'packed leaf: no O',
      attestation: packedX5c(ca, { leaf: { name: { C: 'JP', OU: 'Authenticator Attestation', CN: 'x' } } }),
    },
    {
      name: 'android-key: purpose and origin enforced by software',
      attestation: androidKey(ca, { enforcedBy: 'software' }),
    },
    { name: 'android-key: purposes sign and verify', attestation: androidKey(ca, { purposes: [2, 3] }) },
    { name: 'android-key: purpose encrypt', attestation: androidKey(ca, { purposes: [0] }) },
    { name: 'android-key: imported key', attestation: androidKey(ca, { origin: 2 }) },
    { name: 'android-key: all applications', attestation: androidKey(ca, { allApplications: true }) },
    { name: 'android-key: no key description', attestation: androidKey(ca, { plain: true }) },
  ].map((each) => ({ ...each, code: 'attestation_insufficient' as const })),
  {
    name: 'compound of none and self',
    attestation: compound(() => ({ fmt: 'none', attStmt: new Map() }), packedSelf()),
    code: 'attestation_missing',
  },
  {
    name: 'compound with a chain nobody trusts',
    attestation: compound(packedSelf(), packedX5c(attacker)),
    code: 'attestation_untrusted',
  },
  {
    name: 'compound with a format to come',
    attestation: compound(packedSelf(), () => ({ fmt: 'new', attStmt: new Map() })),
    code: 'attestation_not_evaluated',
  },
]

describe('AT-06: a model counts only under a verified chain', () => {
  test.each([
    { name: 'none', attestation: none, codes: ['attestation_missing', 'model_unproven'] },
    { name: 'self', attestation: packedSelf(), codes: ['attestation_missing', 'model_unproven'] },
    { name: 'unchained x5c', attestation: packedX5c(attacker), codes: ['attestation_untrusted', 'model_unproven'] },
  ])('AAGUID of an allowed model under $name is refused by the list', async ({ attestation, codes }) => {
    const verdict = await verdictOf(attestation, required)
    expect(verdict).toMatchObject({ accepted: false, malformed: false })
    expect(verdict.findings.map(({ code }) => code)).toEqual(codes)
  })

  test.each(['none', 'wanted'] as const)('also where attestation is only %s', async (attestation) => {
    const verdict = await verdictOf(none, { ...required, attestation })
    expect(verdict.accepted).toBe(false)
    expect(verdict.findings.map(({ code }) => code)).toContain('model_unproven')
  })

  test('twin: the allowed model under its chain is accepted and proven', async () => {
    expect(await verdictOf(packedX5c(ca), required)).toMatchObject({
      accepted: true,
      findings: [],
      credential: { aaguid: model, aaguidProven: true, attestationFormat: 'packed' },
    })
  })

  test('R8: another model under a good chain is refused', async () => {
    const verdict = await verdictOf(packedX5c(ca), { ...required, allowedAaguids: [android] })
    expect(verdict.findings.map(({ code }) => code)).toEqual(['model_not_allowed'])
  })

  test('R8: under policy none the AAGUID is a label only', async () => {
    expect(await verdictOf(none, {})).toMatchObject({
      accepted: true,
      findings: [],
      credential: { aaguid: model, aaguidProven: false },
    })
  })
})

describe('R7: without proof', () => {
  test.each([
    { name: 'none', attestation: none, code: 'attestation_missing' },
    { name: 'self', attestation: packedSelf(), code: 'attestation_missing' },
    { name: 'a chain nobody trusts', attestation: packedX5c(attacker), code: 'attestation_untrusted' },
  ])('$name: required refuses, wanted warns, none says nothing', async ({ attestation, code }) => {
    const anchors = { trustAnchorsDer: [ca.root.der] }
    const refused = await verdictOf(attestation, { attestation: 'required', ...anchors })
    expect(refused).toMatchObject({ accepted: false, findings: [{ code, severity: 'refused' }] })
    const warned = await verdictOf(attestation, { attestation: 'wanted', ...anchors })
    expect(warned).toMatchObject({ accepted: true, findings: [{ code, severity: 'warning' }] })
    const silent = await verdictOf(attestation, { attestation: 'none', ...anchors })
    expect(silent).toMatchObject({ accepted: true, findings: [], credential: { aaguidProven: false } })
  })

  test.each(unproven)('$name: refused only where required', async ({ attestation, code }) => {
    const anchors = { trustAnchorsDer: [ca.root.der] }
    const silent = await verdictOf(attestation, { attestation: 'none', ...anchors })
    expect(silent).toMatchObject({ accepted: true, findings: [], credential: { attestationProven: false } })
    const warned = await verdictOf(attestation, { attestation: 'wanted', ...anchors })
    expect(warned).toMatchObject({ accepted: true, findings: [{ code, severity: 'warning' }] })
    const refused = await verdictOf(attestation, { attestation: 'required', ...anchors })
    expect(refused).toMatchObject({ accepted: false, malformed: false, findings: [{ code, severity: 'refused' }] })
  })

  test('no anchors configured: nothing is trusted, whatever the library has built in', async () => {
    const verdict = await verdictOf(appleAnonymous(ca), { attestation: 'required' })
    expect(verdict.findings.map(({ code }) => code)).toEqual(['attestation_untrusted'])
  })
})

describe('AT-07: the chain must end in a configured anchor', () => {
  test.each([
    {
      name: 'own root with the same subject name',
      attestation: packedX5c(attacker, { chain: [attacker.intermediate, attacker.root] }),
    },
    {
      name: 'the genuine root appended',
      attestation: packedX5c(attacker, { chain: [attacker.intermediate, ca.root] }),
    },
    { name: 'cross-signed under the genuine name', attestation: under(crossSigned, attacker.root) },
    { name: 'a certificate issued by a genuine leaf', attestation: under(issuedByLeaf, genuineLeaf, ca.intermediate) },
    { name: 'an intermediate that is no CA', attestation: under(noCa) },
    { name: 'an intermediate that has expired', attestation: under(expiredIntermediate) },
    { name: 'a path longer than the CA allows', attestation: under(belowShortPath, shortPath) },
    { name: 'a SHA-1 signature', attestation: under(sha1) },
    { name: 'an unknown critical extension', attestation: under(withCritical) },
    { name: 'the intermediate missing', attestation: packedX5c(ca, { chain: [] }) },
    { name: 'an expired leaf', attestation: packedX5c(ca, { leaf: past }) },
    { name: 'a leaf not yet valid', attestation: packedX5c(ca, { leaf: future }) },
    { name: 'a chain of seven', attestation: packedX5c(ca, { chain: Array(6).fill(ca.intermediate) }) },
  ])('$name is refused', async ({ attestation }) => {
    const verdict = await verdictOf(attestation, required)
    expect(verdict.findings.map(({ code }) => code)).toEqual(['attestation_untrusted', 'model_unproven'])
  })

  test.each([
    { name: 'root not sent', attestation: packedX5c(ca) },
    { name: 'root sent', attestation: packedX5c(ca, { chain: [ca.intermediate, ca.root] }) },
    { name: 'leaf directly under the root', attestation: packedX5c(ca, { leaf: { issuer: ca.root }, chain: [] }) },
    { name: 'a path exactly as long as the CA allows', attestation: under(shortPath) },
  ])('twin: $name is accepted', async ({ attestation }) => {
    expect(await verdictOf(attestation, required)).toMatchObject({ accepted: true, findings: [] })
  })

  test('RFC 5937: of an anchor only name and key count, so one without basic constraints anchors', async () => {
    const bare = mintTestCertificate({ name: ca.root.name, keys: ca.root, version: 1 })
    const policy = { ...required, trustAnchorsDer: [bare.der] }
    expect(await verdictOf(packedX5c(ca), policy)).toMatchObject({ accepted: true, findings: [] })
    const noCaAnchor = mintTestCertificate({ name: ca.root.name, keys: ca.root })
    expect((await verdictOf(packedX5c(ca), { ...required, trustAnchorsDer: [noCaAnchor.der] })).accepted).toBe(false)
  })

  test('an expired anchor anchors nothing', async () => {
    const old = mintTestCertificate({ name: ca.root.name, keys: ca.root, isCa: true, ...past })
    expect((await verdictOf(packedX5c(ca), { ...required, trustAnchorsDer: [old.der] })).accepted).toBe(false)
  })

  test('R9: a revocation list on a local listener is never asked for', async () => {
    const { extension, connections } = await openRevocationListener()
    const issuer = mintTestCertificate({
      name: { CN: 'With CRL' },
      issuer: ca.root,
      isCa: true,
      extensions: [extension],
    })
    for (const attestation of [
      under(issuer),
      under(issuer, ca.root),
      androidKey({ root: ca.root, intermediate: issuer }),
    ]) {
      for (const policy of [required, { attestation: 'none' as const }]) await verdictOf(attestation, policy)
    }
    expect(connections()).toBe(0)
  })

  test('an anchor that is no certificate is a mistake of the operator', async () => {
    await expect(verdictOf(packedX5c(ca), { trustAnchorsDer: [new Uint8Array(9)] })).rejects.toThrow(TypeError)
  })
})

describe('AT-44: a forged statement is refused under every policy', () => {
  const otherKeys = newAuthenticator().credential
  test.each([
    { name: 'packed self with the algorithm of another key', attestation: packedSelf({ alg: -257 }) },
    { name: 'packed self under ES384', attestation: packedSelf({ alg: -35, hash: 'sha384' }) },
    {
      name: 'packed leaf: AAGUID of another model',
      attestation: packedX5c(ca, {
        leaf: { extensions: [{ oid: '1.3.6.1.4.1.45724.1.1.4', value: encodeOctetString(new Uint8Array(16)) }] },
      }),
    },
    { name: 'android-key: other challenge', attestation: androidKey(ca, { challenge: new Uint8Array(32) }) },
    { name: 'android-key: key of another credential', attestation: androidKey(ca, { keys: otherKeys }) },
    { name: 'apple: other nonce', attestation: appleAnonymous(ca, { nonce: new Uint8Array(32) }) },
    { name: 'apple: key of another credential', attestation: appleAnonymous(ca, { keys: otherKeys }) },
    {
      name: 'compound with one of them inside',
      attestation: compound(packedSelf(), appleAnonymous(ca, { nonce: new Uint8Array(32) })),
    },
  ])('$name', async ({ attestation }) => {
    for (const policy of ['none', 'wanted', 'required'] as const) {
      const verdict = await verdictOf(attestation, { attestation: policy, trustAnchorsDer: [ca.root.der] })
      expect(verdict).toMatchObject({ accepted: false, malformed: false, findings: [{ code: 'attestation_invalid' }] })
    }
  })

  test.each([
    { name: 'packed without signature', fmt: 'packed', attStmt: new Map([['alg', -7]]) },
    {
      name: 'packed with an empty chain',
      fmt: 'packed',
      attStmt: new Map<string, never[] | number | Uint8Array<ArrayBuffer>>([
        ['alg', -7],
        ['sig', new Uint8Array(8)],
        ['x5c', []],
      ]),
    },
    { name: 'apple without chain', fmt: 'apple', attStmt: new Map() },
    {
      name: 'apple with a chain of no certificates',
      fmt: 'apple',
      attStmt: new Map([['x5c', [new Uint8Array([0x30, 0])]]]),
    },
    { name: 'android-key empty', fmt: 'android-key', attStmt: new Map() },
    { name: 'none with a member', fmt: 'none', attStmt: new Map([['a', 1]]) },
    {
      name: 'packed with a member that it does not have',
      fmt: 'packed',
      attStmt: new Map<string, number | Uint8Array<ArrayBuffer>>([
        ['alg', -7],
        ['sig', new Uint8Array(8)],
        ['more', new Uint8Array(40_000)],
      ]),
    },
    { name: 'a new format whose statement is an array', fmt: 'shomei', attStmt: [] },
    { name: 'compound that is a map', fmt: 'compound', attStmt: new Map() },
    { name: 'compound of one', fmt: 'compound', attStmt: [nothing] },
    {
      name: 'compound of compounds',
      fmt: 'compound',
      attStmt: [
        nothing,
        new Map<string, CborMember>([
          ['fmt', 'compound'],
          ['attStmt', []],
        ]),
      ],
    },
    {
      name: 'compound with a third member',
      fmt: 'compound',
      attStmt: [nothing, new Map<string, CborMember>([...nothing, ['x', 1]])],
    },
  ])('malformed: $name', async ({ fmt, attStmt }) => {
    const verdict = await verdictOf(() => ({ fmt, attStmt }), {})
    expect(verdict).toMatchObject({ malformed: true, findings: [{ code: 'attestation_statement_malformed' }] })
  })
})

describe('the formats of phones', () => {
  test('compound: proven by one statement that ends in a configured root', async () => {
    expect(await verdictOf(compound(packedSelf(), packedX5c(ca)), required)).toMatchObject({
      accepted: true,
      findings: [],
      credential: { attestationFormat: 'compound', attestationProven: true, aaguidProven: true },
    })
  })

  test('apple: proven under a configured root', async () => {
    expect(await verdictOf(appleAnonymous(ca), required)).toMatchObject({
      accepted: true,
      credential: { attestationFormat: 'apple', aaguidProven: true },
    })
  })

  test('android-key: the chain proves the key, and of AAGUIDs only Android’s own', async () => {
    const policy = { attestation: 'required', trustAnchorsDer: [ca.root.der] } as const
    const own = await verdictOf(androidKey(ca), { ...policy, allowedAaguids: [android] }, androidAaguid)
    expect(own).toMatchObject({ accepted: true, credential: { aaguid: android, aaguidProven: true } })
    const foreign = await verdictOf(androidKey(ca), { ...policy, allowedAaguids: [model] })
    expect(foreign.findings.map(({ code }) => code)).toEqual(['model_unproven'])
    expect(await verdictOf(androidKey(ca), policy)).toMatchObject({
      accepted: true,
      credential: { aaguidProven: false },
    })
  })
})
