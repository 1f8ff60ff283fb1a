import { describe, expect, test } from 'vitest'
import { parseClientKeys } from './client-keys'
import { readClientAssertion } from './read-client-assertion'
import { jsonOf, jsonTexts, missing, newClientKey, signTexts, textsOf } from './testing/sign-assertion'
import { clientClockSkewSeconds, verifyClientAssertion } from './verify-client-assertion'

const now = 1_800_000_000
const audience = 'https://authority.example.jp'
const { privateKey, jwk } = newClientKey({ kid: 'k1' })
const keys = parseClientKeys({ keys: [jwk] }) ?? []
const usualHeader = textsOf({ alg: 'ES256', kid: 'k1', typ: 'JWT' })
const usualClaims = textsOf({ iss: 'c', sub: 'c', aud: audience, jti: 'j', iat: now, nbf: now, exp: now + 60 })

type Texts = Record<string, string | symbol>

function judge({ header = {}, claims = {}, by = keys }: { header?: Texts; claims?: Texts; by?: typeof keys } = {}) {
  const assertion = readClientAssertion(
    signTexts(jsonOf({ ...usualHeader, ...header }), jsonOf({ ...usualClaims, ...claims }), privateKey),
  )
  return assertion === null ? 'unread' : verifyClientAssertion(assertion, by, [audience], now)
}

const accepted = { jti: 'j', goodUntil: now + 60 + clientClockSkewSeconds }

test('the usual assertion is accepted', () => {
  expect(judge()).toEqual(accepted)
})

describe('AT-46 a claim of any JSON type is judged and never an exception', () => {
  /** Which of the texts each claim may be; every other one is refused. */
  const good: Readonly<Record<string, readonly string[]>> = {
    iss: [],
    sub: [],
    aud: [],
    exp: [],
    nbf: ['left out', 'zero', 'five', 'minus one', 'a fraction', 'less than a number holds'],
    iat: ['left out'],
    jti: ['another text', 'a text of a number', 'a NUL', 'half a surrogate pair', 'a text of 3,000 characters'],
  }
  const rows = Object.keys(good).flatMap((claim) => jsonTexts.map(([name, json]) => ({ claim, name, json })))

  test.each(rows)('$claim is $name', ({ claim, name, json }) => {
    const verdict = judge({ claims: { [claim]: json } })
    const isAccepted = typeof verdict === 'object' && 'jti' in verdict
    expect({ claim, name, isAccepted }).toEqual({ claim, name, isAccepted: good[claim]?.includes(name) })
    if (isAccepted) expect(verdict.goodUntil).toBe(accepted.goodUntil)
  })

  test.each(jsonTexts)('issuer and subject are both %s', (name, json) => {
    const texts = ['another text', 'a text of a number', 'half a surrogate pair', 'a text of 3,000 characters']
    const verdict = judge({ claims: { iss: json, sub: json } })
    expect(verdict === 'unread').toBe(!texts.includes(name))
  })
})

describe('AT-46 a header member of any JSON type is judged and never an exception', () => {
  const texts = [
    'an empty text',
    'another text',
    'a text of a number',
    'a NUL',
    'half a surrogate pair',
    'a text of 3,000 characters',
  ]
  /** `kid` of a client with one key may be left out; a `typ` may be any text; nothing else may be another than its own. */
  const good: Readonly<Record<string, readonly string[]>> = {
    alg: [],
    kid: ['left out'],
    typ: ['left out', ...texts],
    crit: ['left out'],
    b64: ['left out'],
  }
  const rows = Object.keys(good).flatMap((member) => jsonTexts.map(([name, json]) => ({ member, name, json })))

  test.each(rows)('$member is $name', ({ member, name, json }) => {
    const verdict = judge({ header: { [member]: json } })
    const isAccepted = typeof verdict === 'object' && 'jti' in verdict
    expect({ member, name, isAccepted }).toEqual({ member, name, isAccepted: good[member]?.includes(name) })
  })

  test.each(['jku', 'jwk', 'x5u', 'x5c', 'zip'])('%s in the header decides nothing', (member) => {
    for (const [, json] of jsonTexts) expect(judge({ header: { [member]: json } })).toEqual(accepted)
  })
})

