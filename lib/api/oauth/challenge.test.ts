import { describe, expect, test } from 'vitest'
import { bearerChallenge, clientChallenge } from './challenge'

const realm = 'Shomei EMR API'

describe('RFC 6750 §3 the challenge of a bearer', () => {
  test.each([undefined, '', 'Basic eDp5', 'DPoP x', 'Bearerx'])('says no error where none was shown: %s', (header) => {
    expect(bearerChallenge(realm, header, 'sign')).toBe('Bearer realm="Shomei EMR API"')
  })

  test.each(['Bearer', 'Bearer x', 'bearer x', 'Bearer two words'])('names the error of one that was: %s', (header) => {
    const parameters = bearerChallenge(realm, header, 'sign')
    expect(parameters).toMatch(
      /^Bearer realm="Shomei EMR API", error="invalid_token", error_description="[\x20\x21\x23-\x5b\x5d-\x7e]+", scope="sign"$/,
    )
  })
})

test.each([
  ['Basic x', 'Basic'],
  ['basic x', 'Basic'],
  ['Bearer x', 'Bearer'],
  ['Digest x', 'Basic'],
  [undefined, 'Basic'],
] as const)('RFC 6749 §5.2 a client that used %s is asked for %s', (header, scheme) => {
  expect(clientChallenge(realm, header, 'Basic')).toMatch(new RegExp(`^${scheme} realm="`))
})
