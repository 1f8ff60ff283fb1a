import { describe, expect, test } from 'vitest'
import { readImports } from './read-imports.mjs'

describe('every way to import is seen', () => {
  const value = { specifier: './a', line: 1, isTypeOnly: false }
  const type = { ...value, isTypeOnly: true }
  const rows = [
    { name: 'default', source: "import a from './a'", expected: [value] },
    { name: 'side effect', source: "import './a'", expected: [value] },
    { name: 'names over lines', source: "import {\n  a,\n  b,\n} from './a'", expected: [{ ...value, line: 4 }] },
    { name: 'namespace', source: "import * as a from './a'", expected: [value] },
    { name: 're-export', source: "export { a } from './a'", expected: [value] },
    { name: 'star re-export', source: "export * from './a'", expected: [value] },
    { name: 'type', source: "import type { A } from './a'", expected: [type] },
    { name: 'only type names', source: "import { type A, type B } from './a'", expected: [type] },
    { name: 'a value among types', source: "import { type A, b } from './a'", expected: [value] },
    { name: 'dynamic', source: "const a = await import('./a')", expected: [value] },
    { name: 'type of a module', source: "type A = typeof import('./a')", expected: [type] },
    { name: 'require', source: "const a = require('./a')", expected: [value] },
    { name: 'an exported constant is no import', source: "export const a = './a'", expected: [] },
    { name: 'comment', source: "// import a from './a'", expected: [] },
    { name: 'text in a template', source: "const a = `\nimport b from './b'\n`", expected: [] },
  ]
  test.each(rows)('$name', ({ source, expected }) => {
    expect(readImports(source)).toEqual(expected)
  })
})
