import fc from 'fast-check'
import { jsonTexts } from '@/lib/client-assertion/testing/sign-assertion'
import { anyJson, anyText } from './schema-arbitrary'

/** JSON text of any type, numbers that no double holds among them; a symbol leaves the member out. */
const anyMember = fc.oneof(
  fc.constantFrom(...jsonTexts.map(([, json]) => json)),
  anyJson.map((value) => JSON.stringify(value)),
)

/** Moments around now, in seconds since 1970, whole and not. */
const moment = fc
  .oneof(fc.integer({ min: -500, max: 500 }), fc.double({ min: -500, max: 500, noNaN: true }))
  .map((seconds) => String(Date.now() / 1_000 + seconds))

export type BentAssertion = {
  header: Record<string, string | symbol>
  claims: Record<string, string | symbol>
}

/** Changes to a good assertion: some claims and header members of any type, times around now, audiences around ours. */
export function bentAssertions(audiences: readonly string[]): fc.Arbitrary<BentAssertion> {
  const audience = fc.oneof(
    anyMember,
    fc.array(fc.oneof(fc.constantFrom(...audiences), anyJson), { maxLength: 3 }).map((each) => JSON.stringify(each)),
    fc.constantFrom(...audiences.map((each) => JSON.stringify(each))),
  )
  const time = fc.oneof({ weight: 3, arbitrary: moment }, { weight: 1, arbitrary: anyMember })
  const claims = fc.record(
    { iss: anyMember, sub: anyMember, aud: audience, exp: time, nbf: time, iat: time, jti: anyMember, x: anyMember },
    { requiredKeys: [] },
  )
  const header = fc.record(
    {
      alg: fc.oneof(anyMember, fc.constantFrom('"ES256"', '"none"', '"HS256"', '"es256"')),
      kid: anyMember,
      typ: anyMember,
      crit: anyMember,
      b64: anyMember,
      jwk: anyMember,
      jku: anyMember,
      x5c: anyMember,
    },
    { requiredKeys: [] },
  )
  const few = <Value>(each: fc.Arbitrary<Record<string, Value>>, most: number) =>
    fc.tuple(each, fc.nat()).map(([members, seed]) => {
      const entries = Object.entries(members)
      const first = entries.length === 0 ? 0 : seed % entries.length
      return Object.fromEntries([...entries.slice(first), ...entries.slice(0, first)].slice(0, most))
    })
  return fc.record({
    claims: few(claims, 2),
    header: fc.oneof({ weight: 3, arbitrary: fc.constant({}) }, few(header, 1)),
  })
}

/** Values that were never issued, of every length and kind that fits into a header or a form. */
export const opaqueValue = fc.oneof(
  anyText,
  fc.constantFrom('x', '.', '..', 'a.b.c', '=', 'A'.repeat(43), 'A'.repeat(600), 'A'.repeat(6_000), 'e30.e30.e30'),
  fc.base64String({ maxLength: 2_000 }),
)

/** Characters allowed in a header: printable, without white space at its ends. */
export const headerValue = fc.oneof(
  opaqueValue.map(toHeader),
  fc.string({ unit: 'binary-ascii', maxLength: 200 }).map(toHeader),
)

/** Authorization headers: known and unknown schemes before anything, and no scheme at all. */
export const authorizations = fc.oneof(
  fc
    .tuple(
      fc.constantFrom(
        'Bearer',
        'bearer',
        'BEARER',
        'Basic',
        'basic',
        'DPoP',
        'Digest',
        'Negotiate',
        '',
        'Bearer Bearer',
        'Bearer,',
      ),
      fc.constantFrom(' ', '  ', '\t', ''),
      headerValue,
    )
    .map((parts) => parts.join('').trim()),
  fc
    .tuple(opaqueValue, opaqueValue)
    .map(([id, secret]) => `Basic ${Buffer.from(`${id}:${secret}`).toString('base64').slice(0, 6_000)}`),
)

function toHeader(text: string): string {
  return text.replace(/[^\x20-\x7e\x80-\xff]/g, '').trim()
}
