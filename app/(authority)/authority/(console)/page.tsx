import type { Metadata } from 'next'
import { processContexts } from '@/lib/api/process-api'
import { getOwnAccount } from '@/lib/authority/operators/get-own-account'
import { formatDate, formatDateTime } from '@/lib/messages/date-time'
import { messagesFor } from '@/lib/messages/messages-for'
import { requestLocale } from '@/lib/portal/request-locale'
import { Card } from '@/lib/ui/base/card'
import { FactList } from '@/lib/ui/base/fact-list'
import { StatusPill } from '@/lib/ui/base/status-pill'
import { DataTable } from '@/lib/ui/console/data-table'
import { PageHeading } from '@/lib/ui/console/page-heading'
import { authorityPage } from '../_session/authority-page'
import { roleText } from '../_session/role-text'

export async function generateMetadata(): Promise<Metadata> {
  return { title: messagesFor(await requestLocale()).authorityConsole.account.pageTitle }
}

/** The operator's own account: who it is, and when it was signed in with. */
export default authorityPage('/authority', async ({ session, locale }) => {
  const texts = messagesFor(locale).authorityConsole
  const { columns, states, ...account } = texts.account
  const own = await getOwnAccount(processContexts().authority, session)
  return (
    <>
      <PageHeading heading={account.heading} lead={account.lead} />
      <Card>
        <FactList
          facts={[
            { term: account.name, value: own.displayName },
            { term: account.operatorCode, value: own.operatorCode },
            { term: account.role, value: roleText(session.roles, texts) },
            { term: account.since, value: formatDate(own.createdAt, locale) },
          ]}
        />
      </Card>
      <h2 className="text-xl">{account.sessions}</h2>
      <DataTable
        caption={account.sessions}
        columns={[
          { key: 'startedAt', header: columns.startedAt, cell: (row) => formatDateTime(row.startedAt, locale) },
          { key: 'lastSeenAt', header: columns.lastSeenAt, cell: (row) => formatDateTime(row.lastSeenAt, locale) },
          {
            key: 'state',
            header: columns.state,
            cell: ({ isThisOne, endedAt }) => (
              <StatusPill
                text={isThisOne ? states.this : endedAt === null ? states.open : states.ended}
                tone={isThisOne ? 'good' : 'neutral'}
              />
            ),
          },
        ]}
        rowKey={({ startedAt }) => startedAt.toISOString()}
        rows={own.sessions}
      />
    </>
  )
})
