import { describe, expect, test } from 'vitest'
import { toBase64Url } from '@/lib/kernel/bytes'
import { creationOptions } from './creation-options'
import { requestOptions } from './request-options'
import { challengeBytes, rpId } from './testing/ceremony'

const input = {
  rpId,
  rpName: '見本認証局',
  challenge: challengeBytes,
  user: { id: new Uint8Array(64).fill(1), name: '見本 太郎 (phone 1)', displayName: '見本 太郎' },
  excludeCredentials: [{ credentialId: 'AAAA', transports: ['internal' as const] }, { credentialId: 'BBBB' }],
  attestation: 'none' as const,
}

describe('creationOptions', () => {
  const options = creationOptions(input)

  test('O1: the challenge goes out as base64url of the bytes that are stored', () => {
    expect(options.challenge).toBe(toBase64Url(challengeBytes))
  })

  test('O4: only ES256 and RS256, or what the authority names', () => {
    expect(options.pubKeyCredParams.map(({ alg }) => alg)).toEqual([-7, -257])
    expect(creationOptions({ ...input, algorithms: [-7] }).pubKeyCredParams).toEqual([{ type: 'public-key', alg: -7 }])
  })

  test('O4: excluded phones with the transports that are known', () => {
    expect(options.excludeCredentials).toEqual([
      { id: 'AAAA', type: 'public-key', transports: ['internal'] },
      { id: 'BBBB', type: 'public-key' },
    ])
  })

  test('O5: user verification required, 300 s, on the phone itself', () => {
    expect(options).toMatchObject({
      timeout: 300_000,
      authenticatorSelection: { authenticatorAttachment: 'platform', userVerification: 'required' },
    })
  })

  test.each([
    { policy: 'none' as const, conveyance: 'none' },
    { policy: 'wanted' as const, conveyance: 'direct' },
    { policy: 'required' as const, conveyance: 'direct' },
  ])('R9: policy $policy asks for attestation $conveyance', ({ policy, conveyance }) => {
    expect(creationOptions({ ...input, attestation: policy }).attestation).toBe(conveyance)
  })

  test('O3: a user id that is not 64 bytes throws', () => {
    expect(() => creationOptions({ ...input, user: { ...input.user, id: new Uint8Array(32) } })).toThrow(RangeError)
  })
})

describe('requestOptions', () => {
  test('O4, O5: the named phones, user verification required, 300 s', () => {
    const allowCredentials = [{ credentialId: 'AAAA', transports: ['internal' as const, 'hybrid' as const] }]
    expect(requestOptions({ rpId, challenge: challengeBytes, allowCredentials })).toEqual({
      rpId,
      challenge: toBase64Url(challengeBytes),
      timeout: 300_000,
      userVerification: 'required',
      allowCredentials: [{ id: 'AAAA', type: 'public-key', transports: ['internal', 'hybrid'] }],
      hints: ['client-device'],
    })
  })

  test.each([
    { mistake: 'O1: a challenge of 31 bytes', changes: { challenge: new Uint8Array(31) } },
    { mistake: 'O2: an empty RP ID', changes: { rpId: '' } },
    { mistake: 'O2: an RP ID with a port', changes: { rpId: 'localhost:3000' } },
  ])('$mistake throws', ({ changes }) => {
    const good = { rpId, challenge: challengeBytes, allowCredentials: [] }
    expect(() => requestOptions({ ...good, ...changes })).toThrow(RangeError)
  })
})
