import { generateKeyPairSync, randomBytes } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { concatBytes, fromBase64Url, toBase64Url, utf8 } from '@/lib/kernel/bytes'
import { challenge, newAuthenticator, origin, registrationExpectations, rpId } from './testing/ceremony'
import { authenticatorFlag, type CreateBend } from './testing/soft-authenticator'
import { verifyRegistration } from './verify-registration'
import type { RegistrationExpectations, RegistrationPolicy } from './webauthn'
import type { FindingCode } from './webauthn.findings'

const { UP, UV, BE, BS, AT, ED } = authenticatorFlag
const es256 = newAuthenticator()
const es256Jwk = es256.credential.publicKey.export({ format: 'jwk' })
const shortRsa = generateKeyPairSync('rsa', { modulusLength: 1024 }).publicKey.export({ format: 'jwk' })
const octets = (length: number) => new Uint8Array(randomBytes(length))
const member = (text: string | undefined) => fromBase64Url(text ?? '') ?? new Uint8Array()
const client = (members: Record<string, unknown>): CreateBend => ({ clientData: members })
const cose = (...members: [number, number | Uint8Array<ArrayBuffer>][]): CreateBend => ({ cose: new Map(members) })

function flipped(bytes: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  return bytes.map((octet, index) => (index === bytes.length - 1 ? octet ^ 1 : octet))
}

async function verdictOf(bend: CreateBend, changes: Partial<RegistrationExpectations> = {}) {
  const expectations = { ...registrationExpectations(), ...changes }
  return verifyRegistration({ response: es256.create({ challenge }, bend), expectations })
}

const goodModulus = member(generateKeyPairSync('rsa', { modulusLength: 2048 }).publicKey.export({ format: 'jwk' }).n)
const exponent = new Uint8Array([1, 0, 1])

function rsaKey(
  n: Uint8Array<ArrayBuffer>,
  e: Uint8Array<ArrayBuffer>,
  ...further: [number, Uint8Array<ArrayBuffer>][]
): CreateBend {
  return {
    credential: new Map<number, number | Uint8Array<ArrayBuffer>>([[1, 3], [3, -257], [-1, n], [-2, e], ...further]),
  }
}

function rsaRefusal(name: string, n: Uint8Array<ArrayBuffer>, e: Uint8Array<ArrayBuffer>): Refusal {
  return { rule: `R5: RSA with ${name}, outside SP 800-89 §5.3.3`, bend: rsaKey(n, e), code: 'public_key_invalid' }
}

const toBigInt = (bytes: Uint8Array) => bytes.reduce((value, byte) => value * 256n + BigInt(byte), 0n)
const fromBigInt = (value: bigint) => new Uint8Array(Buffer.from(value.toString(16).padStart(512, '0'), 'hex'))
const evenModulus = (n: Uint8Array) => fromBigInt(toBigInt(n) - 1n)
const halved = (n: Uint8Array) => fromBigInt(((toBigInt(n) >> 1n) | 1n) & ((1n << 2047n) - 1n))
/** The greatest odd multiple below n. */
function multipleOf(factor: bigint, n: Uint8Array) {
  const multiple = toBigInt(n) - (toBigInt(n) % factor)
  return fromBigInt(multiple % 2n === 0n ? multiple - factor : multiple)
}

type Refusal = { rule: string; bend: CreateBend; code: FindingCode; policy?: Partial<RegistrationPolicy> }

