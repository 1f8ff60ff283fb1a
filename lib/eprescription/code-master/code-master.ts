/** One row: what a code means, from and to which day (YYYY-MM-DD, both inclusive, `null` without an end), and its unit if it has one. */
export type CodeEntry = { name: string; unit: string | null; validFrom: string | null; validTo: string | null }

/**
 * A facility's master of drugs or of usages. `rowsOf`: the rows of a code, in the order of the file, `undefined` where it has none;
 * `hasKindOf`: whether codes of this kind are listed at all, since a master of claims codes says nothing about YJ codes.
 */
export type CodeMaster = {
  size: number
  rowsOf: (code: string) => readonly CodeEntry[] | undefined
  hasKindOf: (code: string) => boolean
}

/** The masters that a facility has; `null`: none of this kind, so nothing is compared with it. */
export type CodeMasters = { drugs: CodeMaster | null; usages: CodeMaster | null }

/** A master of these rows. */
export function toCodeMaster(rows: ReadonlyMap<string, readonly CodeEntry[]>): CodeMaster {
  const kinds = new Set([...rows.keys()].map(kindOf))
  return { size: rows.size, rowsOf: (code) => rows.get(code), hasKindOf: (code) => kinds.has(kindOf(code)) }
}

/** The rows that are valid on a day. */
export function entriesOn(entries: readonly CodeEntry[], day: string): CodeEntry[] {
  return entries.filter(
    ({ validFrom, validTo }) => (validFrom === null || validFrom <= day) && (validTo === null || day <= validTo),
  )
}

/** Whether two names are the same one in another width or with other spaces, as systems write them. */
export function isSameName(one: string, other: string): boolean {
  return comparable(one) === comparable(other)
}

function comparable(name: string): string {
  return name.normalize('NFKC').replaceAll(/\s/gu, '').toLowerCase()
}

/** Claims codes have 9 characters, usage codes 16; of those with 12, generic names end in ZZZ. */
function kindOf(code: string): string {
  if (code.length !== 12) return String(code.length)
  return code.endsWith('ZZZ') ? 'generic name' : 'YJ'
}
