import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { toBase64Url } from '@/lib/kernel/bytes'
import { requestOptions } from './request-options'
import { type SignInChallengeInputs, signInChallenge } from './sign-in-challenge'
import { assertionExpectations, newAuthenticator, register, rpId } from './testing/ceremony'
import { verifyAssertion } from './verify-assertion'
import { type SignInEvidence, toSignInEvidence, verifySignInEvidence } from './verify-sign-in-evidence'

const inputs: SignInChallengeInputs = {
  sessionId: 'dva_session',
  facilityId: 'fac_mihon',
  terminalKey: 'ter_1',
  holderId: 'hol_taro',
  matchNumber: '07',
  nonce: new Uint8Array(32).fill(9),
}

async function signIn(): Promise<SignInEvidence> {
  const authenticator = newAuthenticator()
  const stored = await register(authenticator)
  const challenge = signInChallenge(inputs)
  const options = requestOptions({ rpId, challenge, allowCredentials: [stored] })
  const expectations = assertionExpectations(stored, { challenge })
  const verdict = await verifyAssertion({ response: authenticator.get(options), expectations, stored })
  if (!verdict.accepted) throw new Error('refused')
  const evidence = toSignInEvidence({ challengeInputs: inputs, expectations, stored, evidence: verdict.evidence })
  return JSON.parse(JSON.stringify(evidence))
}

describe('Q10: the sign-in challenge', () => {
  test('is 32 bytes and the same for the same inputs', () => {
    expect(signInChallenge(inputs)).toEqual(signInChallenge({ ...inputs }))
    expect(toBase64Url(signInChallenge(inputs))).toBe('L0707jzae3L4x86aDmR9HtxB9IaDN89Gz2TCXuFJTZ0')
  })

  test('differs for any other inputs, also where the fields run together to the same text', () => {
    const text = fc.string({ maxLength: 6 })
    const fields = fc.tuple(text, text, text, text, text)
    fc.assert(
      fc.property(fields, fields, (a, b) => {
        fc.pre(JSON.stringify(a) !== JSON.stringify(b))
        expect(toBase64Url(challengeOf(a))).not.toBe(toBase64Url(challengeOf(b)))
      }),
    )
    const shifted = { ...inputs, sessionId: `${inputs.sessionId}f`, facilityId: inputs.facilityId.slice(1) }
    expect(toBase64Url(signInChallenge(shifted))).not.toBe(toBase64Url(signInChallenge(inputs)))
  })

  test('needs a nonce of 32 bytes', () => {
    expect(() => signInChallenge({ ...inputs, nonce: new Uint8Array(16) })).toThrow(RangeError)
  })
})

describe('L5: the evidence of a sign-in', () => {
  test('verifies from the stored JSON alone', async () => {
    expect(await verifySignInEvidence(await signIn())).toEqual({ valid: true })
  })

  test.each(['sessionId', 'facilityId', 'terminalKey', 'holderId', 'matchNumber', 'nonce'] as const)(
    'another %s is found',
    async (field) => {
      const evidence = await signIn()
      const other = field === 'nonce' ? toBase64Url(new Uint8Array(32)) : '08'
      const verdict = await verifySignInEvidence({ ...evidence, challenge: { ...evidence.challenge, [field]: other } })
      expect(verdict).toMatchObject({ valid: false, findings: [{ code: 'challenge_mismatch' }] })
    },
  )

  test('another phone’s key is found', async () => {
    const other = newAuthenticator()
    const verdict = await verifySignInEvidence({ ...(await signIn()), publicKey: toBase64Url(other.publicKey()) })
    expect(verdict).toMatchObject({ valid: false, findings: [{ code: 'signature_invalid' }] })
  })

  test.each([
    { field: 'publicKey', value: 'AAAA' },
    { field: 'publicKey', value: '=' },
    { field: 'origins', value: [] },
    { field: 'rpId', value: '' },
    { field: 'signature', value: '' },
    { field: 'clientDataJSON', value: 'bnVsbA' },
  ])('$field = $value is invalid, not an exception', async ({ field, value }) => {
    expect(await verifySignInEvidence({ ...(await signIn()), [field]: value })).toMatchObject({ valid: false })
  })
})

function challengeOf([sessionId, facilityId, terminalKey, holderId, matchNumber]: string[]): Uint8Array {
  return signInChallenge({
    sessionId: sessionId ?? '',
    facilityId: facilityId ?? '',
    terminalKey: terminalKey ?? '',
    holderId: holderId ?? '',
    matchNumber: matchNumber ?? '',
    nonce: inputs.nonce,
  })
}
