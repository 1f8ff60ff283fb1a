import type { Metadata } from 'next'
import { messagesFor } from '@/lib/messages/messages-for'
import { requestLocale } from '@/lib/portal/request-locale'
import { errorTexts } from '@/lib/problem/error-texts'
import { type ListedError, listErrors } from '@/lib/problem/list-errors'
import { BreakableCode } from '../breakable-code'
import { docsLinks } from '../docs-links'
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
          <a href={`/docs?lang=${locale}`}>{texts.heading}</a>
          <a href={`/docs/findings?lang=${locale}`}>{texts.findings.link}</a>
          <a href={`/?lang=${locale}`}>{texts.backToEntrance}</a>
        </>
      }
      locale={locale}
      navigation={docsLinks(locale, {
        page: 'errors',
        links: listErrors().map(({ word }) => ({ href: `#${word}`, text: word })),
      })}
    >
      {listErrors().map(({ word, errors }) => (
        <section aria-labelledby={word} className="grid gap-2" key={word}>
          <h2 className="font-mono text-lg" id={word}>
            {word}
          </h2>
          <div className="overflow-hidden rounded-lg border border-line bg-surface px-[min(1rem,4vw)] md:px-0">
            <table className="field-table code-table">
              <caption className="sr-only">{word}</caption>
              <thead>
                <tr>
                  <th scope="col">{code}</th>
                  <th className="short" scope="col">
                    {status}
                  </th>
                  <th scope="col">{meaning}</th>
                  <th scope="col">{next}</th>
                </tr>
              </thead>
              <tbody>
                {errors.map((row) => (
                  <tr key={row.code}>
                    <th scope="row">
                      <BreakableCode code={row.code} id={row.code} />
                    </th>
                    <td className="short">{row.status}</td>
                    <td>
                      <b>{say(row).title}</b>
                      <br />
                      {say(row).detail}
                    </td>
                    <td>{say(row).nextStep}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        </section>
      ))}
    </DocsPage>
  )
}
