import type { Page } from '@/lib/db/lists/keyset-page'
import { toShownText } from '@/lib/kernel/display-text'
import type { AuthorityContext } from '../authority-context'
import { listOperatorPage, type OperatorPageRequest, type OperatorRow } from './operator-list.store'

export type { OperatorFilter, OperatorRow } from './operator-list.store'

/** One page of the list of operators; names are safe to show. */
export async function listOperators(
  { db }: Pick<AuthorityContext, 'db'>,
  request: OperatorPageRequest,
): Promise<Page<OperatorRow>> {
  const { rows, next } = await listOperatorPage(db, request)
  return { rows: rows.map((row) => ({ ...row, displayName: toShownText(row.displayName) })), next }
}
