// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the sources under test hold templates
import { describe, expect, test } from 'vitest'
import { maskSource } from './mask-source.mjs'

describe('only code is left of a source', () => {
  const rows = [
    { name: 'line comment', source: 'a // b\nc', expected: 'a     \nc' },
    { name: 'block comment over lines', source: 'a /* b\nc */ d', expected: 'a     \n     d' },
    { name: 'string', source: "a('b//c')", expected: "a('    ')" },
    { name: 'string with an escaped quote', source: "a('b\\'c') // d", expected: "a('    ')     " },
    { name: 'template', source: 'a(`b ${c} d`)', expected: 'a(`  ${c}  `)' },
    { name: 'template in a template', source: '`a ${b(`c ${d} e`)} f`', expected: '`  ${b(`  ${d}  `)}  `' },
    { name: 'braces inside a template part', source: '`${a({ b: 1 })} c` + d', expected: '`${a({ b: 1 })}  ` + d' },
    { name: 'regular expression with a quote', source: "a = /'/; b", expected: 'a = / /; b' },
    { name: 'division is no regular expression', source: 'a / b / c', expected: 'a / b / c' },
  ]
  test.each(rows)('$name', ({ source, expected }) => {
    expect(maskSource(source)).toBe(expected)
  })

  test('comments go and strings stay where names of imports are wanted', () => {
    expect(maskSource("import 'a' // 'b'", { isKeepingStrings: true })).toBe("import 'a'       ")
  })
})
