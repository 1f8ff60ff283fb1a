import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { utf8 } from '@/lib/kernel/bytes'
import { type ElementView, parserView } from '../testing/parser-view'
import { createScene } from '../testing/signed-documents'
import { canonicalize } from './canonicalize'
import { defaultXmlLimits } from './check-limits'
import type { Element } from './element'
import { readDocument } from './read-document'

const textOf = (octets: Uint8Array) => new TextDecoder().decode(octets)

/** Our own reading of a document, in the words of the parser's. */
function ownView(xml: string): ElementView | null {
  const read = readDocument(utf8(xml), { ...defaultXmlLimits, attributesOfElement: 1_000 })
  return read.code === null ? viewOf(read.document.root) : null
}

function viewOf(element: Element): ElementView {
  const { name, namespace, prefix, text, hasComment } = element
  return {
    name,
    namespace,
    prefix,
    attributes: element.attributes.map((one) => ({ name: one.name, namespace: one.namespace, value: one.value })),
    children: element.children.map(viewOf),
    text,
    hasComment,
    inclusive: textOf(canonicalize(element, 'inclusive')),
    exclusive: textOf(canonicalize(element, 'exclusive')),
  }
}

/** The parser keeps the order of the text, our attributes are in that of the canonical form. */
function inOrder(view: ElementView | null): ElementView | null {
  if (view === null) return null
  const key = ({ namespace, name }: ElementView['attributes'][number]) => `${namespace} ${name}`
  const attributes = [...view.attributes].sort((a, b) => (key(a) < key(b) ? -1 : 1))
  return { ...view, attributes, children: view.children.flatMap((child) => inOrder(child) ?? []) }
}

function expectSame(xml: string): ElementView | null {
  const own = inOrder(ownView(xml))
  expect(own, xml).toEqual(inOrder(parserView(xml)))
  return own
}

describe('each element is read as the parser reads it, and its canonical forms are the ones that the parser writes', () => {
  test.each([
    ['one element', '<a/>'],
    [
      'a default namespace, undeclared and declared again',
      '<a xmlns="urn:x"><b xmlns=""><c xmlns="urn:x"/><d/></b></a>',
    ],
    [
      'a default namespace that a prefixed element hides',
      '<a xmlns="urn:x"><p:b xmlns:p="urn:p"><c xmlns=""/></p:b></a>',
    ],
    ['a default namespace that nothing uses', '<p:a xmlns:p="urn:p" xmlns="urn:x"><p:b/></p:a>'],
    ['one namespace under two prefixes', '<p:a xmlns:p="urn:p" xmlns:q="urn:p"><q:b/><p:c q:x="1"/></p:a>'],
    [
      'a prefix that changes its meaning',
      '<p:a xmlns:p="urn:1"><p:b xmlns:p="urn:2"><p:c xmlns:p="urn:1"/></p:b></p:a>',
    ],
    ['declarations that say nothing new', '<p:a xmlns:p="urn:p"><p:b xmlns:p="urn:p"/><c xmlns=""/></p:a>'],
    ['a prefix that only an attribute uses', '<a xmlns:p="urn:p"><b p:x="1"><c p:y="2"/></b><d/></a>'],
    ['attributes out of order', '<a xmlns:p="urn:z" xmlns:q="urn:a" z="1" p:a="2" b="3" q:z="4" xml:lang="ja"/>'],
    [
      'attributes of xml:, inherited and hidden',
      '<a xml:lang="ja" xml:space="preserve"><b xml:lang="en" c="1"><d/></b></a>',
    ],
    [
      'xml declared as what it is',
      '<a xmlns:xml="http://www.w3.org/XML/1998/namespace" xml:lang="ja"><xml:b xml:lang="en"/><c/></a>',
    ],
    ['inherited xml:id', '<a xml:id="i" xmlns:p="http://a/" xmlns:q="urn:z"><b q:x="1" p:x="2"/></a>'],
    ['every escape in text', '<a>&amp;&lt;&gt;"\'\t\n&#13;&#x9;&#10; ]]&gt;</a>'],
    ['every escape in an attribute', '<a b="&amp;&lt;&gt;&quot;\'&#9;&#10;&#13; \t\n" c=\'"\'/>'],
    ['text that looks like an escape', '<a b="&amp;lt;&amp;#xD;">&amp;lt;&amp;amp;amp;&amp;#x9;</a>'],
    ['line ends of other systems', '<a>1\r\n2\r3</a>'],
    ['comments everywhere', '<!-- 0 --><a>1<!-- <b> -->2<b><!----></b><!-- > -->3</a><!-- 4 -->'],
    ['comments that only look finished', '<!-->--><a><!--> <b> --><b/><!--->--><!--><c></c>--></a><!-->-->'],
    ['text that looks like a comment', '<a b="&lt;!-- x --&gt;">&lt;!-- x --&gt;</a>'],
    ['a greater-than sign in an attribute', '<a b="x>y"><c d="/>"/></a>'],
    ['names and text beyond ASCII', '<薬 xmlns:処="urn:x" 処:方="箋"><処:名>𠮷野家 👩‍⚕️</処:名></薬>'],
    ['prefixes beyond the basic plane', '<a xmlns:\u{10000}="urn:1" xmlns:\uf900="urn:2" \u{10000}:x="" \uf900:x=""/>'],
    ['an ampersand in a namespace', '<p:a xmlns:p="http://x/?a=1&amp;b=2"><p:b/></p:a>'],
    ['an apostrophe in a namespace', `<p:a xmlns:p="http://x/'"><p:b/></p:a>`],
    ['an XML declaration and a byte order mark', '\ufeff<?xml version="1.0" encoding="UTF-8"?>\n<a> </a>\n'],
  ])('%s', (_, xml) => {
    expect(expectSame(xml)).not.toBeNull()
  })

  test.each([
    ['a quotation mark in a namespace', `<p:a xmlns:p='http://x/"'/>`],
    ['a space in a namespace', '<p:a xmlns:p="http://x/ y"/>'],
    ['a prefix that is not declared', '<p:a/>'],
    ['a prefix that is undeclared', '<p:a xmlns:p="urn:p"><p:b xmlns:p=""/></p:a>'],
    ['two colons', '<p:a:b xmlns:p="urn:p"/>'],
    ['xml bound to something else', '<a xmlns:xml="urn:x"/>'],
  ])('refused by both: %s', (_, xml) => {
    expect(ownView(xml)).toBeNull()
    expect(parserView(xml)).toBeNull()
  })

  test('signed documents', async () => {
    const { prescription, dispensing } = await createScene('p-256')
    for (const octets of [prescription, dispensing]) expect(expectSame(textOf(octets))).not.toBeNull()
  })

  test('random documents', () => {
    let good = 0
    fc.assert(
      fc.property(document, (xml) => {
        if (expectSame(xml) !== null) good += 1
      }),
      { numRuns: 1_500 },
    )
    expect(good).toBeGreaterThan(700)
  })
})

