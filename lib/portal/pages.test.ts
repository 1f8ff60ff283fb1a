import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { type Page, pages } from '../config/paths'

const root = new URL('../../', import.meta.url).pathname

function filesBelow(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map((path) =>
    path.split('\\').join('/'),
  )
}

/** Addresses that the framework would answer, from its two folders of pages, as patterns. */
function builtPages(): string[] {
  const fromApp = filesBelow('app')
    .filter((path) => /(?:^|\/)page\.tsx$/.test(path))
    .map((path) => path.replace(/(?:^|\/)page\.tsx$/, ''))
  const fromPages = filesBelow('pages')
    .filter((path) => /^(?!_)[^.]+\.tsx$/.test(path))
    .map((path) => path.replace(/\.tsx$/, '').replace(/(?:^|\/)index$/, ''))
  return [...fromApp, ...fromPages].map((path) => `/${path.replace(/\([^/]*\)\/?/g, '')}`.replace(/(.)\/$/, '$1'))
}

describe('AT-51 every page says what it costs', () => {
  const isAddressOf = (pattern: string) => {
    const path = new RegExp(`^${pattern.replace(/\[\w+\]/g, '[^/]+')}$`)
    return (address: string) => path.test(address)
  }

  test.each(builtPages())('%s is listed', (pattern) => {
    expect(Object.keys(pages).some(isAddressOf(pattern))).toBe(true)
  })

  test('what is listed is built, or a file', () => {
    const built = builtPages()
    for (const [address, { file }] of Object.entries<Page>(pages))
      expect(file === true || built.some((pattern) => isAddressOf(pattern)(address)), address).toBe(true)
  })

  test('no page takes more than 50 ms of the event loop', () => {
    for (const { cost } of Object.values(pages)) expect(cost.kind === 'made' ? cost.ms : 0).toBeLessThanOrEqual(50)
  })
})
