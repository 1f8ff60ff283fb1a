import { describe, expect, test } from 'vitest'
import { readSource } from './read-source.mjs'

const namesIn = (source) => readSource('a.ts', source).uses.map(({ name }) => name)

describe('names from outside a file are seen in code, and nowhere else', () => {
  const rows = [
    ['call', 'fetch(url)', 'fetch', true],
    ['value', 'const load = fetch', 'fetch', true],
    ['member of the global object', 'globalThis.fetch(url)', 'fetch', true],
    ['environment', 'process.env.PORT', 'process.env', true],
    ['environment, computed', "process['env'][name]", 'process.env', true],
    ['environment, optional', 'process?.env', 'process.env', true],
    ['environment, taken apart', 'const { env } = process', 'process.env', true],
    ['environment, imported', "import { env as a } from 'node:process'", 'process.env', true],
    ['constant of the build', 'process.env.NODE_ENV', 'process.env', false],
    ['time now', 'new Date()', 'new Date()', true],
    ['a given time', 'new Date(time)', 'new Date()', false],
    ['inside a template', '`a ${fetch(url)} b`', 'fetch', true],
    ['method of an object', 'app.fetch(request)', 'fetch', false],
    ['key of an object', 'const a = { fetch: load }', 'fetch', false],
    ['shorthand of an object', 'const a = { fetch }', 'fetch', true],
    ['parameter', 'function a(fetch) { return fetch(url) }', 'fetch', false],
    ['type', 'type A = typeof fetch', 'fetch', false],
    ['line comment', '// fetch(url)', 'fetch', false],
    ['block comment', 'a(/* fetch(url) */)', 'fetch', false],
    ['single quotes', "a('fetch(url)')", 'fetch', false],
    ['double quotes with an escaped quote', 'a("b\\" fetch(url)")', 'fetch', false],
    ['template', 'a(`fetch(url) ${c} d`)', 'fetch', false],
    ['template in a template', '`a ${b(`fetch(url) ${d} e`)} f`', 'fetch', false],
    ['braces inside a template part', '`${a({ b: 1 })} c` + fetch(url)', 'fetch', true],
    ['regular expression', "a = /fetch(url)'/; b", 'fetch', false],
    ['regular expression with a quote', "a = /'/; fetch(url)", 'fetch', true],
    ['division is no regular expression', 'a / fetch(url) / c', 'fetch', true],
  ]
  test.each(rows)('%s', (_name, source, name, isSeen) => {
    expect(namesIn(source).includes(name)).toBe(isSeen)
  })
})