const refusals: Refusal[] = [
  { rule: 'AT-27: a sign-in answer', bend: client({ type: 'webauthn.get' }), code: 'ceremony_type_mismatch' },
  { rule: 'AT-27: type in upper case', bend: client({ type: 'WEBAUTHN.CREATE' }), code: 'ceremony_type_mismatch' },
  {
    rule: 'A6: challenge of another ceremony',
    bend: client({ challenge: toBase64Url(octets(32)) }),
    code: 'challenge_mismatch',
  },
  { rule: 'A6: padded challenge', bend: client({ challenge: `${challenge}=` }), code: 'challenge_mismatch' },
  { rule: 'A6: empty challenge', bend: client({ challenge: '' }), code: 'challenge_mismatch' },
  ...[
    ['suffix', `${origin}.evil.example`],
    ['prefix', 'https://evilauthority.example'],
    ['subdomain', 'https://a.authority.example'],
    ['port', `${origin}:8443`],
    ['default port', `${origin}:443`],
    ['case', 'https://Authority.example'],
    ['slash', `${origin}/`],
    ['punycode', 'https://xn--authority-.example'],
    ['null', 'null'],
    ['http', 'http://authority.example'],
    ['empty', ''],
  ].map(
    ([name, wrong]): Refusal => ({
      rule: `AT-09: origin with other ${name}`,
      bend: client({ origin: wrong }),
      code: 'origin_mismatch',
    }),
  ),
  { rule: 'R1: crossOrigin', bend: client({ crossOrigin: true }), code: 'cross_origin' },
  {
    rule: 'R1: crossOrigin with topOrigin',
    bend: client({ crossOrigin: true, topOrigin: 'https://emr.example' }),
    code: 'cross_origin',
  },
  { rule: 'R1: topOrigin alone', bend: client({ topOrigin: origin }), code: 'top_origin_mismatch' },
  { rule: 'R2: id is not the attested one', bend: { id: octets(32) }, code: 'credential_id_mismatch' },
  { rule: 'R3: id of 1,024 bytes', bend: { attestedCredentialId: octets(1024) }, code: 'credential_id_length' },
  { rule: 'R3: id of 15 bytes', bend: { attestedCredentialId: octets(15) }, code: 'credential_id_length' },
  { rule: 'R5: point off the curve', bend: cose([-3, flipped(member(es256Jwk.y))]), code: 'public_key_invalid' },
  {
    rule: 'R5: zero point',
    bend: cose([-2, new Uint8Array(32)], [-3, new Uint8Array(32)]),
    code: 'public_key_invalid',
  },
  { rule: 'R5: P-384 label under ES256', bend: cose([-1, 2]), code: 'public_key_invalid' },
  { rule: 'R5: key type OKP under ES256', bend: cose([1, 1]), code: 'public_key_invalid' },
  { rule: 'R5: coordinate of 31 octets', bend: cose([-2, octets(31)]), code: 'public_key_invalid' },
  {
    rule: 'R5: RSA of 1,024 bits',
    bend: rsaKey(member(shortRsa.n), member(shortRsa.e)),
    code: 'public_key_invalid',
  },
  ...[
    ['an even modulus', evenModulus(goodModulus), [1, 0, 1]],
    ['a modulus that 751 divides', multipleOf(751n, goodModulus), [1, 0, 1]],
    ['modulus zero', new Uint8Array(256), [1, 0, 1]],
    ['no modulus', new Uint8Array(), [1, 0, 1]],
    ['2,047 bits', halved(goodModulus), [1, 0, 1]],
    ['8,192 bits', concatBytes(goodModulus, goodModulus, goodModulus, goodModulus), [1, 0, 1]],
    ['exponent 0', goodModulus, [0]],
    ['exponent 1', goodModulus, [1]],
    ['exponent 3', goodModulus, [3]],
    ['exponent 65,535', goodModulus, [0xff, 0xff]],
    ['an even exponent', goodModulus, [1, 0, 0]],
    ['an exponent of 40 bits', goodModulus, [1, 0, 0, 0, 1]],
    ['no exponent', goodModulus, []],
  ].map(([name, n, e]) => rsaRefusal(String(name), Uint8Array.from(n as Uint8Array), Uint8Array.from(e as number[]))),
  ...[
    ['ES256 with the private part d', cose([-4, octets(32)])],
    ['ES256 with a key id', cose([2, octets(4)])],
    ['ES256 with a parameter that nobody knows', cose([-70_000, octets(4)])],
    ['RS256 with the private exponent', rsaKey(goodModulus, exponent, [-3, octets(256)])],
    ['RS256 with a prime factor', rsaKey(goodModulus, exponent, [-4, octets(128)])],
    ['RS256 with the last private part of a multi-prime key', rsaKey(goodModulus, exponent, [-12, octets(128)])],
  ].map(([name, bend]) => ({
    rule: `AT-44: a key may hold its public parameters only: ${name}`,
    bend: bend as CreateBend,
    code: 'public_key_invalid' as const,
  })),
  { rule: 'R6: EdDSA not offered', bend: cose([3, -8]), code: 'algorithm_not_offered' },
  { rule: 'R6: RS1', bend: cose([3, -65535]), code: 'algorithm_not_offered' },
  { rule: 'O2: rpIdHash of another RP', bend: { rpIdHash: octets(32) }, code: 'rp_id_mismatch' },
  { rule: 'AT-05: UV0', bend: { flags: UP | AT }, code: 'user_not_verified' },
  { rule: 'O5: UP0', bend: { flags: UV | AT }, code: 'user_not_present' },
  { rule: 'R10: BS without BE', bend: { flags: UP | UV | AT | BS }, code: 'backup_state_impossible' },
  {
    rule: 'AT-05: forbidden synced passkey',
    bend: { flags: UP | UV | AT | BE | BS },
    policy: { syncedPasskeys: 'deny' },
    code: 'synced_passkey',
  },
  {
    rule: 'AT-05: forbidden synced passkey, not yet backed up',
    bend: { flags: UP | UV | AT | BE },
    policy: { syncedPasskeys: 'deny' },
    code: 'synced_passkey',
  },
]

