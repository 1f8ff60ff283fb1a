import { createHash, verify } from 'node:crypto'
import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import { concatBytes, fromBase64Url, toBase64Url, utf8 } from '@/lib/kernel/bytes'
import { changedEcdsaSignatures, needsSignBytes, otherS, wrongEcdsaForms } from '@/lib/pki/testing/ecdsa-forms'
import { openScratch, runOpenssl } from '@/lib/pki/testing/run-openssl'
import { importCredentialKey } from './credential-key'
import { requestOptions } from './request-options'
import { type SignInChallengeInputs, signInChallenge } from './sign-in-challenge'
import { assertionExpectations, newAuthenticator, register } from './testing/ceremony'
import type { SoftAuthenticator } from './testing/soft-authenticator'
import { verifyAssertion } from './verify-assertion'
import { type SignInEvidence, toSignInEvidence, verifySignInEvidence } from './verify-sign-in-evidence'
import { offeredAlgorithms, type StoredCredential } from './webauthn'

type Answer = ReturnType<SoftAuthenticator['get']>

const inputs: SignInChallengeInputs = {
  sessionId: 'dva_session',
  facilityId: 'fac_mihon',
  terminalKey: 'ter_1',
  holderId: 'hol_taro',
  matchNumber: '07',
  nonce: new Uint8Array(32).fill(9),
}
const challenge = signInChallenge(inputs)
const signers = { ES256: newAuthenticator(), RS256: newAuthenticator({ algorithm: -257 }) }
const storedBy = new Map<SoftAuthenticator, StoredCredential>()

beforeAll(async () => {
  for (const signer of Object.values(signers)) storedBy.set(signer, await register(signer))
})

function storedOf(signer: SoftAuthenticator): StoredCredential {
  const stored = storedBy.get(signer)
  if (!stored) throw new Error('not registered')
  return stored
}

/** An answer whose r and s carry their sign byte, so that each wrong form is really another one. */
function answerOf(signer: SoftAuthenticator): Answer {
  for (;;) {
    const made = signer.get(requestOptions({ rpId: 'authority.example', challenge, allowCredentials: [] }))
    if (signer !== signers.ES256 || needsSignBytes(bytesOf(made.response.signature))) return made
  }
}

const withSignature = (answer: Answer, signature: Uint8Array): Answer => ({
  ...answer,
  response: { ...answer.response, signature: toBase64Url(signature) },
})

function judge(signer: SoftAuthenticator, response: Answer) {
  const stored = storedOf(signer)
  return verifyAssertion({ response, expectations: assertionExpectations(stored, { challenge }), stored })
}

async function evidenceOf(signer: SoftAuthenticator, response: Answer): Promise<SignInEvidence> {
  const stored = storedOf(signer)
  const expectations = assertionExpectations(stored, { challenge })
  const verdict = await verifyAssertion({ response, expectations, stored })
  if (!verdict.accepted) throw new Error('refused')
  return toSignInEvidence({ challengeInputs: inputs, expectations, stored, evidence: verdict.evidence })
}

/** What the evidence says was signed: authenticatorData and the hash of the client data (WebAuthn L3 §7.2 steps 22 and 23). */
function signedBytesOf({ authenticatorData, clientDataJSON }: SignInEvidence | Answer['response']): Uint8Array {
  const hash = createHash('sha256').update(bytesOf(clientDataJSON)).digest()
  return concatBytes(bytesOf(authenticatorData), hash)
}

function bytesOf(text: string): Uint8Array<ArrayBuffer> {
  const read = fromBase64Url(text)
  if (read === null) throw new Error('not base64url')
  return read
}

function keyOf(publicKey: string | Uint8Array) {
  const cose = typeof publicKey === 'string' ? bytesOf(publicKey) : new Uint8Array(publicKey)
  const imported = importCredentialKey(cose, offeredAlgorithms)
  if ('code' in imported) throw new Error(imported.code)
  return imported.key
}

describe('AT-42: the ECDSA signature of a sign-in is read to its end, strictly', () => {
  test.each(wrongEcdsaForms)('refused, at the sign-in and in kept evidence: %s', async (_, change) => {
    const answer = answerOf(signers.ES256)
    const evidence = await evidenceOf(signers.ES256, answer)
    const signature = change(bytesOf(answer.response.signature))
    expect(await judge(signers.ES256, withSignature(answer, signature))).toMatchObject({ accepted: false })
    const changed = { ...evidence, signature: toBase64Url(signature) }
    expect(await verifySignInEvidence(changed)).toMatchObject({ valid: false })
  })

  test('the other s is taken: authenticators make high and low ones', async () => {
    const answer = answerOf(signers.ES256)
    const other = withSignature(answer, otherS(bytesOf(answer.response.signature)))
    expect(await judge(signers.ES256, answer)).toMatchObject({ accepted: true })
    expect(await judge(signers.ES256, other)).toMatchObject({ accepted: true })
  })

  test('a byte in front of or behind an RSA signature is refused', async () => {
    const answer = answerOf(signers.RS256)
    const signature = bytesOf(answer.response.signature)
    expect(await judge(signers.RS256, answer)).toMatchObject({ accepted: true })
    for (const changed of [concatBytes(signature, utf8('x')), concatBytes(new Uint8Array(1), signature)]) {
      expect(await judge(signers.RS256, withSignature(answer, changed))).toMatchObject({ accepted: false })
    }
  })

  test('whatever is changed in it, nothing is accepted that OpenSSL refuses, and nothing refused that it accepts', async () => {
    const answer = answerOf(signers.ES256)
    const key = keyOf(storedOf(signers.ES256).publicKey)
    const signed = signedBytesOf(answer.response)
    await fc.assert(
      fc.asyncProperty(changedEcdsaSignatures(bytesOf(answer.response.signature)), async (changed) => {
        const { accepted } = await judge(signers.ES256, withSignature(answer, changed))
        expect(accepted).toBe(verify('sha256', signed, key, changed))
      }),
      { numRuns: 500 },
    )
  })
})

test.each(['ES256', 'RS256'] as const)(
  'kept evidence (%s) verifies under openssl from the record alone',
  async (name) => {
    const evidence: SignInEvidence = JSON.parse(
      JSON.stringify(await evidenceOf(signers[name], answerOf(signers[name]))),
    )
    const scratch = openScratch()
    try {
      const key = scratch.write('key.pem', keyOf(evidence.publicKey).export({ type: 'spki', format: 'pem' }))
      const signature = scratch.write('signature', bytesOf(evidence.signature))
      const ask = (signed: Uint8Array) =>
        runOpenssl(['dgst', '-sha256', '-verify', key, '-signature', signature, scratch.write('signed', signed)])
      expect(await ask(signedBytesOf(evidence))).toMatchObject({ status: 0 })
      expect(await ask(concatBytes(signedBytesOf(evidence), utf8('x')))).toMatchObject({ status: 1 })
    } finally {
      scratch.dispose()
    }
  },
)
