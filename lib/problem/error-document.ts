import { errorTexts } from './error-texts'
import { listErrors } from './list-errors'

const heading = `# Error codes

Written by \`npm run generate\` from the catalogues \`lib/**/*.errors.ts\` and the texts \`lib/messages/{ja,en}/errors/**/<word>.ts\`. Do not edit.

The list is closed. Every JSON API answers a refusal with a problem document (RFC 9457, \`application/problem+json\`) whose \`code\` is one
of these and whose \`type\` is \`<address of the side>/docs/errors#<code>\`, a page that shows this list. Decide on \`code\`, never on a
text: texts follow \`Accept-Language\` and may be worded better one day; codes stay. The endpoints of OAuth 2.0 under \`/oauth2/\` answer with
the error bodies of RFC 6749 instead. \`{…}\` in a text is a place that the answer fills.
`

/** docs/errors.md: the whole catalogue in both languages. */
export function errorDocument(): string {
  const sections = listErrors().map(({ word, errors }) => {
    const rows = errors.map(({ code, status }) => {
      const { ja, en } = errorTexts
      const cells = [`<a id="${code}"></a>\`${code}\``, String(status), say(ja[code]), say(en[code])]
      const next = [ja[code].nextStep, en[code].nextStep].filter((text) => text !== undefined)
      return `| ${[...cells, next.join('<br>') || '–'].join(' | ')} |`
    })
    return [`## ${word}`, '', '| code | status | ja | en | next step |', '|---|---|---|---|---|', ...rows].join('\n')
  })
  return `${heading}\n${sections.join('\n\n')}\n`
}

function say({ title, detail }: { title: string; detail: string }): string {
  return `**${title}**<br>${detail}`
}
