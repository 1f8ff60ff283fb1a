import { randomInt } from 'node:crypto'

/** Letters and digits that no print or handwriting confuses: no 0 O, 1 I L, S, Z, B, U, V. */
const alphabet = '23456789ACDEFGHJKMNPQRTWXY'
const length = 10

/** Ten letters of 26, 47 bits, as printed on the slip: `K7MP-3XQ9-2W`. */
export function newCardPassword(): string {
  const letters = Array.from({ length }, () => alphabet[randomInt(alphabet.length)]).join('')
  return [letters.slice(0, 4), letters.slice(4, 8), letters.slice(8)].join('-')
}

/** White space, and every stroke that a Japanese or Western keyboard may produce for the printed hyphen. */
const separators = /[\s\u002d\u00ad\u2010-\u2015\u2212\u2500\u30fc\uff70\ufe63\u200b\ufeff]/gu

/** The password as it is hashed: full-width letters, small letters, hyphens and spaces make no difference to the holder. */
export function normalizeCardPassword(typed: string): string {
  return typed.normalize('NFKC').replace(separators, '').toUpperCase()
}
