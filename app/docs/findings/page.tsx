import type { Metadata } from 'next'
import { fill } from '@/lib/messages/fill'
import { findingTexts, nextStepTexts, verdictTexts } from '@/lib/messages/finding-texts'
import { messagesFor } from '@/lib/messages/messages-for'
import { requestLocale } from '@/lib/portal/request-locale'
import { causeLists, listCauses } from '@/lib/problem/findings/causes'
import { listFindings } from '@/lib/problem/findings/list-findings'
import { nextSteps } from '@/lib/problem/findings/next-steps'
import { verdictResults } from '@/lib/vocabulary/verdict-result'

import { docsLinks } from '../docs-links'
import { DocsPage } from '../docs-page'
import { CodeTable } from './code-table'

export async function generateMetadata(): Promise<Metadata> {
  return { title: messagesFor(await requestLocale()).docs.findings.title }
}

/** Where the `type` of a verdict and of its findings leads: every code, each with its own anchor. */
export default async function FindingCodesPage() {
  const locale = await requestLocale()
  const { docs } = messagesFor(locale)
  const { columns, ...texts } = docs.findings
  return (
    <DocsPage
      heading={texts.title}
      lead={texts.lead}
      links={
        <>
          <a href={`/docs?lang=${locale}`}>{docs.heading}</a>
          <a href={`/docs/errors?lang=${locale}`}>{docs.errorsLink}</a>
          <a href={`/?lang=${locale}`}>{docs.backToEntrance}</a>
        </>
      }
      locale={locale}
      navigation={docsLinks(locale, {
        page: 'findings',
        links: listFindings().map(({ rule }) => ({ href: `#${rule}`, text: rule })),
      })}
    >
      <CodeTable
        columns={[columns.result, columns.meaning, columns.next]}
        heading={texts.results}
        id="results"
        rows={verdictResults.map((result) => {
          const text = verdictTexts[locale][result]
          return { anchor: result, code: result, text, cells: [text.nextStep] }
        })}
      />
      {listFindings().map(({ rule, findings }) => (
        <CodeTable
          columns={[`${columns.code} / ${columns.result}`, columns.meaning, columns.next, columns.clause]}
          heading={fill(texts.rules, { rule })}
          id={rule}
          key={rule}
          rows={findings.map(({ code, result, clause }) => ({
            anchor: code,
            code,
            result,
            text: findingTexts[locale][code],
            cells: [nextStepTexts[locale][nextSteps[code]], clause],
          }))}
        />
      ))}
      {causeLists.map((list) => (
        <CodeTable
          columns={[columns.code, columns.meaning, columns.clause]}
          heading={texts.causes[list]}
          id={`causes-${list}`}
          key={list}
          rows={listCauses(list).map(({ code, anchor, titles, clause }) => ({
            anchor,
            code,
            text: { title: titles[locale] },
            cells: [clause],
          }))}
        />
      ))}
    </DocsPage>
  )
}
