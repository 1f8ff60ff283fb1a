import type { AuthenticationResponseJSON } from '@simplewebauthn/server'
import fc from 'fast-check'
import { beforeAll, describe, expect, test, vi } from 'vitest'
import { equalBytes, fromBase64Url, toBase64Url } from '@/lib/kernel/bytes'
import { readObjectId } from '@/lib/pki/der/der-values'
import { derChildren, readDer } from '@/lib/pki/der/read-der'
import { encodeObjectId } from '@/lib/pki/der/write-der'
import { readOrNull } from '@/lib/pki/pki-error'
import { readCertificate } from './attestation/read-certificate'
import { createTestAttestationCa, packedX5c } from './testing/attestation-makers'
import {
  assertionExpectations,
  challenge,
  newAuthenticator,
  register,
  registrationExpectations,
} from './testing/ceremony'
import { verifyAssertion } from './verify-assertion'
import { verifyRegistration } from './verify-registration'
import type { StoredCredential } from './webauthn'

/** Hundreds of answers are judged in one test, on machines that may be busy. */
vi.setConfig({ testTimeout: 60_000 })

const ca = createTestAttestationCa()
const authenticator = newAuthenticator()
const registration = newAuthenticator({ attestation: packedX5c(ca) }).create({ challenge })
const noise = fc.oneof(fc.jsonValue(), fc.anything(), fc.string({ maxLength: 100 }), fc.base64String())
const octets = fc.uint8Array({ maxLength: 300 })
let stored: StoredCredential
let assertion: AuthenticationResponseJSON

beforeAll(async () => {
  stored = await register(authenticator)
  assertion = authenticator.get({ challenge })
})

async function judgeBoth(response: unknown) {
  const policy = { attestation: 'required', trustAnchorsDer: [ca.root.der] } as const
  return [
    await verifyRegistration({ response, expectations: registrationExpectations(policy) }),
    await verifyAssertion({ response, expectations: assertionExpectations(stored), stored }),
  ]
}

/** Bytes with up to four changes: one replaced, or all after a place cut off. */
function bentOctets(original: Uint8Array<ArrayBuffer>) {
  const change = fc.record({ place: fc.nat(original.length - 1), octet: fc.nat(255), cut: fc.boolean() })
  return fc.array(change, { minLength: 1, maxLength: 4 }).map((changes) =>
    changes.reduce((bytes, { place, octet, cut }) => {
      return cut ? bytes.slice(0, place) : bytes.map((old, index) => (index === place ? octet : old))
    }, original),
  )
}

