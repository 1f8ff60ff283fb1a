import { findingTexts, nextStepTexts, verdictTexts } from '@/lib/messages/finding-texts'
import { verdictResults } from '@/lib/vocabulary/verdict-result'
import { causeLists, listCauses } from './causes'
import { listFindings } from './list-findings'
import { nextSteps } from './next-steps'

const heading = `# Findings of signature verification

Written by \`npm run generate\` from \`lib/xades/xades.findings.ts\`, \`lib/pki/**/*.findings.ts\` and the texts \`lib/messages/{ja,en}/findings\`. Do not edit.

The lists are closed. \`POST /api/emr/v1/documents/verify\` answers a verdict and its findings; \`type\` of each is \`<address of the
side>/docs/findings#<code>\`, a page that shows this list. Decide on \`result\` and \`code\`, never on a text: texts follow
\`Accept-Language\` and may be worded better one day; codes stay. \`Shomei V…\` in a clause is a rule or a limit of ours, explained in
[0018](decisions/0018-own-xades-layer.md), [0025](decisions/0025-proof-of-existence.md) and [0027](decisions/0027-signed-properties-are-a-closed-list.md). **No document that is not VALID may be dispensed from.**
`

/** docs/findings.md: results, findings and causes in both languages. */
export function findingDocument(): string {
  const results = verdictResults.map((result) => {
    const { ja, en } = { ja: verdictTexts.ja[result], en: verdictTexts.en[result] }
    return row(anchored(result), say(ja), say(en), `${ja.nextStep}<br>${en.nextStep}`)
  })
  const findings = listFindings().map(({ rule, findings: listed }) =>
    section(
      `Rule ${rule}`,
      ['code', 'result', 'ja', 'en', 'next step', 'clause'],
      listed.map(({ code, result, indication, clause }) => {
        const step = nextSteps[code]
        const next = `${nextStepTexts.ja[step]}<br>${nextStepTexts.en[step]}`
        const { ja, en } = findingTexts
        return row(anchored(code), `${result}<br>${indication}`, say(ja[code]), say(en[code]), next, clause)
      }),
    ),
  )
  const causes = causeLists.map((list) =>
    section(
      `Causes: ${list}`,
      ['code', 'ja', 'en', 'clause'],
      listCauses(list).map(({ code, anchor, titles, clause }) =>
        row(anchored(anchor, code), titles.ja, titles.en, clause),
      ),
    ),
  )
  return `${[heading, section('Results', ['result', 'ja', 'en', 'next step'], results), ...findings, ...causes].join('\n')}`
}

function section(title: string, columns: readonly string[], rows: readonly string[]): string {
  return [`## ${title}`, '', row(...columns), `|${'---|'.repeat(columns.length)}`, ...rows, ''].join('\n')
}

function row(...cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`
}

function anchored(anchor: string, text = anchor): string {
  return `<a id="${anchor}"></a>\`${text}\``
}

function say({ title, detail }: { title: string; detail: string }): string {
  return `**${title}**<br>${detail}`
}