const prefix = fc.constantFrom('', 'p', 'q', 'z')
const uri = fc.constantFrom('urn:a', 'urn:b', 'http://c/?d&amp;e', 'urn:a')
const text = fc
  .array(fc.constantFrom('x', ' ', '&amp;', '&lt;', '&gt;', '"', "'", '&#13;', '&#10;', '\n', '\t', '>', '錠', '𠮷'))
  .map((parts) => parts.join('').replaceAll(']]>', ''))
const attribute = fc.oneof(
  fc
    .tuple(fc.constantFrom('a', 'b', 'Id', 'xml:lang', 'xml:space', 'p:a', 'q:a', 'z:b'), text)
    .map(([name, value]) => ({
      name,
      value: value.replaceAll('"', '&quot;'),
    })),
  fc.tuple(prefix, uri).map(([name, value]) => ({ name: name === '' ? 'xmlns' : `xmlns:${name}`, value })),
  fc.constant({ name: 'xmlns', value: '' }),
)
const attributes = fc.uniqueArray(attribute, { selector: ({ name }) => name, maxLength: 5 })
const { element } = fc.letrec<{ element: string; content: string }>((tie) => ({
  element: fc
    .tuple(prefix, fc.constantFrom('a', 'b'), attributes, fc.array(tie('content'), { maxLength: 4 }))
    .map(([before, local, list, inside]) => {
      const name = before === '' ? local : `${before}:${local}`
      return `<${name}${list.map((one) => ` ${one.name}="${one.value}"`).join('')}>${inside.join('')}</${name}>`
    }),
  content: fc.oneof(
    { maxDepth: 5 },
    text,
    fc.constantFrom('<!-- <c/> ]]> -->', '<!--><c></c>-->', '<!--->-->', '<!---->'),
    tie('element'),
  ),
}))
/** Most prefixes are declared around, so that most documents are well formed. */
const document = fc
  .tuple(uri, uri, uri, element)
  .map(([p, q, z, inside]) => `<r xmlns:p="${p}" xmlns:q="${q}" xmlns:z="${z}">${inside}</r>`)
