import { type PageQuery, queryValue } from '@/app/_console/console-path'
import type { OperatorFilter } from '@/lib/authority/operators/list-operators'
import { isAuthorityConsoleRole } from '@/lib/vocabulary/console-role'

export type OperatorQuery = { filter: OperatorFilter; after: string | null }

/** Filter and page as the address has them; what is unknown there narrows nothing. */
export function readOperatorQuery(query: PageQuery): OperatorQuery {
  const [state, role, after] = [queryValue(query, 'state'), queryValue(query, 'role'), queryValue(query, 'after')]
  return {
    filter: {
      state: state === 'enabled' || state === 'disabled' ? state : null,
      role: isAuthorityConsoleRole(role) ? role : null,
      text: queryValue(query, 'text').normalize('NFKC').trim(),
    },
    after: after === '' ? null : after,
  }
}

/** The query of an address with this filter, for a link to another page of the list. */
export function toOperatorQuery({ state, role, text }: OperatorFilter, after: string | null): Record<string, string> {
  return {
    ...(state === null ? {} : { state }),
    ...(role === null ? {} : { role }),
    ...(text === '' ? {} : { text }),
    ...(after === null ? {} : { after }),
  }
}