describe('RFC 7523 §3 times', () => {
  const seconds = (value: number) => String(now + value)
  test.each([
    { name: 'ended just inside the skew', claims: { exp: seconds(-59), iat: seconds(-100) }, reason: null },
    { name: 'ended at the skew', claims: { exp: seconds(-60), iat: seconds(-100) }, reason: 'expired' },
    { name: 'a fraction of a second left', claims: { exp: `${seconds(-60)}.5`, iat: missing }, reason: null },
    { name: 'not yet good, inside the skew', claims: { nbf: seconds(60) }, reason: null },
    { name: 'not yet good', claims: { nbf: seconds(61) }, reason: 'nbf' },
    { name: 'issued in the future, inside the skew', claims: { iat: seconds(60) }, reason: null },
    { name: 'issued in the future', claims: { iat: seconds(61), exp: seconds(90) }, reason: 'iat' },
    { name: 'issued after its end', claims: { iat: seconds(10), exp: seconds(9) }, reason: 'iat' },
    { name: 'five minutes by its own account', claims: { iat: seconds(0), exp: seconds(300) }, reason: null },
    { name: 'more than five by its own account', claims: { iat: seconds(0), exp: seconds(301) }, reason: 'iat' },
    { name: 'five minutes and the skew, no iat', claims: { iat: missing, exp: seconds(360) }, reason: null },
    { name: 'more than that', claims: { iat: missing, exp: seconds(361) }, reason: 'lives too long' },
  ])('$name: $reason', ({ claims, reason }) => {
    const verdict = judge({ claims })
    expect(verdict !== 'unread' && 'reason' in verdict ? verdict.reason : null).toBe(reason)
  })

  test.each([
    { name: 'an hour behind', claims: { iat: seconds(-3_600), exp: seconds(-3_540), nbf: missing }, isClock: true },
    { name: 'an hour ahead', claims: { iat: seconds(3_600), exp: seconds(3_660), nbf: seconds(3_600) }, isClock: true },
    { name: 'ten minutes ahead, five to live', claims: { iat: seconds(600), exp: seconds(900) }, isClock: true },
    { name: 'no iat to compare with', claims: { iat: missing, exp: seconds(-3_540), nbf: missing }, isClock: false },
    { name: 'an iat after its exp', claims: { iat: seconds(90), exp: seconds(80) }, isClock: false },
    { name: 'too long a life', claims: { iat: seconds(3_600), exp: seconds(4_000), nbf: missing }, isClock: false },
    { name: 'nbf long after iat', claims: { nbf: seconds(500) }, isClock: false },
    { name: 'a wrong audience too', claims: { iat: seconds(3_600), exp: seconds(3_660), aud: '"x"' }, isClock: false },
    { name: 'an empty jti too', claims: { iat: seconds(3_600), exp: seconds(3_660), jti: '""' }, isClock: false },
  ])('AT-49 refused, $name: a clock $isClock', ({ claims, isClock }) => {
    const verdict = judge({ claims })
    expect(verdict).toMatchObject({ reason: expect.any(String) })
    expect(verdict !== 'unread' && 'isClockSkew' in verdict).toBe(isClock)
  })

  test('AT-49 an assertion that is accepted, or not signed by a known key, says nothing of a clock', () => {
    const stranger = parseClientKeys({ keys: [newClientKey({ kid: 'k1' }).jwk] }) ?? []
    const claims = { iat: seconds(3_600), exp: seconds(3_660), nbf: missing }
    expect(judge({ claims, by: stranger })).toEqual({ reason: 'signature' })
    expect(judge()).toEqual(accepted)
  })

  test.each([
    ['ours', audience, null],
    ['ours in an array', [audience], null],
    ['ours twice', [audience, audience], null],
    ['another', 'https://evil.example', 'foreign audience'],
    ['another beside ours', [audience, 'https://evil.example'], 'foreign audience'],
    ['ours beside a number', [audience, 5], 'foreign audience'],
    ['ours with a slash', `${audience}/`, 'foreign audience'],
    ['ours in an object', { [audience]: audience }, 'foreign audience'],
  ])('RFC 7519 §4.1.3 the audience is %s', (_, aud, reason) => {
    const verdict = judge({ claims: { aud: JSON.stringify(aud) } })
    expect(verdict !== 'unread' && 'reason' in verdict ? verdict.reason : null).toBe(reason)
  })
})

describe('which key is meant', () => {
  const other = newClientKey({ kid: 'k2' })
  const rsa = newClientKey({ kid: 'r1', alg: 'PS256' }, 'rsa')
  const nameless = { ...jwk, kid: undefined }
  const reasonBy = (jwks: readonly object[], header: Texts) => {
    const verdict = judge({ header, by: parseClientKeys({ keys: jwks }) ?? [] })
    return verdict !== 'unread' && 'reason' in verdict ? verdict.reason : null
  }

  test('RFC 7515 §4.1.4 kid may be left out with one key, and with one key that fits the algorithm', () => {
    expect(reasonBy([jwk], { kid: missing })).toBeNull()
    expect(reasonBy([jwk, rsa.jwk], { kid: missing })).toBeNull()
    expect(reasonBy([jwk, other.jwk], { kid: missing })).toBe('unknown kid')
    expect(reasonBy([jwk, other.jwk], {})).toBeNull()
  })

  test('a single key without kid answers to any', () => {
    expect(reasonBy([nameless], { kid: missing })).toBeNull()
    expect(reasonBy([nameless], { kid: '"of the client"' })).toBeNull()
    expect(reasonBy([{ ...other.jwk, kid: undefined }], {})).toBe('signature')
  })

  test('a kid that is told is the key that is tried, and no other', () => {
    expect(reasonBy([jwk, other.jwk], { kid: '"k2"' })).toBe('signature')
    expect(reasonBy([jwk], { kid: '"k2"' })).toBe('unknown kid')
    expect(reasonBy([jwk, rsa.jwk], { kid: '"r1"' })).toBe('algorithm')
    expect(reasonBy([], {})).toBe('unknown kid')
  })

  test('an RSA key signs with the one algorithm that it is for', () => {
    for (const alg of ['PS256', 'RS256']) {
      const { privateKey: key, jwk: own } = newClientKey({ alg }, 'rsa')
      const by = parseClientKeys({ keys: [own] }) ?? []
      for (const used of ['PS256', 'RS256']) {
        const header = jsonOf({ alg: JSON.stringify(used) })
        const assertion = readClientAssertion(signTexts(header, jsonOf(usualClaims), key, used))
        const verdict = assertion === null ? 'unread' : verifyClientAssertion(assertion, by, [audience], now)
        expect(verdict).toEqual(used === alg ? accepted : { reason: 'algorithm' })
      }
    }
  })
})

