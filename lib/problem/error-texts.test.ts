import { existsSync, readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { errors as en } from '@/lib/messages/en/errors'
import { errors as ja } from '@/lib/messages/ja/errors'
import { errorCatalogue, errorEntry, isErrorCode } from './error-codes'

const root = fileURLToPath(new URL('../..', import.meta.url))
const codes = Object.keys(errorCatalogue).filter(isErrorCode)

test.each([
  ['ja', ja],
  ['en', en],
])('the texts in %s are those of the catalogues and no others', (_, texts) => {
  expect(Object.keys(texts).sort()).toEqual([...codes].sort())
})

describe('a text has places only for what its code may carry', () => {
  test.each(codes)('%s', (code) => {
    const { params = {}, members = {} } = errorEntry(code)
    const known = [...Object.keys(params), ...(members.retryAfterSeconds === undefined ? [] : ['time'])]
    for (const { title, detail, nextStep = '' } of [ja[code], en[code]]) {
      const places = [...`${title}${detail}${nextStep}`.matchAll(/\{(\w+)\}/g)].map(([, place]) => place)
      expect(known).toEqual(expect.arrayContaining(places))
    }
  })
})

test('the texts of <word>.errors.ts are in lib/messages/{ja,en}/errors/[authority|facility/]<word>.ts', () => {
  const catalogues = readdirSync(`${root}/lib`, { recursive: true, encoding: 'utf8' }).filter((path) =>
    path.endsWith('.errors.ts'),
  )
  expect(catalogues.length).toBeGreaterThan(20)
  const missing = catalogues.flatMap((path) => {
    const [, side = '', word] = /^(authority\/|facility\/)?.*?([\w-]+)\.errors\.ts$/.exec(path) ?? []
    return ['ja', 'en']
      .map((locale) => `lib/messages/${locale}/errors/${side}${word}.ts`)
      .filter((text) => !existsSync(`${root}/${text}`))
  })
  expect(missing).toEqual([])
})
