import fc from 'fast-check'
import { type JsonSchema, type Operation, resolve } from '../operations'

/** Texts that have broken parsers, databases, logs and pages before. */
export const nastyTexts: readonly string[] = [
  '',
  '\u0000',
  'a\u0000b',
  '\ud800',
  '\udc00x',
  '\ufeff',
  '\u202e右から左',
  '１２',
  '𠮷野家👩‍⚕️',
  '\r\nSet-Cookie: a=b',
  '\u001b[31m',
  "' OR 1=1; DROP TABLE authority.holder; --",
  '%00',
  '%s%n{{7*7}}#{7*7}',
  '../../etc/passwd',
  '__proto__',
  'constructor',
  'null',
  'NaN',
  '1e999',
  '9223372036854775808',
  '-0',
  'http://127.0.0.1:1/',
  'javascript:alert(1)',
  'A'.repeat(256),
  'あ'.repeat(70),
  '👍'.repeat(40),
  'A'.repeat(9_000),
]

export const nastyText = fc.constantFrom(...nastyTexts)
export const anyText = fc.oneof(
  nastyText,
  fc.string({ unit: 'binary', maxLength: 80 }),
  fc.string({ unit: 'grapheme', maxLength: 80 }),
  fc.base64String({ maxLength: 60 }),
)

/** Values of every JSON type. */
export const anyJson = fc.oneof(
  fc.constantFrom(null, true, false, 0, -1, 1.5, 2 ** 53, 1e308, [], {}, [[]], ''),
  anyText,
  fc.jsonValue({ maxDepth: 3 }),
)

/** Values that a schema of our documents allows. */
export function fromSchema(declared: JsonSchema, schemas: Operation['schemas']): fc.Arbitrary<unknown> {
  const schema = resolve(declared, schemas)
  if (schema.anyOf !== undefined) return fc.oneof(...schema.anyOf.map((each) => fromSchema(each, schemas)))
  if (schema.enum !== undefined) return fc.constantFrom(...schema.enum)
  if (schema.const !== undefined) return fc.constant(schema.const)
  switch ([schema.type].flat()[0]) {
    case 'string':
      return textOf(schema)
    case 'integer':
      return fc.integer({ min: schema.minimum ?? -(2 ** 31), max: schema.maximum ?? 2 ** 31 })
    case 'number':
      return fc.double({ noNaN: true, noDefaultInfinity: true })
    case 'boolean':
      return fc.boolean()
    case 'array':
      return fc.array(fromSchema(schema.items ?? {}, schemas), { maxLength: 5 })
    case 'null':
      return fc.constant(null)
    default:
      return objectOf(schema, schemas)
  }
}

function textOf({ pattern, minLength = 0, maxLength = 300 }: JsonSchema): fc.Arbitrary<string> {
  if (pattern !== undefined) return fc.stringMatching(new RegExp(pattern))
  const long = Math.min(maxLength, 300)
  return fc.oneof(
    fc.string({ unit: 'grapheme', minLength, maxLength: long }),
    fc.string({ unit: 'binary', minLength, maxLength: long }),
    fc.base64String({ minLength: Math.ceil(minLength / 4) * 4, maxLength: Math.floor(long / 4) * 4 }),
    nastyText.filter((text) => text.length >= minLength && text.length <= maxLength),
  )
}

function objectOf({ properties = {}, required = [] }: JsonSchema, schemas: Operation['schemas']) {
  const names = Object.keys(properties)
  if (names.length === 0)
    return fc.oneof(webauthnAnswer, fc.dictionary(fc.string({ maxLength: 12 }), anyJson, { maxKeys: 4 }))
  const members = Object.fromEntries(names.map((name) => [name, fromSchema(properties[name] ?? {}, schemas)]))
  return fc.record(members, { requiredKeys: required.filter((name) => names.includes(name)) })
}

const octets = fc.uint8Array({ maxLength: 120 }).map((bytes) => Buffer.from(bytes).toString('base64url'))
const clientData = fc
  .record({
    type: fc.constantFrom('webauthn.create', 'webauthn.get', 'payment.get', ''),
    challenge: fc.oneof(octets, anyText),
    origin: fc.oneof(fc.constant('https://authority.example.jp'), anyText),
    crossOrigin: fc.oneof(fc.boolean(), anyJson),
    topOrigin: fc.option(anyText),
  })
  .map((members) => Buffer.from(JSON.stringify(members)).toString('base64url'))

/** What a browser's WebAuthn answer looks like, with anything in its places. */
const webauthnAnswer = fc.record({
  id: fc.oneof(octets, anyJson),
  rawId: fc.oneof(octets, anyJson),
  type: fc.oneof(fc.constant('public-key'), anyJson),
  authenticatorAttachment: fc.option(fc.constantFrom('platform', 'cross-platform', '\u0000')),
  clientExtensionResults: fc.oneof(fc.constant({}), anyJson),
  response: fc.oneof(
    anyJson,
    fc.record(
      {
        clientDataJSON: fc.oneof(clientData, octets, anyJson),
        attestationObject: fc.oneof(octets, anyJson),
        authenticatorData: fc.oneof(octets, anyJson),
        signature: fc.oneof(octets, anyJson),
        userHandle: fc.oneof(octets, anyJson),
        transports: fc.oneof(fc.array(anyText, { maxLength: 3 }), anyJson),
      },
      { requiredKeys: [] },
    ),
  ),
})
