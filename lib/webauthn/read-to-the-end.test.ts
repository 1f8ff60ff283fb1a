import { isoCBOR } from '@simplewebauthn/server/helpers'
import fc from 'fast-check'
import { beforeAll, describe, expect, test, vi } from 'vitest'
import { concatBytes, fromBase64Url, toBase64Url } from '@/lib/kernel/bytes'
import { createTestAttestationCa, packedSelf, packedX5c } from './testing/attestation-makers'
import {
  assertionExpectations,
  challenge,
  newAuthenticator,
  origin,
  register,
  registrationExpectations,
} from './testing/ceremony'
import { authenticatorFlag, type CreateBend, type GetBend } from './testing/soft-authenticator'
import { verifyAssertion } from './verify-assertion'
import { verifyRegistration } from './verify-registration'
import type { StoredCredential } from './webauthn'

/** Hundreds of answers are judged in one test, on machines that may be busy. */
vi.setConfig({ testTimeout: 60_000 })

const { UP, UV, AT, ED } = authenticatorFlag
const authenticator = newAuthenticator()
const ca = createTestAttestationCa()
const bytes = (...list: number[]) => new Uint8Array(list)
const zeros = (length: number) => new Uint8Array(length)
const extensions = (...cbor: number[]) => ({ flags: UP | UV | AT | ED, extensions: bytes(...cbor) })
const objectOf = (bend: CreateBend = {}) =>
  fromBase64Url(authenticator.create({ challenge }, bend).response.attestationObject) ?? zeros(0)

let stored: StoredCredential
beforeAll(async () => {
  stored = await register(authenticator)
})

async function registrationVerdict(bend: CreateBend) {
  const response = authenticator.create({ challenge }, bend)
  return verifyRegistration({ response, expectations: registrationExpectations() })
}

async function assertionVerdict(bend: GetBend) {
  const response = authenticator.get({ challenge }, bend)
  return verifyAssertion({ response, expectations: assertionExpectations(stored), stored })
}

describe('AT-44: bytes of an attestation object that nobody reads are refused', () => {
  test.each<{ name: string; bend: () => CreateBend }>([
    { name: '40,000 bytes behind it', bend: () => ({ rawAttestationObject: concatBytes(objectOf(), zeros(40_000)) }) },
    { name: 'one byte behind it', bend: () => ({ rawAttestationObject: concatBytes(objectOf(), zeros(1)) }) },
    { name: 'a second object behind it', bend: () => ({ rawAttestationObject: concatBytes(objectOf(), objectOf()) }) },
    { name: 'a fourth member', bend: () => ({ attestationObject: new Map([['more', zeros(40_000)]]) }) },
    {
      name: 'a format whose name is too long',
      bend: () => ({ attestationObject: new Map([['fmt', 'x'.repeat(33)]]) }),
    },
    { name: 'a format whose name has a space', bend: () => ({ attestationObject: new Map([['fmt', 'no ne']]) }) },
    { name: 'a statement that is a text', bend: () => ({ attestationObject: new Map([['attStmt', 'none']]) }) },
    {
      name: 'the first member twice',
      bend: () => {
        const object = objectOf()
        const member = object.subarray(1, 1 + 4 + 5)
        return { rawAttestationObject: concatBytes(bytes(0xa4), member, object.subarray(1)) }
      },
    },
  ])('$name', async ({ bend }) => {
    expect(await registrationVerdict(bend())).toMatchObject({
      accepted: false,
      malformed: true,
      findings: [{ code: 'attestation_object_malformed', field: 'response.attestationObject' }],
    })
  })

  test.each<{ name: string; bend: CreateBend }>([
    { name: 'extension outputs that are an array', bend: extensions(0x80) },
    { name: 'extension outputs that are a byte string', bend: extensions(0x43, 1, 2, 3) },
    { name: 'extension outputs that are a number', bend: extensions(0x00) },
    { name: 'extension outputs under numbers', bend: extensions(0xa1, 0x01, 0xf5) },
    { name: 'a byte behind the extension outputs', bend: extensions(0xa0, 0x00) },
    { name: 'two maps of extension outputs', bend: extensions(0xa0, 0xa0) },
    { name: 'the same extension twice', bend: extensions(0xa2, 0x61, 0x78, 0xf5, 0x61, 0x78, 0xf5) },
    { name: 'an indefinite map of extension outputs', bend: extensions(0xbf, 0xff) },
    { name: 'bytes behind the credential key', bend: { extensions: zeros(40_000) } },
  ])('in authenticator data: $name', async ({ bend }) => {
    expect(await registrationVerdict(bend)).toMatchObject({
      accepted: false,
      malformed: true,
      findings: [{ code: 'authenticator_data_malformed' }],
    })
  })

  test.each<{ name: string; bend: CreateBend }>([
    { name: 'a map of outputs', bend: extensions(0xa1, 0x61, 0x78, 0xf5) },
    { name: 'an empty map', bend: extensions(0xa0) },
  ])('twin: $name is accepted', async ({ bend }) => {
    expect(await registrationVerdict(bend)).toMatchObject({ accepted: true })
  })

  test('twin: the members in another order are accepted, and the object is kept as it came', async () => {
    const decoded: unknown = isoCBOR.decodeFirst(objectOf())
    const members = decoded instanceof Map ? [...decoded].reverse() : []
    const rawAttestationObject = new Uint8Array(isoCBOR.encode(new Map(members)))
    expect(await registrationVerdict({ rawAttestationObject })).toMatchObject({
      accepted: true,
      credential: { attestationObject: rawAttestationObject },
    })
  })
})

