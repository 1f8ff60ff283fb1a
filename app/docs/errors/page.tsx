import type { Metadata } from 'next'
import { Fragment } from 'react'
import { errorTexts } from '@/lib/http/problem/error-texts'
import { type ListedError, listErrors } from '@/lib/http/problem/list-errors'
import { requestLocale } from '@/lib/http/request-locale'
import { messagesFor } from '@/lib/messages/messages-for'
import { DataTable } from '@/lib/ui/data-table'
import { DocsPage } from '../docs-page'

export async function generateMetadata(): Promise<Metadata> {
  return { title: messagesFor(await requestLocale()).docs.errorsTitle }
}

/** Where the `type` of a problem document leads: every code, each with its own anchor. */
export default async function ErrorCodesPage() {
  const locale = await requestLocale()
  const { docs: texts } = messagesFor(locale)
  const { code, status, meaning, next } = texts.errorColumns
  const say = ({ code: each }: ListedError) => errorTexts[locale][each]
  return (
    <DocsPage
      heading={texts.errorsTitle}
      lead={texts.errorsLead}
      links={
        <>
          <a href="/docs">{texts.heading}</a>
          <a href="/">{texts.backToEntrance}</a>
        </>
      }
      locale={locale}
    >
      {listErrors().map(({ word, errors }) => (
        <section aria-labelledby={word} className="grid gap-2" key={word}>
          <h2 className="font-mono text-lg" id={word}>
            {word}
          </h2>
          <div className="overflow-hidden rounded-lg border border-line bg-surface">
            <DataTable
              caption={word}
              columns={[
                {
                  key: 'code',
                  header: code,
                  cell: (row) => (
                    <code className="scroll-mt-24 font-bold font-mono target:bg-accent-soft" id={row.code}>
                      {row.code.split(/(?<=[._])/).map((piece) => (
                        <Fragment key={piece}>
                          {piece}
                          <wbr />
                        </Fragment>
                      ))}
                    </code>
                  ),
                },
                { key: 'status', header: status, cell: (row) => row.status },
                {
                  key: 'meaning',
                  prose: true,
                  header: meaning,
                  cell: (row) => (
                    <span className="grid">
                      <b>{say(row).title}</b>
                      <span>{say(row).detail}</span>
                    </span>
                  ),
                },
                { key: 'next', prose: true, header: next, cell: (row) => say(row).nextStep ?? '–' },
              ]}
              rowKey={(row) => row.code}
              rows={errors}
            />
          </div>
        </section>
      ))}
    </DocsPage>
  )
}
