/** White space, and every stroke that a Japanese or Western keyboard may produce for the printed hyphen. */
const separators = /[\s\u002d\u00ad\u2010-\u2015\u2212\u2500\u30fc\uff70\ufe63\u200b\ufeff]/gu

/** The password as it is hashed: full-width letters, small letters, hyphens and spaces make no difference to the holder. */
export function normalizeCardPassword(typed: string): string {
  return typed.normalize('NFKC').replace(separators, '').toUpperCase()
}

/** The letters of a password in groups of four, as on the printed slip: `K7MP-3XQ9-2W`. */
export function groupCardPassword(letters: string): string {
  return (letters.match(/.{1,4}/gu) ?? []).join('-')
}

/**
 * What a field shows after a stroke, and where its caret is then: behind the same letter as before. A hyphen comes with
 * the first letter of the next group, so deleting backwards never stops at one.
 */
export function regroupTyped(typed: string, caret: number): { text: string; caret: number } {
  const grouped = (part: string) => groupCardPassword(normalizeCardPassword(part))
  return { text: grouped(typed), caret: grouped(typed.slice(0, caret)).length }
}
