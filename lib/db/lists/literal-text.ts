/** A text to be found as it is by the ORM's `contains`, `startsWith` and `endsWith`, which take `%` and `_` for wildcards of LIKE. */
export function literalText(text: string): string {
  return text.replace(/[\\%_]/g, '\\$&')
}