describe('A10, AT-30: nothing a client sends makes a verdict throw', () => {
  test('twins: the answers that are bent below are accepted as they are', async () => {
    const [first] = await judgeBoth(registration)
    const [, second] = await judgeBoth(assertion)
    expect([first?.accepted, second?.accepted]).toEqual([true, true])
  })

  test('anything at all is malformed', async () => {
    await fc.assert(
      fc.asyncProperty(noise, async (response) => {
        for (const verdict of await judgeBoth(response)) {
          expect(verdict).toMatchObject({ accepted: false, malformed: true, signatureInvalid: false })
        }
      }),
      { numRuns: 300 },
    )
  })

  test.each(['id', 'rawId', 'type', 'response'])('anything in place of %s is malformed', async (member) => {
    await fc.assert(
      fc.asyncProperty(noise, async (value) => {
        for (const answer of [registration, assertion]) {
          for (const verdict of await judgeBoth({ ...answer, [member]: value })) expect(verdict.accepted).toBe(false)
        }
      }),
    )
  })

  test.each(['clientDataJSON', 'attestationObject', 'authenticatorData', 'signature'])(
    'anything in place of response.%s is refused',
    async (member) => {
      const value = fc.oneof(noise, octets.map(toBase64Url))
      await fc.assert(
        fc.asyncProperty(value, async (bent) => {
          const [first] = await judgeBoth({ ...registration, response: { ...registration.response, [member]: bent } })
          const [, second] = await judgeBoth({ ...assertion, response: { ...assertion.response, [member]: bent } })
          // A member of the other ceremony is unknown to this one, and unknown members are ignored.
          expect(first?.accepted).toBe(!(member in registration.response))
          expect(second?.accepted).toBe(!(member in assertion.response))
        }),
      )
    },
  )

  test('broken attestation objects and authenticator data', async () => {
    const object = fromBase64Url(registration.response.attestationObject) ?? new Uint8Array()
    const data = fromBase64Url(assertion.response.authenticatorData) ?? new Uint8Array()
    await fc.assert(
      fc.asyncProperty(bentOctets(object), bentOctets(data), async (bentObject, bentData) => {
        fc.pre(toBase64Url(bentObject) !== registration.response.attestationObject)
        fc.pre(toBase64Url(bentData) !== assertion.response.authenticatorData)
        const response = { ...registration.response, attestationObject: toBase64Url(bentObject) }
        const [first] = await judgeBoth({ ...registration, response })
        const bent = { ...assertion.response, authenticatorData: toBase64Url(bentData) }
        const [, second] = await judgeBoth({ ...assertion, response: bent })
        expect([first?.accepted, second?.accepted]).toEqual([false, false])
      }),
      { numRuns: 300 },
    )
  })

  const bends: { name: string; bend: (answer: AuthenticationResponseJSON) => unknown }[] = [
    { name: 'null', bend: () => null },
    { name: 'an array', bend: (answer) => [answer] },
    { name: 'a text', bend: (answer) => JSON.stringify(answer) },
    { name: 'a padded id', bend: (answer) => ({ ...answer, id: `${answer.id}=`, rawId: `${answer.id}=` }) },
    { name: 'an id in standard base64', bend: (answer) => ({ ...answer, id: '+/+/', rawId: '+/+/' }) },
    { name: 'an empty id', bend: (answer) => ({ ...answer, id: '', rawId: '' }) },
    { name: 'rawId of another', bend: (answer) => ({ ...answer, rawId: 'AAAA' }) },
    { name: 'another type', bend: (answer) => ({ ...answer, type: 'password' }) },
    { name: 'extensions that are a list', bend: (answer) => ({ ...answer, clientExtensionResults: [] }) },
    { name: 'an oversized member', bend: within({ signature: 'A'.repeat(70_000) }) },
    { name: 'a user handle that is a number', bend: within({ userHandle: 1 }) },
    { name: 'a padded user handle', bend: within({ userHandle: 'AA==' }) },
  ]
  test.each(bends)('O5: $name is malformed', async ({ bend }) => {
    const expectations = assertionExpectations(stored)
    const verdict = await verifyAssertion({ response: bend(assertion), expectations, stored })
    expect(verdict).toMatchObject({ accepted: false, malformed: true })
  })
})

function within(members: Record<string, unknown>) {
  return (answer: AuthenticationResponseJSON) => ({ ...answer, response: { ...answer.response, ...members } })
}

describe('DER and certificates', () => {
  test('reading arbitrary bytes throws PkiError alone, and children fill their element', () => {
    fc.assert(
      fc.property(octets, (bytes) => {
        const element = readOrNull(() => readDer(bytes))
        if (element === null) return
        const children = readOrNull(() => derChildren(element)) ?? []
        readOrNull(() => readObjectId(element))
        const length = children.reduce((sum, child) => sum + child.octets.length, 0)
        expect(children.length === 0 || length === element.contents.length).toBe(true)
      }),
      { numRuns: 1_000 },
    )
  })

  test('a broken certificate is null or a certificate, never an exception', () => {
    fc.assert(
      fc.property(bentOctets(ca.intermediate.der), (bytes) => {
        const certificate = readCertificate(bytes)
        expect(certificate === null || equalBytes(certificate.der, bytes)).toBe(true)
      }),
      { numRuns: 1_000 },
    )
  })

  test('object identifiers come back as written', () => {
    const arcs = fc.array(fc.nat(2 ** 31 - 1), { maxLength: 8 })
    fc.assert(
      fc.property(fc.nat(1), fc.nat(39), arcs, (root, second, rest) => {
        const dotted = [root, second, ...rest].join('.')
        expect(readObjectId(readDer(encodeObjectId(dotted)))).toBe(dotted)
      }),
    )
  })
})
