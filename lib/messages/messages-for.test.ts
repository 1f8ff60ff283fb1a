import { describe, expect, it } from 'vitest'
import type { Messages } from './messages-for'
import { messagesFor } from './messages-for'

type Node = string | readonly Node[] | { readonly [key: string]: Node }

const areas: readonly (keyof Messages)[] = [
  'portal',
  'fault',
  'phone',
  'register',
  'signIn',
  'my',
  'frame',
  'console',
  'authorityConsole',
  'demonstration',
  'eprescription',
  'errors',
]

function leaves(node: Node, path: string): [string, string][] {
  if (typeof node === 'string') return [[path, node]]
  return Object.entries(node).flatMap(([key, child]) => leaves(child, `${path}.${key}`))
}

function places(text: string): string[] {
  return [...text.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? '').sort()
}

describe.each(areas)('texts of %s', (area) => {
  const ja = new Map(leaves(messagesFor('ja')[area], area))
  const en = new Map(leaves(messagesFor('en')[area], area))

  it('exist in both languages, lists and next steps included', () => {
    expect([...en.keys()].sort()).toEqual([...ja.keys()].sort())
  })

  it('have the same {places} in both languages', () => {
    const differing = [...ja].filter(([path, text]) => `${places(text)}` !== `${places(en.get(path) ?? '')}`)
    expect(differing).toEqual([])
  })

  it('are never empty and carry no stray space or half-width Japanese punctuation', () => {
    const bad = [...ja, ...en].filter(([, text]) => text.trim() !== text || text === '' || /[｡､｢｣]| {2}/.test(text))
    expect(bad).toEqual([])
  })

  it('can cross to a client component as props', () => {
    expect(structuredClone(messagesFor('ja')[area])).toEqual(messagesFor('ja')[area])
  })
})