type Malformation = { rule: string; bend: CreateBend; code: FindingCode }

const malformations: Malformation[] = [
  { rule: 'A10: client data null', bend: { rawClientData: utf8('null') }, code: 'client_data_malformed' },
  { rule: 'A10: client data cut off', bend: { rawClientData: utf8('{') }, code: 'client_data_malformed' },
  { rule: 'A10: client data an array', bend: { rawClientData: utf8('[]') }, code: 'client_data_malformed' },
  { rule: 'A10: crossOrigin a text', bend: client({ crossOrigin: 'false' }), code: 'client_data_malformed' },
  { rule: 'A10: topOrigin null', bend: client({ topOrigin: null }), code: 'client_data_malformed' },
  { rule: 'A10: no type', bend: client({ type: undefined }), code: 'client_data_malformed' },
  { rule: 'A10: AT flag off', bend: { flags: UP | UV }, code: 'authenticator_data_malformed' },
  { rule: 'A10: ED flag without data', bend: { flags: UP | UV | AT | ED }, code: 'authenticator_data_malformed' },
  { rule: 'A10: octets left over', bend: { extensions: octets(3) }, code: 'authenticator_data_malformed' },
  {
    rule: 'A10: authenticator data of 36 octets',
    bend: { rawAuthenticatorData: octets(36) },
    code: 'authenticator_data_malformed',
  },
  {
    rule: 'A10: attestation object no CBOR',
    bend: { rawAttestationObject: octets(1).fill(0xff) },
    code: 'attestation_object_malformed',
  },
  {
    rule: 'A10: attestation object an array',
    bend: { rawAttestationObject: new Uint8Array([0x80]) },
    code: 'attestation_object_malformed',
  },
  {
    rule: 'A10: nested 20,000 deep',
    bend: { rawAttestationObject: new Uint8Array(20_000).fill(0x81) },
    code: 'attestation_object_malformed',
  },
]

type Acceptance = { rule: string; bend: CreateBend; policy?: Partial<RegistrationPolicy> }

const acceptances: Acceptance[] = [
  { rule: 'a plain answer', bend: {} },
  { rule: 'R1 twin: no crossOrigin member', bend: client({ crossOrigin: undefined }) },
  { rule: 'R3 twin: id of 1,023 bytes', bend: { attestedCredentialId: octets(1023) } },
  { rule: 'R3 twin: id of 16 bytes', bend: { attestedCredentialId: octets(16) } },
  { rule: 'R10: synced passkey where allowed', bend: { flags: UP | UV | AT | BE | BS } },
  {
    rule: 'R10 twin: device-bound passkey where synced ones are denied',
    bend: {},
    policy: { syncedPasskeys: 'deny' },
  },
  { rule: 'must not be refused: reserved flag bits', bend: { flags: UP | UV | AT | 0x22 } },
  { rule: 'must not be refused: unknown client-data members', bend: client({ other_keys: 'can be added', n: 1 }) },
  {
    rule: 'must not be refused: leading BOM, other order',
    bend: {
      rawClientData: utf8(`\uFEFF{"origin":"${origin}","challenge":"${challenge}","type":"webauthn.create"}`),
    },
  },
  {
    rule: 'tolerated: duplicate client-data members',
    bend: {
      rawClientData: utf8(`{"type":"x","type":"webauthn.create","challenge":"${challenge}","origin":"${origin}"}`),
    },
  },
  {
    rule: 'must not be refused: unsolicited extensions',
    bend: { flags: UP | UV | AT | ED, extensions: new Uint8Array([0xa1, 0x61, 0x78, 0xf5]) },
  },
  { rule: 'R5 twin: RSA key of 2,048 bits', bend: rsaKey(goodModulus, exponent) },
  ...[undefined, null, 'x', {}, { status: 'not-supported' }, { status: 'supported' }, { status: 'unheard-of' }].map(
    (tokenBinding): Acceptance => ({
      rule: `WebAuthn L3 §5.8.1: tokenBinding ${JSON.stringify(tokenBinding)} is treated as absent`,
      bend: client({ tokenBinding }),
    }),
  ),
  { rule: 'tolerated: any first counter', bend: { counter: 4_294_967_295 } },
]

