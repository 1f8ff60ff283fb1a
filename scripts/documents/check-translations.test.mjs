import { expect, test } from 'vitest'
import { checkTranslations } from './check-translations.mjs'

const page = (text, code) => `# ${text}\n\n\`\`\`sh\n${code}\n\`\`\`\n`

test('a page and its translation with the same code pass, whatever the words are', () => {
  const documents = new Map([
    ['docs/a.md', page('A', 'ls -l')],
    ['docs/ja/a.md', page('あ', 'ls -l')],
  ])
  expect(checkTranslations(documents, (path) => path === 'docs/a.md')).toEqual([])
})

test('another byte of code, a missing block, a missing translation and a page without an original are named', () => {
  const documents = new Map([
    ['docs/a.md', page('A', 'ls -l')],
    ['docs/ja/a.md', page('あ', 'ls -la')],
    ['docs/b.md', page('B', 'ls')],
    ['docs/ja/b.md', '# い\n'],
    ['docs/c.md', page('C', 'ls')],
    ['docs/ja/d.md', page('え', 'ls')],
  ])
  expect(checkTranslations(documents, (path) => !path.startsWith('docs/ja/'))).toEqual([
    'docs/c.md: docs/ja/c.md is missing',
    'docs/ja/a.md: block 1 of code is other than in docs/a.md',
    'docs/ja/b.md: other blocks of code (0, not 1) than in docs/b.md',
    'docs/ja/d.md: docs/d.md is missing',
  ])
})
