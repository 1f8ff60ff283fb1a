import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { type Node, parseSource, walk } from '@/scripts/lint/source/parse-source.mjs'

const root = fileURLToPath(new URL('../..', import.meta.url))
const folders = ['lib', 'app', 'pages', 'prisma', 'bench', 'e2e']
/** Not ours to derive: made by Prisma, or published to vendors and compared with the implementation by embed.types.test.ts. */
const published = /^lib\/db\/generated\/|^lib\/embed-sdk\/embed\.d\.ts$/
const pickers = new Set(['Pick', 'Omit', 'Extract', 'Exclude'])

const sources = folders
  .flatMap((folder) =>
    readdirSync(`${root}/${folder}`, { recursive: true, encoding: 'utf8' }).map((path) => `${folder}/${path}`),
  )
  .filter((path) => /\.tsx?$/.test(path) && !/\.(?:test|spec)\.tsx?$/.test(path) && !published.test(path))

const keyOf = (values: readonly string[]) => [...new Set(values)].sort().join(' | ')

/** The texts of a list of literals or of a union of literals (also with null or undefined); `null` for anything else. */
function literalsOf(node: Node): string[] | null {
  if (node.type === 'ArrayExpression') {
    const values = node['elements'].map((element: Node | null) => element?.['value'])
    return values.every((value: unknown) => typeof value === 'string') ? values : null
  }
  if (node.type !== 'TSUnionType') return null
  const others = node['types'].filter((type: Node) => !/^TS(?:Null|Undefined)Keyword$/.test(type.type))
  const values = others.map((type: Node) => (type.type === 'TSLiteralType' ? type['literal'].value : undefined))
  return values.every((value: unknown) => typeof value === 'string') ? values : null
}

function isPicked(parents: readonly Node[]): boolean {
  const [reference, list] = parents.slice(-2)
  return list?.type === 'TSTypeParameterInstantiation' && pickers.has(reference?.['typeName']?.name)
}

function declarationsIn(path: string, text: string): { place: string; key: string }[] {
  const { program, lineAt } = parseSource(path, text)
  const found: { place: string; key: string }[] = []
  walk(program, (node, parents) => {
    const values = literalsOf(node)
    if (values === null || values.length < 2 || isPicked(parents)) return
    found.push({ place: `${path}:${lineAt(node.start)}`, key: keyOf(values) })
  })
  return found
}

const words = sources.filter((path) => path.startsWith('lib/vocabulary/'))
const declared = new Map(
  words.flatMap((path) => declarationsIn(path, readFileSync(`${root}/${path}`, 'utf8')).map(({ key }) => [key, path])),
)

function secondDeclarations(path: string, text: string): string[] {
  return declarationsIn(path, text)
    .filter(({ key }) => declared.has(key))
    .map(({ place, key }) => `${place} lists ${key}, as ${declared.get(key)} does`)
}

test('no other file lists the values of a word', () => {
  expect(declared.size).toBeGreaterThan(30)
  const others = sources.filter((path) => !path.startsWith('lib/vocabulary/'))
  expect(others.flatMap((path) => secondDeclarations(path, readFileSync(`${root}/${path}`, 'utf8')))).toEqual([])
})

test.each([
  ['a type', "export type Profession = 'pharmacist' | 'physician' | 'dentist'"],
  ['a member that may be null', "export type Row = { method: 'fido' | 'hpki_card' | 'my_number_card' | null }"],
  ['a list', "export const states = ['active', 'suspended', 'revoked'] as const"],
  ['a schema', "export const schema = z.strictObject({ mode: z.enum(['central', 'per_terminal']) })"],
])('%s is found', (_, text) => {
  expect(secondDeclarations('lib/x.ts', text)).toHaveLength(1)
})

test('allowed twins: a part of a word, and names of members', () => {
  const text = "type A = 'physician' | 'dentist'; type B = Pick<Row, 'active' | 'suspended' | 'revoked'>"
  expect(secondDeclarations('lib/x.ts', text)).toEqual([])
})