describe('AT-44: an assertion is read to its end, and has no attested credential (WebAuthn L3 §6.1)', () => {
  const attested = () => {
    const object: unknown = isoCBOR.decodeFirst(objectOf())
    const data: unknown = object instanceof Map ? object.get('authData') : null
    return data instanceof Uint8Array ? new Uint8Array(data.subarray(37)) : zeros(0)
  }
  test.each<{ name: string; bend: () => GetBend }>([
    { name: 'attested credential data', bend: () => ({ flags: UP | UV | AT, extensions: attested() }) },
    { name: 'extension outputs that are an array', bend: () => ({ flags: UP | UV | ED, extensions: bytes(0x80) }) },
    { name: 'a byte behind them', bend: () => ({ flags: UP | UV | ED, extensions: bytes(0xa0, 0) }) },
    { name: '40,000 bytes behind the counter', bend: () => ({ extensions: zeros(40_000) }) },
  ])('$name is malformed', async ({ bend }) => {
    expect(await assertionVerdict(bend())).toMatchObject({
      accepted: false,
      malformed: true,
      findings: [{ code: 'authenticator_data_malformed' }],
    })
  })

  test('twin: a map of extension outputs is accepted', async () => {
    const bend = { flags: UP | UV | ED, extensions: bytes(0xa1, 0x61, 0x78, 0xf5) }
    expect(await assertionVerdict(bend)).toMatchObject({ accepted: true })
  })
})

