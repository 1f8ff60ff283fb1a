import { describe, expect, test } from 'vitest'
import { violationsOf } from './testing/broken-rules.mjs'

const empty = 'export const a = 1\n'
const importing = (...paths) => paths.map((path) => `import '@/${path}'\n`).join('')

describe('folders import each other in one direction', () => {
  test('two folders of a side that import each other are found, though no file does', () => {
    const found = violationsOf({
      'lib/facility/staff/staff.ts': empty,
      'lib/facility/staff/leave-staff.ts': importing('lib/facility/launches/launch'),
      'lib/facility/launches/launch.ts': empty,
      'lib/facility/launches/create-launch.ts': importing('lib/facility/staff/staff'),
    })
    expect(found.map(({ rule, path }) => [rule, path])).toEqual([['folders', 'lib/facility/launches']])
    expect(found[0].message).toContain('lib/facility/launches/create-launch.ts:1 → lib/facility/staff/staff.ts')
    expect(found[0].message).toContain('lib/facility/staff/leave-staff.ts:1 → lib/facility/launches/launch.ts')
  })

  test('a circle over three folders is one finding', () => {
    const found = violationsOf({
      'lib/authority/a/a.ts': importing('lib/authority/b/part'),
      'lib/authority/b/part.ts': empty,
      'lib/authority/b/b.ts': importing('lib/authority/c/part'),
      'lib/authority/c/part.ts': empty,
      'lib/authority/c/c.ts': importing('lib/authority/a/part'),
      'lib/authority/a/part.ts': empty,
    })
    expect(found).toMatchObject([{ rule: 'folders', path: 'lib/authority/a' }])
    expect(found[0].message).toContain('3 folders')
  })

  test.each(['import type', 'import'])('an %s counts', (form) => {
    const files = {
      'lib/authority/a/a.ts': `${form} { a } from '@/lib/authority/b/part'\nexport type B = typeof a\n`,
      'lib/authority/b/part.ts': empty,
      'lib/authority/b/b.ts': importing('lib/authority/a/part'),
      'lib/authority/a/part.ts': empty,
    }
    expect(violationsOf(files)).toHaveLength(1)
  })

  test('tests do not count', () => {
    const found = violationsOf({
      'lib/facility/staff/staff.ts': empty,
      'lib/facility/launches/launch.ts': importing('lib/facility/staff/staff'),
      'lib/facility/staff/staff.db.test.ts': importing('lib/facility/launches/launch'),
      'lib/facility/staff/testing/world.ts': importing('lib/facility/launches/launch'),
    })
    expect(found).toEqual([])
  })

  test('one direction, in any depth, is fine', () => {
    const found = violationsOf({
      'lib/facility/staff/staff.ts': empty,
      'lib/facility/staff/names/name.ts': importing('lib/facility/staff/staff'),
      'lib/facility/launches/launch.ts': importing('lib/facility/staff/names/name'),
    })
    expect(found).toEqual([])
  })

  test('top folders of lib that import each other are found', () => {
    const found = violationsOf({
      'lib/egress/no-proxy.ts': empty,
      'lib/egress/client.ts': importing('lib/config/settings'),
      'lib/config/settings.ts': empty,
      'lib/config/egress.ts': importing('lib/egress/no-proxy'),
    })
    expect(found).toMatchObject([{ rule: 'folders', path: 'lib/config' }])
  })

  test('an error catalogue is below problem documents and below the folders of its side', () => {
    const found = violationsOf({
      'lib/facility/staff/staff.errors.ts': empty,
      'lib/facility/staff/find-staff.ts': importing('lib/problem/problem', 'lib/facility/launches/launch'),
      'lib/facility/launches/launch.ts': importing('lib/facility/staff/staff.errors'),
      'lib/problem/problem.ts': empty,
      'lib/problem/codes.ts': importing('lib/facility/staff/staff.errors'),
    })
    expect(found).toEqual([])
  })

  test('a file in the root of a side imports no folder of it, types apart', () => {
    const files = { 'lib/facility/staff/staff.ts': empty, 'lib/facility/record.ts': empty }
    const path = 'lib/facility/context.ts'
    const both = importing('lib/facility/record', 'lib/facility/staff/staff')
    expect(violationsOf({ ...files, [path]: both })).toMatchObject([{ rule: 'folders', path, line: 2 }])
    const type = "import type { a } from '@/lib/facility/staff/staff'\nexport type B = typeof a\n"
    expect(violationsOf({ ...files, [path]: type })).toEqual([])
  })

  test('a file in the root of a side that is part of a circle is found', () => {
    const found = violationsOf({
      'lib/facility/context.ts': "import type { a } from './port/port'\nexport type B = typeof a\n",
      'lib/facility/port/port.ts': empty,
      'lib/facility/port/adapter.ts': importing('lib/facility/context'),
    })
    expect(found).toMatchObject([{ rule: 'folders', path: 'lib/facility/context.ts' }])
  })
})

describe('functions', () => {
  const lines = (count) => 'a()\n'.repeat(count)
  const rows = [
    ['declaration of 70 lines', `export function f() {\n${lines(68)}}\n`, 0],
    ['declaration of 71 lines', `export function f() {\n${lines(69)}}\n`, 1],
    ['arrow of 71 lines', `export const f = () => {\n${lines(69)}}\n`, 1],
    ['method of 71 lines', `export const o = { f() {\n${lines(69)}} }\n`, 1],
    ['two of 70 lines', `function f() {\n${lines(68)}}\nfunction g() {\n${lines(68)}}\n`, 0],
  ]
  test.each(rows)('%s', (_name, text, count) => {
    expect(violationsOf({ 'lib/kernel/a.ts': text })).toHaveLength(count)
    expect(violationsOf({ 'lib/kernel/a.test.ts': text })).toEqual([])
  })
})
