import { beforeEach, describe, expect, it, vi } from 'vitest'
import { toBase64Url } from '@/lib/kernel/bytes'
import {
  assertionExpectations,
  challengeBytes,
  origin,
  registrationExpectations,
  rpId,
} from '@/lib/webauthn/testing/ceremony'
import { verifyAssertion } from '@/lib/webauthn/verify-assertion'
import { verifyRegistration } from '@/lib/webauthn/verify-registration'
import type { StoredCredential } from '@/lib/webauthn/webauthn'
import type { Passkey } from './passkey'
import { softCredentials } from './soft-credentials'

const userId = new Uint8Array(64).fill(3)
const kept = new Map<string, Passkey>()
const verifyUser = vi.fn(async () => undefined)
const phone = softCredentials({
  rpId,
  origin,
  passkeys: {
    list: async () => [...kept.values()],
    save: async (passkey) => void kept.set(passkey.credentialId, passkey),
  },
  verifyUser,
})

beforeEach(() => {
  kept.clear()
  verifyUser.mockReset()
})

type Made = {
  id: string
  rawId: ArrayBuffer
  type: string
  response: Record<
    'clientDataJSON' | 'attestationObject' | 'authenticatorData' | 'signature' | 'userHandle',
    ArrayBuffer
  >
}

const text = (buffer: ArrayBuffer) => toBase64Url(new Uint8Array(buffer))

function creation(change: Partial<PublicKeyCredentialCreationOptions> = {}): CredentialCreationOptions {
  return {
    publicKey: {
      rp: { id: rpId, name: 'authority' },
      user: { id: userId, name: 'n', displayName: 'n' },
      challenge: challengeBytes,
      pubKeyCredParams: [{ type: 'public-key', alg: -7 }],
      ...change,
    },
  }
}

async function register(): Promise<StoredCredential> {
  const { id, rawId, type, response } = (await phone.create(creation())) as Made
  expect(text(rawId)).toBe(id)
  const verdict = await verifyRegistration({
    response: {
      id,
      rawId: text(rawId),
      type,
      clientExtensionResults: {},
      authenticatorAttachment: 'platform',
      response: {
        clientDataJSON: text(response.clientDataJSON),
        attestationObject: text(response.attestationObject),
        transports: ['internal'],
      },
    },
    expectations: registrationExpectations(),
  })
  if (!verdict.accepted) throw new Error(JSON.stringify(verdict.findings))
  expect(verdict.credential).toMatchObject({ userVerified: true, attestationProven: false, backupEligible: false })
  return { ...verdict.credential, userHandle: toBase64Url(userId) }
}

async function signIn(stored: StoredCredential) {
  const options = { rpId, challenge: challengeBytes, userVerification: 'required' } as const
  const { id, type, response } = (await phone.get({ publicKey: options })) as Made
  const { clientDataJSON, authenticatorData, signature, userHandle } = response
  return verifyAssertion({
    response: {
      id,
      rawId: id,
      type,
      clientExtensionResults: {},
      response: {
        clientDataJSON: text(clientDataJSON),
        authenticatorData: text(authenticatorData),
        signature: text(signature),
        userHandle: text(userHandle),
      },
    },
    expectations: assertionExpectations(stored),
    stored,
  })
}

describe('the authenticator of the phone in the browser', () => {
  it('makes a passkey that the authority accepts, and signs in with it as often as asked', async () => {
    const stored = await register()
    // Signatures differ in the length of their DER integers: many show that each form is right.
    for (let time = 0; time < 40; time += 1) expect(await signIn(stored)).toMatchObject({ accepted: true })
    expect(kept.get(stored.credentialId)?.counter).toBe(41)
  })

  it('AT-67 the private key cannot be exported', async () => {
    await register()
    const [passkey] = kept.values()
    expect(passkey?.privateKey.extractable).toBe(false)
    await expect(crypto.subtle.exportKey('pkcs8', passkey?.privateKey as CryptoKey)).rejects.toThrow()
  })

  it('AT-67 without the finger no key is made and nothing is signed', async () => {
    const refusal = new DOMException('', 'NotAllowedError')
    verifyUser.mockRejectedValueOnce(refusal)
    await expect(phone.create(creation())).rejects.toBe(refusal)
    expect(kept.size).toBe(0)
    const stored = await register()
    verifyUser.mockRejectedValueOnce(refusal)
    await expect(signIn(stored)).rejects.toBe(refusal)
    expect(kept.get(stored.credentialId)?.counter).toBe(1)
  })

  it('AT-67 another relying party gets nothing', async () => {
    await register()
    const other = { rpId: 'evil.example', challenge: challengeBytes }
    await expect(phone.get({ publicKey: other })).rejects.toMatchObject({ name: 'SecurityError' })
    const rp = { id: 'evil.example', name: 'x' }
    await expect(phone.create(creation({ rp }))).rejects.toMatchObject({ name: 'SecurityError' })
  })

  it('a phone that is registered already says so, and one without a passkey that it has none', async () => {
    const none = { rpId, challenge: challengeBytes }
    await expect(phone.get({ publicKey: none })).rejects.toMatchObject({ name: 'NotAllowedError' })
    await register()
    const [passkey] = kept.values()
    const id = Uint8Array.from(atob((passkey?.credentialId ?? '').replace(/-/g, '+').replace(/_/g, '/')), (c) =>
      c.charCodeAt(0),
    )
    const excludeCredentials = [{ type: 'public-key' as const, id }]
    await expect(phone.create(creation({ excludeCredentials }))).rejects.toMatchObject({ name: 'InvalidStateError' })
  })
})
