import { randomBytes } from 'node:crypto'
import { beforeAll, describe, expect, test } from 'vitest'
import { concatBytes, toBase64Url, utf8 } from '@/lib/kernel/bytes'
import { assertionExpectations, challenge, newAuthenticator, origin, register } from './testing/ceremony'
import { authenticatorFlag, type GetBend } from './testing/soft-authenticator'
import { verifyAssertion } from './verify-assertion'
import type { AssertionExpectations, StoredCredential } from './webauthn'
import type { FindingCode } from './webauthn.findings'

const { UP, UV, BE, BS, AT, ED } = authenticatorFlag
const emr = 'https://emr.example'
const deviceBound = newAuthenticator()
const synced = newAuthenticator({ synced: true })
const other = newAuthenticator()
const octets = (length: number) => new Uint8Array(randomBytes(length))
const client = (members: Record<string, unknown>): GetBend => ({ clientData: members })
let stored: StoredCredential
let storedSynced: StoredCredential

beforeAll(async () => {
  stored = await register(deviceBound)
  storedSynced = await register(synced)
})

async function verdictOf(bend: GetBend, changes: Partial<AssertionExpectations> = {}) {
  const expectations = assertionExpectations(stored, changes)
  return verifyAssertion({ response: deviceBound.get({ challenge }, bend), expectations, stored })
}

type Row = { rule: string; bend: GetBend; code: FindingCode; changes?: Partial<AssertionExpectations> }

const refusals: Row[] = [
  { rule: 'AT-27: a registration answer', bend: client({ type: 'webauthn.create' }), code: 'ceremony_type_mismatch' },
  {
    rule: 'A6, AT-27: challenge of another session',
    bend: client({ challenge: toBase64Url(octets(32)) }),
    code: 'challenge_mismatch',
  },
  { rule: 'A6: padded challenge', bend: client({ challenge: `${challenge}=` }), code: 'challenge_mismatch' },
  ...[
    ['suffix', `${origin}.evil.example`],
    ['prefix', 'https://evilauthority.example'],
    ['port', `${origin}:8443`],
    ['case', 'https://AUTHORITY.example'],
    ['slash', `${origin}/`],
    ['punycode', 'https://xn--authority-.example'],
    ['null', 'null'],
    ['http', 'http://authority.example'],
  ].map(
    ([name, wrong]): Row => ({
      rule: `AT-09: origin with other ${name}`,
      bend: client({ origin: wrong }),
      code: 'origin_mismatch',
    }),
  ),
  { rule: 'A1: id is not the stored one', bend: { id: octets(32) }, code: 'credential_id_mismatch' },
  {
    rule: 'A1: phone not among those asked',
    bend: {},
    changes: { allowedCredentialIds: [] },
    code: 'credential_not_allowed',
  },
  {
    rule: 'A2, AT-08: user handle of somebody else',
    bend: { userHandle: toBase64Url(octets(64)) },
    code: 'user_handle_mismatch',
  },
  {
    rule: 'A2: no user handle in a discoverable flow',
    bend: { userHandle: null },
    changes: { discoverable: true },
    code: 'user_handle_missing',
  },
  { rule: 'A3: crossOrigin without topOrigin', bend: client({ crossOrigin: true }), code: 'cross_origin' },
  {
    rule: 'A3: foreign topOrigin',
    bend: client({ crossOrigin: true, topOrigin: 'https://evil.example' }),
    code: 'top_origin_mismatch',
  },
  { rule: 'A3: topOrigin without crossOrigin', bend: client({ topOrigin: origin }), code: 'top_origin_mismatch' },
  {
    rule: 'A3: foreign topOrigin where framing is expected',
    bend: client({ crossOrigin: true, topOrigin: 'https://evil.example' }),
    changes: { topOrigins: [emr] },
    code: 'top_origin_mismatch',
  },
  { rule: 'A3: not framed where it must be', bend: {}, changes: { topOrigins: [emr] }, code: 'cross_origin' },
  { rule: 'A4: BE turned on', bend: { flags: UP | UV | BE }, code: 'backup_eligibility_changed' },
  { rule: 'A4: BE and BS turned on', bend: { flags: UP | UV | BE | BS }, code: 'backup_eligibility_changed' },
  { rule: 'R10: BS without BE', bend: { flags: UP | UV | BS }, code: 'backup_state_impossible' },
  { rule: 'O2: rpIdHash of another RP', bend: { rpIdHash: octets(32) }, code: 'rp_id_mismatch' },
  { rule: 'O5: UV0', bend: { flags: UP }, code: 'user_not_verified' },
  { rule: 'O5: UP0', bend: { flags: UV }, code: 'user_not_present' },
]

