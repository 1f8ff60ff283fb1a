/** Part of a list. `next` is the key behind which the next part begins, `null` at the end. */
export type Page<Row> = { rows: Row[]; next: string | null }

/**
 * A page out of rows in the order of a unique key, of which one more than `limit` was asked for: the further one says that there is
 * a next page. Pages begin behind a key, not at a number: rows that come or go meanwhile make no row appear twice or be left out.
 */
export function toPage<Row>(found: readonly Row[], limit: number, keyOf: (row: Row) => string): Page<Row> {
  const rows = found.slice(0, limit)
  const last = rows.at(-1)
  return { rows, next: found.length > limit && last !== undefined ? keyOf(last) : null }
}
