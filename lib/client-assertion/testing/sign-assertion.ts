import { constants, generateKeyPairSync, type KeyObject, sign } from 'node:crypto'
import { toBase64Url, utf8 } from '@/lib/kernel/bytes'

export type Members = Record<string, unknown>

/** Leaves a member out where one is laid over the usual ones. */
export const missing = Symbol('missing')

/** Every JSON type, and numbers at their ends; as JSON text, because no JavaScript value becomes `1e999`. */
export const jsonTexts: readonly (readonly [name: string, json: string | symbol])[] = [
  ['left out', missing],
  ['null', 'null'],
  ['true', 'true'],
  ['false', 'false'],
  ['an empty object', '{}'],
  ['an object', '{"toString":1,"length":1,"0":"x"}'],
  ['an empty array', '[]'],
  ['an array of an object', '[{}]'],
  ['an array of a number', '[5]'],
  ['nested arrays', '[["x"]]'],
  ['zero', '0'],
  ['five', '5'],
  ['minus one', '-1'],
  ['a fraction', '5.5'],
  ['a huge number', '1e300'],
  ['more than a number holds', '1e999'],
  ['less than a number holds', '-1e999'],
  ['an empty text', '""'],
  ['another text', '"x"'],
  ['a text of a number', '"5"'],
  ['a NUL', '"\\u0000"'],
  ['half a surrogate pair', '"\\ud800"'],
  ['a text of 3,000 characters', JSON.stringify('x'.repeat(3_000))],
]

/** JSON of an object whose members are given as JSON text. */
export function jsonOf(members: Readonly<Record<string, string | symbol>>): string {
  const given = Object.entries(members).filter(([, json]) => json !== missing)
  return `{${given.map(([name, json]) => `${JSON.stringify(name)}:${String(json)}`).join(',')}}`
}

/** Members as JSON texts; an undefined one is left out. */
export function textsOf(members: Members): Record<string, string> {
  const given = Object.entries(members).filter(([, value]) => value !== undefined)
  return Object.fromEntries(given.map(([name, value]) => [name, JSON.stringify(value)]))
}

/** A compact JWS (RFC 7515 §7.1) over these very texts, whatever they say, signed by ES256, PS256 or RS256. */
export function signTexts(header: string, claims: string, key: KeyObject, algorithm = 'ES256'): string {
  const input = [header, claims].map((text) => toBase64Url(utf8(text))).join('.')
  const padding =
    algorithm === 'PS256'
      ? { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: constants.RSA_PSS_SALTLEN_DIGEST }
      : {}
  const signature = sign('sha256', utf8(input), { key, dsaEncoding: 'ieee-p1363', ...padding })
  return `${input}.${toBase64Url(signature)}`
}

/** A key pair of a client, on P-256 or RSA of 2048 bits, with its public half as JWK. */
export function newClientKey(members: Members = {}, kind: 'ec' | 'rsa' = 'ec') {
  const pair =
    kind === 'ec'
      ? generateKeyPairSync('ec', { namedCurve: 'P-256' })
      : generateKeyPairSync('rsa', { modulusLength: 2048 })
  return { privateKey: pair.privateKey, jwk: { ...pair.publicKey.export({ format: 'jwk' }), ...members } }
}
