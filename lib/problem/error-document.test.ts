import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { errorCatalogue } from './error-codes'
import { errorDocument } from './error-document'
import { listErrors } from './list-errors'

test('docs/errors.md is what the code says; `npm run generate` writes it', () => {
  expect(readFileSync(new URL('../../docs/errors.md', import.meta.url), 'utf8')).toBe(errorDocument())
})

test('every code of the catalogue is listed once and has an anchor', () => {
  const listed = listErrors().flatMap(({ errors }) => errors.map(({ code }) => code))
  expect([...listed].sort()).toEqual(Object.keys(errorCatalogue).sort())
  for (const code of listed) expect(errorDocument().split(`<a id="${code}"></a>`)).toHaveLength(2)
})

test('no text would break its table', () => {
  for (const line of errorDocument()
    .split('\n')
    .filter((text) => text.startsWith('| <a'))) {
    expect(line.split('|')).toHaveLength(7)
  }
})
