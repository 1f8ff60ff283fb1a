import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { verifyAuthenticationResponse, verifyRegistrationResponse } from '@simplewebauthn/server'
import { beforeAll, describe, expect, test } from 'vitest'
import { toBase64Url } from '@/lib/kernel/bytes'
import { androidKey, createTestAttestationCa, packedX5c } from './testing/attestation-makers'
import {
  assertionExpectations,
  challenge,
  newAuthenticator,
  origin,
  register,
  registrationExpectations,
  rpId,
} from './testing/ceremony'
import { openRevocationListener } from './testing/revocation-listener'
import { authenticatorFlag, type CreateBend, type GetBend } from './testing/soft-authenticator'
import { mintTestCertificate } from './testing/test-certificate'
import { verifyAssertion } from './verify-assertion'
import { verifyRegistration } from './verify-registration'
import type { StoredCredential } from './webauthn'

const { UP, UV, BE, BS } = authenticatorFlag
const authenticator = newAuthenticator()
const bare = {
  expectedChallenge: challenge,
  expectedOrigin: [origin],
  expectedRPID: rpId,
  requireUserVerification: true,
  supportedAlgorithmIDs: [-7, -257],
}
let stored: StoredCredential

beforeAll(async () => {
  stored = await register(authenticator)
})

describe('why the library is wrapped: correctly signed answers that it accepts and Shomei refuses', () => {
  const registrations: { name: string; bend: CreateBend }[] = [
    { name: 'R1 crossOrigin', bend: { clientData: { crossOrigin: true } } },
    { name: 'R1 topOrigin', bend: { clientData: { crossOrigin: true, topOrigin: 'https://evil.example' } } },
    { name: 'R2 id is not the attested one', bend: { id: new Uint8Array(randomBytes(32)) } },
    { name: 'R3 id of 1,024 bytes', bend: { attestedCredentialId: new Uint8Array(randomBytes(1024)) } },
    { name: 'R5 zero point', bend: { cose: new Map([-2, -3].map((member) => [member, new Uint8Array(32)])) } },
    { name: 'R5 P-384 label', bend: { cose: new Map([[-1, 2]]) } },
  ]
  test.each(registrations)('$name', async ({ bend }) => {
    const response = authenticator.create({ challenge }, bend)
    expect(await verifyRegistrationResponse({ response, ...bare })).toMatchObject({ verified: true })
    expect(await verifyRegistration({ response, expectations: registrationExpectations() })).toMatchObject({
      accepted: false,
    })
  })

  const assertions: { name: string; bend: GetBend }[] = [
    { name: 'A1 id is not the stored one', bend: { id: new Uint8Array(randomBytes(32)) } },
    { name: 'A2 user handle of somebody else', bend: { userHandle: toBase64Url(randomBytes(64)) } },
    { name: 'A3 crossOrigin without topOrigin', bend: { clientData: { crossOrigin: true } } },
    { name: 'A4 BE turned on', bend: { flags: UP | UV | BE | BS } },
  ]
  test.each(assertions)('$name', async ({ bend }) => {
    const response = authenticator.get({ challenge }, bend)
    const credential = { id: stored.credentialId, publicKey: new Uint8Array(stored.publicKey), counter: 0 }
    expect(await verifyAuthenticationResponse({ response, ...bare, credential })).toMatchObject({ verified: true })
    const expectations = assertionExpectations(stored)
    expect(await verifyAssertion({ response, expectations, stored })).toMatchObject({ accepted: false })
  })

  test('R7: a packed chain that leads nowhere counts as attested', async () => {
    const response = newAuthenticator({ attestation: packedX5c(createTestAttestationCa()) }).create({ challenge })
    expect(await verifyRegistrationResponse({ response, ...bare })).toMatchObject({
      verified: true,
      registrationInfo: { fmt: 'packed' },
    })
    const expectations = registrationExpectations({ attestation: 'required' })
    expect(await verifyRegistration({ response, expectations })).toMatchObject({ accepted: false })
  })

  test('R9: it asks the address that stands in the client’s certificate', async () => {
    const { extension, connections } = await openRevocationListener()
    const root = mintTestCertificate({ name: { CN: 'Own root' }, isCa: true })
    const intermediate = mintTestCertificate({
      name: { CN: 'Own CA' },
      issuer: root,
      isCa: true,
      extensions: [extension],
    })
    const attestation = androidKey({ root, intermediate }, { appendRoot: true })
    const response = newAuthenticator({ attestation }).create({ challenge })

    const policy = { attestation: 'required', trustAnchorsDer: [root.der] } as const
    const verdict = await verifyRegistration({ response, expectations: registrationExpectations(policy) })
    expect(verdict).toMatchObject({ accepted: true, credential: { attestationFormat: 'android-key' } })
    expect(connections()).toBe(0)

    await verifyRegistrationResponse({ response, ...bare }).catch(() => undefined)
    expect(connections()).toBeGreaterThan(0)
  })
})

test('AT-07: @simplewebauthn/server is not older than 13.3.2, which closed a trust-anchor hole', () => {
  const manifest = new URL('../../node_modules/@simplewebauthn/server/package.json', import.meta.url)
  const { version }: { version: string } = JSON.parse(readFileSync(manifest, 'utf8'))
  const [major = 0, minor = 0, patch = 0] = version.split('.').map(Number)
  expect(major * 1e6 + minor * 1e3 + patch).toBeGreaterThanOrEqual(13_003_002)
})