describe('fuzz: whatever is changed, no exception, and never one byte more than was read', () => {
  /** Edits anywhere: a byte replaced, bytes put in, bytes taken out. */
  const edit = fc.record({
    place: fc.nat(),
    kind: fc.constantFrom('replace', 'insert', 'remove', 'append'),
    with: fc.uint8Array({ minLength: 1, maxLength: 4 }),
  })
  const edits = fc.array(edit, { minLength: 1, maxLength: 3 })
  type Edit = typeof edit extends fc.Arbitrary<infer Value> ? Value : never

  function apply(original: Uint8Array, changes: readonly Edit[]): Uint8Array<ArrayBuffer> {
    return changes.reduce<Uint8Array<ArrayBuffer>>((current, { place, kind, with: other }) => {
      const at = kind === 'append' ? current.length : place % (current.length + 1)
      const behind = kind === 'replace' || kind === 'remove' ? at + other.length : at
      const between = kind === 'remove' ? zeros(0) : other
      return concatBytes(current.subarray(0, at), between, current.subarray(behind))
    }, new Uint8Array(original))
  }

  /** Re-encoding what another decoder sees gives as many bytes, so there was nothing in it but the values. */
  function holdsNothingElse(object: Uint8Array<ArrayBuffer>): boolean {
    return isoCBOR.encode(isoCBOR.decodeFirst(object)).length === object.length
  }

  test.each([
    { name: 'none', attestation: undefined },
    { name: 'packed self', attestation: packedSelf() },
    { name: 'packed chain', attestation: packedX5c(ca) },
  ])('attestation objects with $name: what is accepted is read in whole', async ({ attestation }) => {
    const answer = authenticator.create({ challenge }, attestation ? { attestation } : {})
    const original = fromBase64Url(answer.response.attestationObject) ?? zeros(0)
    await fc.assert(
      fc.asyncProperty(edits, async (changes) => {
        const object = apply(original, changes)
        const response = { ...answer, response: { ...answer.response, attestationObject: toBase64Url(object) } }
        const verdict = await verifyRegistration({ response, expectations: registrationExpectations() })
        if (verdict.accepted) expect(holdsNothingElse(object)).toBe(true)
      }),
      { numRuns: 700 },
    )
  })

  test('authenticator data signed as changed: nothing behind what the flags announce', async () => {
    const answer = authenticator.get({ challenge })
    const original = fromBase64Url(answer.response.authenticatorData) ?? zeros(0)
    await fc.assert(
      fc.asyncProperty(edits, async (changes) => {
        const rawAuthenticatorData = apply(original, changes)
        const verdict = await assertionVerdict({ rawAuthenticatorData })
        if (verdict.accepted && ((rawAuthenticatorData[32] ?? 0) & ED) === 0) {
          expect(rawAuthenticatorData.length).toBe(37)
        }
        expect(verdict.findings.map(({ code }) => code)).not.toContain('library_refused')
      }),
      { numRuns: 700 },
    )
  })

  test('client data signed as changed: accepted only with type, challenge and origin as they were', async () => {
    const answer = authenticator.get({ challenge })
    const original = fromBase64Url(answer.response.clientDataJSON) ?? zeros(0)
    await fc.assert(
      fc.asyncProperty(edits, async (changes) => {
        const rawClientData = apply(original, changes)
        const verdict = await assertionVerdict({ rawClientData })
        if (!verdict.accepted) return
        const members: unknown = JSON.parse(new TextDecoder().decode(rawClientData))
        expect(members).toMatchObject({ type: 'webauthn.get', challenge, origin })
      }),
      { numRuns: 700 },
    )
  })

  test('attestation objects made of arbitrary CBOR', async () => {
    const { member } = fc.letrec<{ member: unknown }>((tie) => ({
      member: fc.oneof(
        { maxDepth: 4 },
        fc.integer(),
        fc.string(),
        fc.boolean(),
        fc.uint8Array({ maxLength: 80 }).map((list) => new Uint8Array(list)),
        fc.array(tie('member'), { maxLength: 3 }),
        fc.dictionary(fc.constantFrom('alg', 'sig', 'x5c', 'fmt', 'attStmt', 'z'), tie('member')).map(toMap),
      ),
    }))
    const object = fc.record({
      fmt: fc.oneof(fc.constantFrom('none', 'packed', 'apple', 'android-key', 'compound', 'tpm'), fc.string()),
      attStmt: member,
    })
    await fc.assert(
      fc.asyncProperty(object, async (members) => {
        const attestationObject = toMap(members) as NonNullable<CreateBend['attestationObject']>
        const verdict = await registrationVerdict({ attestationObject })
        expect(verdict.findings.map(({ code }) => code)).not.toContain('library_refused')
      }),
      { numRuns: 700 },
    )
  })

  function toMap(members: Record<string, unknown>): Map<string, unknown> {
    return new Map(Object.entries(members))
  }
})
