import { describe, expect, test } from 'vitest'
import { readImports } from './read-imports.mjs'

describe('every way to import is seen', () => {
  const value = { specifier: './a', line: 1, isTypeOnly: false, form: 'import' }
  const type = { ...value, isTypeOnly: true }
  const as = (form) => ({ ...value, form })
  const rows = [
    { name: 'default', source: "import a from './a'", expected: [value] },
    { name: 'side effect', source: "import './a'", expected: [value] },
    { name: 'names over lines', source: "import {\n  a,\n  b,\n} from './a'", expected: [{ ...value, line: 4 }] },
    { name: 'namespace', source: "import * as a from './a'", expected: [value] },
    { name: 're-export', source: "export { a } from './a'", expected: [as('export')] },
    { name: 'star re-export', source: "export * from './a'", expected: [as('export')] },
    { name: 're-export of a type', source: "export type { A } from './a'", expected: [{ ...type, form: 'export' }] },
    { name: 'star re-export of types', source: "export type * from './a'", expected: [{ ...type, form: 'export' }] },
    { name: 'type', source: "import type { A } from './a'", expected: [type] },
    { name: 'only type names', source: "import { type A, type B } from './a'", expected: [type] },
    { name: 'a value among types', source: "import { type A, b } from './a'", expected: [value] },
    { name: 'dynamic', source: "const a = await import('./a')", expected: [as('import()')] },
    { name: 'dynamic, name in a template', source: 'const a = await import(`./a`)', expected: [as('import()')] },
    { name: 'type of a module', source: "type A = typeof import('./a')", expected: [{ ...type, form: 'import type' }] },
    { name: 'type in a module', source: "type A = import('./a').A", expected: [{ ...type, form: 'import type' }] },
    { name: 'require', source: "const a = require('./a')", expected: [as('require')] },
    { name: 'import = require', source: "import a = require('./a')", expected: [as('require')] },
    { name: 'createRequire', source: "createRequire(import.meta.url)('./a')", expected: [as('require')] },
    {
      name: 'createRequire under another name',
      source: "const load = createRequire(import.meta.url)\nload('./a')",
      expected: [{ ...as('require'), line: 2 }],
    },
    { name: 'module of Node by name', source: "process.getBuiltinModule('./a')", expected: [as('require')] },
    { name: 'resolve', source: "import.meta.resolve('./a')", expected: [as('resolve')] },
    {
      name: 'worker thread',
      source: "new Worker(new URL('./a.mjs', import.meta.url))",
      expected: [{ ...as('new URL'), specifier: './a.mjs' }],
    },
    { name: 'worker thread by its path', source: "new Worker('./a')", expected: [as('Worker')] },
    {
      name: 'URL next to the file, used later',
      source: "const file = new URL('a.mjs', import.meta.url)",
      expected: [{ ...as('new URL'), specifier: './a.mjs' }],
    },
    { name: 'a document next to the file', source: "new URL('a.md', import.meta.url)", expected: [] },
    { name: 'an exported constant is no import', source: "export const a = './a'", expected: [] },
    { name: 'comment', source: "// import a from './a'", expected: [] },
    { name: 'text in a template', source: "const a = `\nimport b from './b'\n`", expected: [] },
  ]
  test.each(rows)('$name', ({ source, expected }) => {
    expect(readImports(source)).toEqual(expected)
  })
})

describe('an import whose name is made when the program runs has no specifier', () => {
  const rows = [
    ['variable', 'import(name)', 'import()', 'name'],
    ['template with an expression', 'import(`./${name}`)', 'import()', '`./${name}`'],
    ['require', 'require(name)', 'require', 'name'],
    ['resolve', 'import.meta.resolve(name)', 'resolve', 'name'],
    ['worker thread', 'new Worker(file())', 'Worker', 'file()'],
    [
      'worker thread by a URL of a variable',
      'new Worker(new URL(name, import.meta.url))',
      'Worker',
      'new URL(name, import.meta.url)',
    ],
  ]
  test.each(rows)('%s', (_name, source, form, text) => {
    expect(readImports(source)).toEqual([{ specifier: undefined, text, line: 1, isTypeOnly: false, form }])
  })
})

test('a file that cannot be parsed is an error and not a file without imports', () => {
  expect(() => readImports('import {', 'lib/kernel/a.ts')).toThrow('lib/kernel/a.ts:1 cannot be parsed')
})
