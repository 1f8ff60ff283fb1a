import fc from 'fast-check'
import { concatBytes } from '@/lib/kernel/bytes'
import { derChildren, readDer } from '../der/read-der'
import { encodeInteger, encodeSequence, encodeSequenceOf } from '../der/write-der'

type Octets = Uint8Array<ArrayBuffer>

const order = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n

/** The numbers r and s of a well-formed ECDSA-Sig-Value, each as a whole INTEGER. */
function integersOf(der: Uint8Array): [Octets, Octets] {
  const [r, s] = derChildren(readDer(der))
  if (r === undefined || s === undefined) throw new Error('not an ECDSA-Sig-Value')
  return [new Uint8Array(r.octets), new Uint8Array(s.octets)]
}

const bytes = (...values: readonly number[]) => Uint8Array.from(values)
const numberOf = (integer: Uint8Array) => BigInt(`0x${Buffer.from(integer.subarray(2)).toString('hex')}`)
/** Contents of an INTEGER under another header or with other leading bytes. */
const padded = (integer: Octets, ...front: readonly number[]) => {
  const contents = concatBytes(bytes(...front), integer.subarray(2))
  return concatBytes(bytes(0x02, contents.length), contents)
}
const longForm = (element: Uint8Array) => concatBytes(element.subarray(0, 1), bytes(0x81), element.subarray(1))

/** The same signature (P-256) in every form that is not its one DER form, or with numbers outside of 1 to n-1. */
export const wrongEcdsaForms: readonly [name: string, change: (der: Uint8Array) => Octets][] = [
  ['a byte behind it', (der) => concatBytes(der, bytes(0))],
  ['many bytes behind it', (der) => concatBytes(der, new Uint8Array(40_000))],
  ['a second signature behind it', (der) => concatBytes(der, der)],
  ['end-of-contents behind it', (der) => concatBytes(der, bytes(0, 0))],
  ['a third INTEGER', (der) => encodeSequence(...integersOf(der), encodeInteger(1))],
  ['a NULL as third element', (der) => encodeSequence(...integersOf(der), bytes(5, 0))],
  ['only one INTEGER', (der) => encodeSequence(integersOf(der)[0])],
  ['an empty SEQUENCE', () => encodeSequence()],
  ['nothing at all', () => bytes()],
  ['the length of the SEQUENCE in long form', longForm],
  ['the length of r in long form', (der) => encodeSequence(longForm(integersOf(der)[0]), integersOf(der)[1])],
  ['the length of s in long form', (der) => encodeSequence(integersOf(der)[0], longForm(integersOf(der)[1]))],
  ['indefinite length', (der) => concatBytes(bytes(0x30, 0x80), ...integersOf(der), bytes(0, 0))],
  ['r with a needless zero in front', (der) => encodeSequence(padded(integersOf(der)[0], 0, 0), integersOf(der)[1])],
  ['s with a needless zero in front', (der) => encodeSequence(integersOf(der)[0], padded(integersOf(der)[1], 0, 0))],
  ['unsigned INTEGERs', (der) => encodeSequence(...integersOf(der).map(withoutSign))],
  ['an INTEGER without contents', (der) => encodeSequence(bytes(2, 0), integersOf(der)[1])],
  ['a SET in place of the SEQUENCE', (der) => concatBytes(bytes(0x31), der.subarray(1))],
  ['OCTET STRINGs in place of INTEGERs', (der) => encodeSequence(...integersOf(der).map(asOctetString))],
  ['r ‖ s without DER', (der) => concatBytes(...integersOf(der).map((integer) => integer.subarray(-32)))],
  ['wrapped in a SEQUENCE', (der) => encodeSequence(der)],
  ['s of zero', (der) => encodeSequence(integersOf(der)[0], encodeInteger(0))],
  ['r of zero', (der) => encodeSequence(encodeInteger(0), integersOf(der)[1])],
  ['s negated', (der) => encodeSequence(integersOf(der)[0], encodeInteger(-numberOf(integersOf(der)[1])))],
  ['s + n', (der) => encodeSequence(integersOf(der)[0], encodeInteger(numberOf(integersOf(der)[1]) + order))],
  ['r + n', (der) => encodeSequence(encodeInteger(numberOf(integersOf(der)[0]) + order), integersOf(der)[1])],
  ['s of n', (der) => encodeSequence(integersOf(der)[0], encodeInteger(order))],
  ['the last byte cut off', (der) => new Uint8Array(der.subarray(0, -1))],
]

/** The same signature (P-256) with n - s in place of s: another right one. */
export function otherS(der: Uint8Array): Octets {
  const [r, s] = integersOf(der)
  return encodeSequence(r, encodeInteger(order - numberOf(s)))
}

/** Whether both numbers have their top bit set, so that their INTEGERs begin with a zero byte. */
export function needsSignBytes(der: Uint8Array): boolean {
  return integersOf(der).every((integer) => integer[2] === 0)
}

function withoutSign(integer: Octets): Octets {
  return integer[2] === 0 ? concatBytes(bytes(0x02, integer.length - 3), integer.subarray(3)) : integer
}

function asOctetString(integer: Octets): Octets {
  return concatBytes(bytes(0x04), integer.subarray(1))
}

/** Random changes of an ECDSA-Sig-Value: bytes changed, put in, cut out, appended; elements repeated, reordered, replaced. */
export function changedEcdsaSignatures(der: Uint8Array): fc.Arbitrary<Octets> {
  const byte = fc.nat(255)
  const place = fc.nat(der.length)
  const integers = integersOf(der)
  const integer = fc.oneof(fc.constantFrom(...integers), fc.bigInt({ min: -order, max: 2n * order }).map(encodeInteger))
  return fc.oneof(
    fc.tuple(place, byte).map(([at, value]) => splice(der, at, 1, [value])),
    fc.tuple(place, fc.array(byte, { maxLength: 4 })).map(([at, values]) => splice(der, at, 0, values)),
    fc.tuple(place, fc.nat(4)).map(([at, count]) => splice(der, at, count, [])),
    fc.array(byte, { minLength: 1, maxLength: 64 }).map((values) => splice(der, der.length, 0, values)),
    fc.array(integer, { maxLength: 4 }).map((chosen) => encodeSequenceOf(chosen)),
    fc.constantFrom(...wrongEcdsaForms).map(([, change]) => change(der)),
    fc.uint8Array({ maxLength: 80 }).map((random) => new Uint8Array(random)),
  )
}

function splice(der: Uint8Array, at: number, count: number, values: readonly number[]): Octets {
  const changed = [...der]
  changed.splice(at, count, ...values)
  return Uint8Array.from(changed)
}
