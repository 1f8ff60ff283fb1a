import type { Metadata } from 'next'
import { consolePath } from '@/app/_console/console-path'
import { processContexts } from '@/lib/api/process-api'
import { listOperators, type OperatorRow } from '@/lib/authority/operators/list-operators'
import { isolateText } from '@/lib/kernel/display-text'
import { formatDateTime } from '@/lib/messages/date-time'
import type { Locale } from '@/lib/messages/locale'
import { type Messages, messagesFor } from '@/lib/messages/messages-for'
import { requestLocale } from '@/lib/portal/request-locale'
import { requestPage } from '@/lib/portal/request-page'
import { ButtonLink } from '@/lib/ui/base/button-link'
import { EmptyState } from '@/lib/ui/base/empty-state'
import { StatusPill } from '@/lib/ui/base/status-pill'
import { type DataColumn, DataTable } from '@/lib/ui/console/data-table'
import { PageHeading } from '@/lib/ui/console/page-heading'
import { authorityPage } from '../../_session/authority-page'
import { roleText } from '../../_session/role-text'
import { OperatorFilters } from './operator-filters'
import { readOperatorQuery, toOperatorQuery } from './read-operator-query'

const rowsPerPage = 50
const path = '/authority/operators'

export async function generateMetadata(): Promise<Metadata> {
  return { title: messagesFor(await requestLocale()).authorityConsole.operators.pageTitle }
}

/** The operators of the authority, one page after the other; filter and page are in the address. */
export default authorityPage(path, async ({ query, locale }) => {
  const texts = messagesFor(locale).authorityConsole
  const { operators } = texts
  const { lang } = await requestPage()
  const { filter, after } = readOperatorQuery(query)
  const { rows, next } = await listOperators(processContexts().authority, { filter, after, limit: rowsPerPage })
  const isNarrowed = Object.keys(toOperatorQuery(filter, after)).length > 0
  const linkTo = (from: string | null) => consolePath(path, { lang }, toOperatorQuery(filter, from))
  return (
    <>
      <PageHeading heading={operators.heading} lead={operators.lead} />
      <OperatorFilters filter={filter} lang={lang} texts={texts} />
      {rows.length === 0 ? (
        <EmptyState {...operators.none} icon="search" />
      ) : (
        <DataTable
          caption={operators.caption}
          columns={columnsOf(texts, locale)}
          rowKey={({ operatorId }) => operatorId}
          rows={rows}
        />
      )}
      <div className="flex flex-wrap gap-3">
        {next === null ? null : (
          <ButtonLink href={linkTo(next)} variant="secondary">
            {operators.next}
          </ButtonLink>
        )}
        {after === null ? null : (
          <ButtonLink href={linkTo(null)} variant="quiet">
            {operators.first}
          </ButtonLink>
        )}
        {isNarrowed ? (
          <ButtonLink href={consolePath(path, { lang })} variant="quiet">
            {operators.clear}
          </ButtonLink>
        ) : null}
      </div>
    </>
  )
})

function columnsOf(texts: Messages['authorityConsole'], locale: Locale): DataColumn<OperatorRow>[] {
  const { columns, states, never } = texts.operators
  return [
    { key: 'operator', header: columns.operator, cell: ({ displayName }) => isolateText(displayName) },
    { key: 'operatorCode', header: columns.operatorCode, cell: ({ operatorCode }) => operatorCode },
    { key: 'role', header: columns.role, cell: ({ roles }) => roleText(roles, texts) },
    {
      key: 'state',
      header: columns.state,
      cell: ({ disabledAt }) =>
        disabledAt === null ? (
          <StatusPill text={states.enabled} tone="good" />
        ) : (
          <StatusPill text={states.disabled} tone="neutral" />
        ),
    },
    {
      key: 'lastSignIn',
      header: columns.lastSignIn,
      cell: ({ lastSignInAt }) => (lastSignInAt === null ? never : formatDateTime(lastSignInAt, locale)),
    },
  ]
}