describe('verifyRegistration refuses', () => {
  test.each(refusals)('$rule', async ({ bend, code, policy = {} }) => {
    const verdict = await verdictOf(bend, registrationExpectations(policy))
    expect(verdict).toMatchObject({ accepted: false, malformed: false, signatureInvalid: false })
    expect(verdict.findings.map((finding) => finding.code)).toContain(code)
  })

  test.each(malformations)('as malformed: $rule', async ({ bend, code }) => {
    const verdict = await verdictOf(bend)
    expect(verdict).toMatchObject({ accepted: false, malformed: true, signatureInvalid: false })
    expect(verdict.findings.map((finding) => finding.code)).toContain(code)
  })

  test('R6: an algorithm that this authority does not offer', async () => {
    const verdict = await verdictOf({}, { algorithms: [-257] })
    expect(verdict.findings.map(({ code }) => code)).toEqual(['algorithm_not_offered'])
  })

  test('and names every rule that is broken, not only the first', async () => {
    const verdict = await verdictOf({ ...client({ origin: 'null', crossOrigin: true }), flags: AT, id: octets(32) })
    expect(verdict.findings.map(({ code }) => code)).toEqual([
      'origin_mismatch',
      'cross_origin',
      'user_not_present',
      'user_not_verified',
      'credential_id_mismatch',
    ])
  })
})

describe('verifyRegistration accepts', () => {
  test.each(acceptances)('$rule', async ({ bend, policy = {} }) => {
    expect(await verdictOf(bend, registrationExpectations(policy))).toMatchObject({ accepted: true, findings: [] })
  })

  test('RS256', async () => {
    const rs256 = newAuthenticator({ algorithm: -257 })
    const verdict = await verifyRegistration({
      response: rs256.create({ challenge }),
      expectations: registrationExpectations(),
    })
    expect(verdict).toMatchObject({ accepted: true, credential: { algorithm: -257 } })
  })

  test('R10: a synced passkey with a warning where the policy says warn', async () => {
    const verdict = await verdictOf({ flags: UP | UV | AT | BE }, registrationExpectations({ syncedPasskeys: 'warn' }))
    expect(verdict).toMatchObject({
      accepted: true,
      findings: [{ code: 'synced_passkey', severity: 'warning', rule: 'R10' }],
      credential: { backupEligible: true, backedUp: false },
    })
  })

  test('R10: and returns the facts to store, unknown transports too (WebAuthn L3 §5.2.1.1)', async () => {
    const response = es256.create({ challenge }, { counter: 5 })
    const claims = { ...response.response, transports: ['hybrid', 'telepathy', 'internal', 3] }
    const verdict = await verifyRegistration({
      response: { ...response, authenticatorAttachment: 'implanted', response: claims, unknown: true },
      expectations: registrationExpectations(),
    })
    expect(verdict).toEqual({
      accepted: true,
      findings: [],
      credential: {
        credentialId: es256.credentialId,
        publicKey: es256.publicKey(),
        algorithm: -7,
        counter: 5,
        transports: ['hybrid', 'internal', 'telepathy'],
        backupEligible: false,
        backedUp: false,
        userVerified: true,
        aaguid: '00000000-0000-0000-0000-000000000000',
        attestationProven: false,
        aaguidProven: false,
        attestationFormat: 'none',
        attestationObject: fromBase64Url(response.response.attestationObject),
      },
    })
  })

  test('must not be refused: missing clientExtensionResults and transports', async () => {
    const { id, rawId, type, response } = es256.create({ challenge })
    const { clientDataJSON, attestationObject } = response
    const bare = { id, rawId, type, response: { clientDataJSON, attestationObject } }
    expect(await verifyRegistration({ response: bare, expectations: registrationExpectations() })).toMatchObject({
      accepted: true,
      credential: { transports: [] },
    })
  })
})

describe('verifyRegistration throws for a mistake of the caller', () => {
  const { policy, ...good } = registrationExpectations()
  test.each([
    { mistake: 'O1: short challenge', changes: { challenge: new Uint8Array(31) } },
    { mistake: 'O2: no origins', changes: { origins: [] } },
    { mistake: 'O2: an origin with a path', changes: { origins: [`${origin}/`] } },
    { mistake: 'O2: empty RP ID', changes: { rpId: '' } },
    { mistake: 'O2: an address as RP ID', changes: { rpId: '192.0.2.1' } },
    { mistake: 'O2: a URL as RP ID', changes: { rpId: `https://${rpId}` } },
  ])('$mistake', async ({ changes }) => {
    const expectations = { ...good, policy, ...changes }
    await expect(verifyRegistration({ response: es256.create({ challenge }), expectations })).rejects.toThrow(
      RangeError,
    )
  })
})