const malformations: { rule: string; bend: GetBend; code: FindingCode }[] = [
  { rule: 'client data null', bend: { rawClientData: utf8('null') }, code: 'client_data_malformed' },
  { rule: 'client data cut off', bend: { rawClientData: utf8('{') }, code: 'client_data_malformed' },
  { rule: 'crossOrigin a number', bend: client({ crossOrigin: 0 }), code: 'client_data_malformed' },
  { rule: 'AT flag without data', bend: { flags: UP | UV | AT }, code: 'authenticator_data_malformed' },
  { rule: 'ED flag without data', bend: { flags: UP | UV | ED }, code: 'authenticator_data_malformed' },
  { rule: 'octets left over', bend: { extensions: octets(1) }, code: 'authenticator_data_malformed' },
  { rule: '36 octets', bend: { rawAuthenticatorData: octets(36) }, code: 'authenticator_data_malformed' },
  { rule: 'empty signature', bend: { signature: () => new Uint8Array() }, code: 'response_malformed' },
]

describe('verifyAssertion refuses', () => {
  test.each(refusals)('$rule', async ({ bend, code, changes }) => {
    const verdict = await verdictOf(bend, changes)
    expect(verdict).toMatchObject({ accepted: false, malformed: false, signatureInvalid: false })
    expect(verdict.findings.map((finding) => finding.code)).toContain(code)
  })

  test.each(malformations)('A10 as malformed, never as a try: $rule', async ({ bend, code }) => {
    const verdict = await verdictOf(bend)
    expect(verdict).toMatchObject({ accepted: false, malformed: true, signatureInvalid: false })
    expect(verdict.findings.map((finding) => finding.code)).toEqual([code])
  })

  test.each([
    { rule: 'signed by another key', bend: { signer: other.credential.privateKey } },
    { rule: 'signature of zeros', bend: { signature: () => new Uint8Array(70) } },
    {
      rule: 'a tokenBinding, which takes the library out, under another key',
      bend: { ...client({ tokenBinding: { status: 'x' } }), signer: other.credential.privateKey },
    },
    { rule: 'signature cut off', bend: { signature: (bytes: Uint8Array<ArrayBuffer>) => bytes.slice(0, -1) } },
  ])('A9 as a wrong signature, which counts: $rule', async ({ bend }) => {
    expect(await verdictOf(bend)).toMatchObject({
      accepted: false,
      malformed: false,
      signatureInvalid: true,
      findings: [{ code: 'signature_invalid' }],
    })
  })

  test.each([false, true])('AT-08: the answer of another doctor’s phone (discoverable: %s)', async (discoverable) => {
    const verdict = await verifyAssertion({
      response: other.get({ challenge }),
      expectations: assertionExpectations(stored, { discoverable }),
      stored,
    })
    expect(verdict).toMatchObject({ accepted: false, signatureInvalid: true })
    const codes = verdict.findings.map(({ code }) => code)
    expect(codes).toEqual(
      expect.arrayContaining(['credential_id_mismatch', 'user_handle_mismatch', 'signature_invalid']),
    )
  })

  test('and names every rule that is broken, the signature too', async () => {
    const bend = { ...client({ origin: 'null' }), flags: UP, signer: other.credential.privateKey }
    expect((await verdictOf(bend)).findings.map(({ code }) => code)).toEqual([
      'origin_mismatch',
      'user_not_verified',
      'signature_invalid',
    ])
  })
})

describe('A5, AT-26: the counter', () => {
  const withCounter = (counter: number): StoredCredential => ({ ...stored, counter })
  async function judge(bend: GetBend, record: StoredCredential) {
    const response = deviceBound.get({ challenge }, bend)
    return verifyAssertion({ response, expectations: assertionExpectations(record), stored: record })
  }

  test.each([
    { was: 5, is: 6 },
    { was: 0, is: 1 },
    { was: 0, is: 0 },
    { was: 5, is: 4_294_967_295 },
  ])('$was → $is is accepted', async ({ was, is }) => {
    expect(await judge({ counter: is }, withCounter(was))).toMatchObject({ accepted: true, newCounter: is })
  })

  test.each([
    { was: 5, is: 5 },
    { was: 5, is: 4 },
    { was: 5, is: 0 },
  ])('$was → $is under a right signature is a regression', async ({ was, is }) => {
    expect(await judge({ counter: is }, withCounter(was))).toMatchObject({
      accepted: false,
      malformed: false,
      signatureInvalid: false,
      findings: [{ code: 'counter_regressed', rule: 'A5' }],
    })
  })

  test('a low counter that nobody signed is only a wrong signature', async () => {
    const verdict = await judge({ counter: 1, signer: other.credential.privateKey }, withCounter(5))
    expect(verdict.findings.map(({ code }) => code)).toEqual(['signature_invalid'])
  })
})

