import { beforeAll, describe, expect, test, vi } from 'vitest'
import { fromBase64Url, toBase64Url } from '@/lib/kernel/bytes'
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

/** Tolerated: the library does not compare the length in front of an ECDSA signature with what follows. */
const outerDerLength = [1]

type Answer = Record<string, unknown> & { response: Record<string, unknown> }

/** Hundreds of answers are judged in one test, on machines that may be busy. */
vi.setConfig({ testTimeout: 60_000 })

const ca = createTestAttestationCa()
const policy = { attestation: 'required', trustAnchorsDer: [ca.root.der] } as const
const authenticator = newAuthenticator({ attestation: packedX5c(ca) })
const plain = newAuthenticator()
const attestation: Answer = { ...authenticator.create({ challenge }), response: {} }
let assertion: Answer
let stored: StoredCredential

beforeAll(async () => {
  attestation.response = { ...authenticator.create({ challenge }).response }
  stored = await register(plain)
  const { response, ...rest } = plain.get({ challenge })
  assertion = { ...rest, response: { ...response } }
})

const isAccepted = {
  attestation: async (response: unknown) =>
    (await verifyRegistration({ response, expectations: registrationExpectations(policy) })).accepted,
  assertion: async (response: unknown) =>
    (await verifyAssertion({ response, expectations: assertionExpectations(stored), stored })).accepted,
}

/** Indexes at which one flipped bit in that member is still accepted; the bit moves on from byte to byte. */
async function acceptedFlips(kind: 'attestation' | 'assertion', member: string): Promise<number[]> {
  const answer = kind === 'attestation' ? attestation : assertion
  const original = fromBase64Url(String(answer.response[member])) ?? new Uint8Array()
  const accepted: number[] = []
  for (const index of original.keys()) {
    const flipped = original.map((octet, place) => (place === index ? octet ^ (1 << (index % 8)) : octet))
    const bent = { ...answer, response: { ...answer.response, [member]: toBase64Url(flipped) } }
    if (await isAccepted[kind](bent)) accepted.push(index)
  }
  expect(original.length).toBeGreaterThan(30)
  return accepted
}

describe('a changed answer is refused', () => {
  test('twins: the unchanged answers are accepted', async () => {
    expect(await isAccepted.attestation(attestation)).toBe(true)
    expect(await isAccepted.assertion(assertion)).toBe(true)
  })

  test.each(['clientDataJSON', 'authenticatorData', 'signature'])(
    'assertion: a bit in each octet of %s',
    async (member) => {
      const tolerated = member === 'signature' ? outerDerLength : []
      const accepted = await acceptedFlips('assertion', member)
      expect(accepted.filter((index) => !tolerated.includes(index))).toEqual([])
    },
  )

  test.each(['clientDataJSON', 'attestationObject'])('attestation: a bit in each octet of %s', async (member) => {
    expect(await acceptedFlips('attestation', member)).toEqual([])
  })

  test.each(['id', 'rawId', 'type', 'response'])('without %s', async (member) => {
    for (const [kind, answer] of [
      ['attestation', attestation],
      ['assertion', assertion],
    ] as const) {
      const { [member]: _, ...rest } = answer
      expect(await isAccepted[kind](rest)).toBe(false)
    }
  })

  test.each(['clientDataJSON', 'attestationObject'])('attestation without %s', async (member) => {
    const { [member]: _, ...rest } = attestation.response
    expect(await isAccepted.attestation({ ...attestation, response: rest })).toBe(false)
  })

  test.each(['clientDataJSON', 'authenticatorData', 'signature'])('assertion without %s', async (member) => {
    const { [member]: _, ...rest } = assertion.response
    expect(await isAccepted.assertion({ ...assertion, response: rest })).toBe(false)
  })
})

describe('what nobody signed cannot be protected', () => {
  test('under attestation none the name of the format, AAGUID and counter may be changed, and nothing else of the attestation object', async () => {
    const answer = plain.create({ challenge })
    const object = fromBase64Url(answer.response.attestationObject) ?? new Uint8Array()
    const accepted: number[] = []
    for (const index of object.keys()) {
      const flipped = object.map((octet, place) => (place === index ? octet ^ 1 : octet))
      const response = { ...answer.response, attestationObject: toBase64Url(flipped) }
      const expectations = registrationExpectations()
      const verdict = await verifyRegistration({ response: { ...answer, response }, expectations })
      if (verdict.accepted) accepted.push(index)
    }
    // authData is the last member: rpIdHash 32, flags 1, counter 4, AAGUID 16, length 2, id 32, COSE_Key 77.
    const counterStart = object.length - (4 + 16 + 2 + 32 + 77)
    // Map head, key "fmt" and the head of its value come first; a name that is not known here is an unproven format.
    const formatName = [6, 7, 8, 9]
    expect(accepted).toEqual([...formatName, ...Array.from({ length: 20 }, (_, place) => counterStart + place)])
  })
})
