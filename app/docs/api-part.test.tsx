import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, test } from 'vitest'
import { undatabasedApi } from '@/lib/api/testing/undatabased-api'
import { messagesFor } from '@/lib/messages/messages-for'
import { ApiPart } from './api-part'
import { describeApi } from './describe-operations'
import { DocsNavigation } from './docs-navigation'

const { documents } = undatabasedApi()
const document = documents.find(({ part }) => part === 'emr')?.document
if (document === undefined) throw new Error('no document')
const api = describeApi(document)
const operations = api.groups.flatMap((group) => group.operations)

describe.each(['ja', 'en'] as const)('the reference in %s', (locale) => {
  const { docs: texts } = messagesFor(locale)
  const render = (canTry: boolean) =>
    renderToStaticMarkup(<ApiPart api={api} canTry={canTry} origin="https://shomei.example" part="emr" texts={texts} />)

  test('shows name, codes, example and command of every operation', () => {
    const html = render(false)
    for (const { id, refusals } of operations) {
      expect(html).toContain(`id="${id}"`)
      for (const code of refusals.flatMap(({ codes }) => codes)) {
        expect(html).toContain(code.includes('.') ? `href="/docs/errors#${code}"` : code)
      }
    }
    expect(html.split('curl -sS')).toHaveLength(operations.length + 1)
    expect(html).toContain(texts.example)
  })

  test('has a form in the sandbox only, and none for a stream', () => {
    expect(render(false)).not.toContain('<form')
    const streams = operations.filter(({ path }) => path.endsWith('/events'))
    expect(streams.length).toBeGreaterThan(0)
    expect(render(true).split('<form')).toHaveLength(operations.length - streams.length + 1)
  })
})

test('the navigation marks the current page and lists its places', () => {
  const links = [
    { href: '/docs/emr', text: 'EMR', isCurrent: true, links: [{ href: '#launches', text: 'launches' }] },
    { href: '/docs/errors', text: 'Errors' },
  ]
  const html = renderToStaticMarkup(
    <DocsNavigation label="Contents" links={links}>
      text
    </DocsNavigation>,
  )
  expect(html.match(/aria-current="page"/g)).toHaveLength(2)
  expect(html).toContain('href="#launches"')
})