describe('what is no JWS in compact form is not read', () => {
  const good = signTexts(jsonOf(usualHeader), jsonOf(usualClaims), privateKey)
  const [header = '', claims = '', signature = ''] = good.split('.')
  const encoded = (text: string) => Buffer.from(text).toString('base64url')

  test.each([
    ['nothing', ''],
    ['a word', 'x'],
    ['dots', '..'],
    ['two parts', `${header}.${claims}`],
    ['four parts', `${good}.`],
    ['five parts, as an encrypted one has', `${good}.a.b`],
    ['padding', `${header}=.${claims}.${signature}`],
    ['white space', ` ${good}`],
    ['a line break inside', `${header}.${claims}.\n${signature}`],
    ['the usual base64 alphabet', `${header}.${claims}.+/`],
    ['unused bits that are not zero', `${header}.${claims}.AAB`],
    ['a header that is a number', `${encoded('5')}.${claims}.${signature}`],
    ['a header that is null', `${encoded('null')}.${claims}.${signature}`],
    ['claims that are an array', `${header}.${encoded('[]')}.${signature}`],
    ['claims that are a text', `${header}.${encoded('"x"')}.${signature}`],
    ['claims that end early', `${header}.${encoded('{"iss":')}.${signature}`],
    ['claims that are no UTF-8', `${header}.${Buffer.from([0x7b, 0xff, 0x7d]).toString('base64url')}.${signature}`],
    ['a byte order mark', `${header}.${encoded('\ufeff{}')}.${signature}`],
    ['ten thousand brackets', `${header}.${encoded('['.repeat(10_000))}.${signature}`],
  ])('%s', (_, text) => {
    expect(readClientAssertion(text)).toBeNull()
  })

  test('every flipped bit of signature, header and claims is refused', () => {
    const bytes = Buffer.from(good)
    for (let place = 0; place < bytes.length; place += 1) {
      const bent = Buffer.from(bytes)
      bent[place] = (bent[place] ?? 0) ^ 1
      const assertion = readClientAssertion(bent.toString('latin1'))
      const verdict =
        assertion === null ? { reason: 'unread' } : verifyClientAssertion(assertion, keys, [audience], now)
      expect(verdict, `bit in byte ${place}`).toHaveProperty('reason')
    }
  })

  test.each([0, 1, 63, 65, 72, 128])('a signature of %i bytes is refused', (length) => {
    const assertion = readClientAssertion(`${header}.${claims}.${Buffer.alloc(length, 1).toString('base64url')}`)
    expect(assertion === null ? null : verifyClientAssertion(assertion, keys, [audience], now)).toEqual({
      reason: 'signature',
    })
  })
})

describe('parseClientKeys', () => {
  const { jwk: second } = newClientKey({ kid: 'k2' })

  test.each([
    ['one key', [jwk], 1],
    ['one key without kid', [{ ...jwk, kid: undefined }], 1],
    ['two keys', [jwk, second], 2],
    ['a key that may verify', [{ ...jwk, key_ops: ['verify'] }], 1],
  ])('takes %s', (_, set, count) => {
    expect(parseClientKeys({ keys: set })).toHaveLength(count)
  })

  test.each([
    ['no key', []],
    ['two keys of which one has no kid', [jwk, { ...second, kid: undefined }]],
    ['two keys of one kid', [jwk, { ...second, kid: 'k1' }]],
    ['a kid of another type', [{ ...jwk, kid: 5 }]],
    ['an empty kid', [{ ...jwk, kid: '' }]],
    ['a key that is for encryption', [{ ...jwk, use: 'enc' }]],
    ['a key that may not verify', [{ ...jwk, key_ops: ['sign'] }]],
    ['key_ops of another type', [{ ...jwk, key_ops: 'verify' }]],
    ['a private key', [{ ...jwk, d: 'AAAA' }]],
    ['a null among the keys', [jwk, null]],
    ['eleven keys', Array.from({ length: 11 }, (_, place) => ({ ...jwk, kid: `k${place}` }))],
  ])('refuses %s', (_, set) => {
    expect(parseClientKeys({ keys: set })).toBeNull()
  })

  test.each([null, undefined, 5, 'x', [], {}, { keys: null }, { keys: {} }])('refuses %j', (value) => {
    expect(parseClientKeys(value)).toBeNull()
  })
})
