import { randomInt } from 'node:crypto'
import { groupCardPassword } from '@/lib/kernel/card-password-form'

/** Letters and digits that no print or handwriting confuses: no 0 O, 1 I L, S, Z, B, U, V. */
const alphabet = '23456789ACDEFGHJKMNPQRTWXY'
const length = 10

/** Ten letters of 26, 47 bits, as printed on the slip: `K7MP-3XQ9-2W`. */
export function newCardPassword(): string {
  return groupCardPassword(Array.from({ length }, () => alphabet[randomInt(alphabet.length)]).join(''))
}
