import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { ROOT } from '../process/root.mjs'

const read = (path) => readFileSync(join(ROOT, path), 'utf8')
/** The text between backquotes in the first cell of a table's rows. */
const firstCells = (document) =>
  document
    .split('\n')
    .filter((line) => line.startsWith('| `'))
    .flatMap((line) => [...(line.split(' | ')[0] ?? '').matchAll(/`([^`]+)`/g)].map((match) => match[1]))

test('docs/decisions/0010 names every dependency, and no other', () => {
  const { dependencies, optionalDependencies, devDependencies } = JSON.parse(read('package.json'))
  const named = firstCells(read('docs/decisions/0010-dependencies.md'))
  const all = { ...dependencies, ...optionalDependencies, ...devDependencies }
  expect(named.sort()).toEqual(Object.keys(all).sort())
})

test('docs/operations.md names every setting with its default, and no other', () => {
  const document = read('docs/operations.md')
  const files = readdirSync(join(ROOT, 'lib/config')).filter((name) => /^(?:[\w-]+-)?settings\.ts$/.test(name))
  const paths = [...files.map((name) => `lib/config/${name}`), 'lib/card-helper/settings.ts']
  const source = paths.map(read).join('\n')
  const known = [...source.matchAll(/^ {2}([A-Z][A-Z0-9_]+): (.*)$/gm)].map(([, name, rule]) => ({ name, rule }))
  const asked = [...source.matchAll(/(?:environment\['|(?:proxyOf|readVariable)\((?:environment, )?')(\w+)'/g)].map(
    ([, name]) => name,
  )
  const names = new Set([...known.map(({ name }) => name), ...asked])
  expect(firstCells(document).sort()).toEqual([...names].sort())
  for (const { name, rule } of known) {
    const fallback = /seconds\(([\d_]+)|default\('?([\w]+)'?\)/.exec(rule)?.slice(1).find(Boolean)
    const row = document.split('\n').find((line) => line.startsWith(`| \`${name}\` |`)) ?? ''
    if (fallback) expect(row).toContain(`| \`${fallback.replaceAll('_', '')}\` |`)
  }
})

test('links between the documents lead somewhere', () => {
  const documents = [
    'README.md',
    'architecture',
    'operations',
    'glossary',
    'errors',
    'integration-emr',
    'integration/sign-a-prescription',
    'threat-model',
  ]
  const paths = documents.map((name) => (name === 'README.md' ? name : `docs/${name}.md`))
  for (const path of paths) {
    for (const [, target] of read(path).matchAll(/\]\((?!https?:|#)([^)#]+)[^)]*\)/g)) {
      expect(existsSync(join(ROOT, path, '..', target)), `${path}: ${target}`).toBe(true)
    }
  }
})

test('docs/decisions/README.md lists every decision once, in order, under its own number', () => {
  const files = readdirSync(join(ROOT, 'docs/decisions')).filter((name) => /^\d{4}-/.test(name))
  const rows = [...read('docs/decisions/README.md').matchAll(/^\| \[(\d{4})\]\((\d{4}-[^)]+)\)/gm)]
  expect(rows.map(([, , name]) => name)).toEqual(files.sort())
  for (const [, number, name] of rows) expect(name.slice(0, 4)).toBe(number)
})
