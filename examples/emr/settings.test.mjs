import { createPublicKey, generateKeyPairSync, verify } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { createTokenRequest } from './client-authentication.mjs'
import { parseSettings, readSettings } from './settings.mjs'

const emr = {
  origin: 'http://emr.localhost:3001',
  facilityUrl: 'http://facility.localhost:3000',
  facilityConnect: 'http://127.0.0.1:3000',
  clients: [{ facilityCode: 'F1', facilityName: 'テスト病院', clientId: 'emr-1', clientSecret: 'secret' }],
  users: [{ facilityCode: 'F1', staffCode: 'D001', password: 'p', displayName: 'テスト医師', department: '内科' }],
  terminals: [{ facilityCode: 'F1', terminalId: 'T-101', name: '第1診察室' }],
}

describe('settings', () => {
  test('a whole file is read, and what is not the EMR’s is left alone', () => {
    expect(parseSettings({ emr, portal: {} })).toEqual(emr)
  })

  test.each([
    { name: 'nothing', change: null, says: 'emr.origin' },
    { name: 'an origin with a path', change: { origin: 'http://emr.localhost:3001/' }, says: 'emr.origin' },
    { name: 'no facilityConnect', change: { facilityConnect: undefined }, says: 'emr.facilityConnect' },
    { name: 'no users', change: { users: [] }, says: 'emr.users' },
    {
      name: 'a user without a code',
      change: { users: [{ ...emr.users[0], staffCode: 1 }] },
      says: 'emr.users[0].staffCode',
    },
    {
      name: 'a client without credentials',
      change: { clients: [{ ...emr.clients[0], clientSecret: '' }] },
      says: 'emr.clients[0]',
    },
  ])('$name stops the start and names $says', ({ change, says }) => {
    expect(() => parseSettings(change && { emr: { ...emr, ...change } })).toThrow(says)
  })

  test('a missing EMR_SETTINGS is named, with an example', () => {
    expect(() => readSettings(undefined)).toThrow('EMR_SETTINGS=')
  })
})

describe('client authentication', () => {
  test('RFC 7523: with a key, the token request is signed ES256, for this client and endpoint, for a minute', () => {
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
    const jwk = { ...privateKey.export({ format: 'jwk' }), kid: 'key-1' }
    const url = 'http://facility.localhost:3000/api/emr/v1/token'
    const { headers, body } = createTokenRequest(
      { clientId: 'emr-1', privateKeyJwk: jwk },
      url,
      new Date(1_700_000_000_000),
    )
    const form = new URLSearchParams(body)
    const [header, claims, signature] = form.get('client_assertion').split('.')
    const key = createPublicKey({ key: { kty: 'EC', crv: 'P-256', x: jwk.x, y: jwk.y }, format: 'jwk' })
    const signed = Buffer.from(`${header}.${claims}`)
    expect(verify('sha256', signed, { key, dsaEncoding: 'ieee-p1363' }, Buffer.from(signature, 'base64url'))).toBe(true)
    expect(JSON.parse(Buffer.from(header, 'base64url'))).toEqual({ alg: 'ES256', typ: 'JWT', kid: 'key-1' })
    expect(JSON.parse(Buffer.from(claims, 'base64url'))).toMatchObject({
      iss: 'emr-1',
      sub: 'emr-1',
      aud: url,
      iat: 1_700_000_000,
      exp: 1_700_000_060,
    })
    expect(headers.Authorization).toBeUndefined()
    expect(form.get('client_assertion_type')).toBe('urn:ietf:params:oauth:client-assertion-type:jwt-bearer')
  })
})