describe('verifyAssertion accepts', () => {
  const accepted: { rule: string; bend: GetBend; changes?: Partial<AssertionExpectations>; framing?: string }[] = [
    { rule: 'a plain answer', bend: {} },
    { rule: 'A2 twin: no user handle where the phone was named', bend: { userHandle: null } },
    { rule: 'A2 twin: an empty user handle where the phone was named', bend: { userHandle: '' } },
    { rule: 'A1 twin: discoverable', bend: {}, changes: { discoverable: true, allowedCredentialIds: [] } },
    { rule: 'A3 twin: no crossOrigin member', bend: client({ crossOrigin: undefined }) },
    {
      rule: 'A3 twin: listed topOrigin',
      bend: client({ crossOrigin: true, topOrigin: emr }),
      changes: { topOrigins: [emr] },
      framing: 'framed',
    },
    {
      rule: 'A3 twin: framed without topOrigin where framing is expected, and recorded',
      bend: client({ crossOrigin: true }),
      changes: { topOrigins: [emr] },
      framing: 'framed_unnamed',
    },
    { rule: 'must not be refused: reserved flag bits', bend: { flags: UP | UV | 0x22 } },
    { rule: 'must not be refused: unknown client-data members', bend: client({ other: [1], zz: null }) },
    {
      rule: 'must not be refused: leading BOM, other order',
      bend: { rawClientData: utf8(`\uFEFF{"challenge":"${challenge}","origin":"${origin}","type":"webauthn.get"}`) },
    },
    {
      rule: 'must not be refused: unsolicited extensions',
      bend: { flags: UP | UV | ED, extensions: new Uint8Array([0xa1, 0x61, 0x78, 0xf5]) },
    },
    ...[null, 'x', {}, { status: 'not-supported' }, { status: 'supported' }, { status: 'unheard-of' }].map(
      (tokenBinding) => ({
        rule: `WebAuthn L3 §5.8.1: tokenBinding ${JSON.stringify(tokenBinding)} is treated as absent`,
        bend: client({ tokenBinding }),
      }),
    ),
    { rule: 'must not be refused: high-S or low-S', bend: { signature: withOtherS } },
  ]

  test.each(accepted)('$rule', async ({ bend, changes, framing = 'top' }) => {
    expect(await verdictOf(bend, changes)).toMatchObject({ accepted: true, findings: [], framing })
  })

  test.each([
    { rule: 'A4: BS may change', flags: UP | UV | BE, backedUp: false },
    { rule: 'A4: BS as before', flags: UP | UV | BE | BS, backedUp: true },
  ])('$rule on a synced passkey, with counter 0 → 0', async ({ flags, backedUp }) => {
    const verdict = await verifyAssertion({
      response: synced.get({ challenge }, { flags }),
      expectations: assertionExpectations(storedSynced),
      stored: storedSynced,
    })
    expect(verdict).toMatchObject({ accepted: true, newCounter: 0, backedUp })
  })

  test('RS256, and hands on the octets that prove it', async () => {
    const rs256 = newAuthenticator({ algorithm: -257 })
    const record = await register(rs256)
    const response = rs256.get({ challenge })
    const verdict = await verifyAssertion({ response, expectations: assertionExpectations(record), stored: record })
    if (!verdict.accepted) throw new Error('refused')
    expect({
      clientDataJSON: toBase64Url(verdict.evidence.clientDataJSON),
      authenticatorData: toBase64Url(verdict.evidence.authenticatorData),
      signature: toBase64Url(verdict.evidence.signature),
      userHandle: rs256.userHandle(),
    }).toEqual(response.response)
  })
})

describe('verifyAssertion throws for a fault of ours, so that it never costs a try (AT-25)', () => {
  test('a stored key that cannot be imported', async () => {
    const broken = { ...stored, publicKey: octets(77) }
    const response = deviceBound.get({ challenge })
    const expectations = assertionExpectations(stored)
    await expect(verifyAssertion({ response, expectations, stored: broken })).rejects.toThrow(TypeError)
  })

  test.each([{ challenge: new Uint8Array(16) }, { origins: [] }, { rpId: '' }])('%o', async (changes) => {
    await expect(verdictOf({}, changes)).rejects.toThrow(RangeError)
  })
})

/** The other of the two valid ECDSA signatures over the same bytes: (r, n − s). */
function withOtherS(signature: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  const order = BigInt('0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551')
  const r = signature.slice(2, 4 + (signature[3] ?? 0))
  const s = signature.slice(4 + r.length)
  const value = order - s.reduce((sum, octet) => sum * 256n + BigInt(octet), 0n)
  const hex = value.toString(16).padStart(64, '0')
  const octetsOfS = Uint8Array.from(hex.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16))
  const integer = (octetsOfS[0] ?? 0) > 0x7f ? concatBytes(new Uint8Array(1), octetsOfS) : trimmed(octetsOfS)
  const body = concatBytes(r, new Uint8Array([0x02, integer.length]), integer)
  return concatBytes(new Uint8Array([0x30, body.length]), body)
}

function trimmed(octetsOfS: Uint8Array): Uint8Array {
  let start = 0
  while (octetsOfS[start] === 0 && (octetsOfS[start + 1] ?? 0x80) < 0x80) start += 1
  return octetsOfS.subarray(start)
}
