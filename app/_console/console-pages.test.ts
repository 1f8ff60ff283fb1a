import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { pages } from '@/lib/config/paths'

const consoles = [
  { side: 'facility', folder: 'app/(facility)/admin/(console)', wrapper: 'facilityPage', root: '/admin' },
  { side: 'authority', folder: 'app/(authority)/authority/(console)', wrapper: 'authorityPage', root: '/authority' },
] as const

/** Files of a console with the address that the framework gives them. */
function pageFiles(folder: string, root: string): { file: string; address: string }[] {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) =>
    /(?:^|\/)page\.tsx$/.test(name),
  )
  return files.map((name) => ({
    file: join(folder, name),
    address: [root, ...name.split('/').slice(0, -1)].join('/'),
  }))
}

describe.each(consoles)(
  'AT-59 each page of the console of the $side asks for its right',
  ({ side, folder, wrapper, root }) => {
    const files = pageFiles(folder, root)

    test.each(files)('$address is wrapped under its own address, and does nothing by hand', ({ file, address }) => {
      const source = readFileSync(file, 'utf8')
      const [, given] = new RegExp(`export default ${wrapper}\\(([^,]+),`).exec(source) ?? []
      const named = /const path = ('[^']+')/.exec(source)?.[1]
      expect(given === 'path' ? named : given).toBe(`'${address}'`)
      expect(source).not.toMatch(/cookie|redirect\(|getLive|use server/)
    })

    test('the table of paths has a right for each page, and a page for each right', () => {
      const listed = Object.entries(pages).filter(([, page]) => page.side === side && 'right' in page)
      expect(files.map(({ address }) => address).sort()).toEqual(listed.map(([path]) => path).sort())
    })
  },
)

test('nothing is written by a server action', () => {
  for (const name of readdirSync('app', { recursive: true, encoding: 'utf8' }).filter((each) => /\.tsx?$/.test(each)))
    if (!name.endsWith('.test.ts'))
      expect(readFileSync(join('app', name), 'utf8'), name).not.toMatch(/['"]use server['"]/)
})
