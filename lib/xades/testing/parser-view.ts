import { XmlC14NMode, XmlComment, XmlDocument, XmlElement, XmlText } from 'libxml2-wasm'
import type { Canonicalization } from '../algorithms'
import type { Element } from '../xml/element'

/** What the tree of an element says, without how it is kept. */
export type ElementView = {
  -readonly [Key in 'name' | 'namespace' | 'prefix' | 'text' | 'hasComment']: Element[Key]
} & {
  attributes: { name: string; namespace: string; value: string }[]
  children: ElementView[]
} & Record<Canonicalization, string>

/**
 * A document as libxml2 has it, node for node, each element with the canonical forms that libxml2 itself writes of it as a set of
 * nodes: the judge of our own reading and writing. `null` when libxml2 refuses the document.
 */
export function parserView(xml: string): ElementView | null {
  try {
    using document = XmlDocument.fromString(xml)
    return viewOf(document.root)
  } catch {
    return null
  }
}

function viewOf(node: XmlElement): ElementView {
  const view: ElementView = {
    name: node.name,
    namespace: node.namespaceUri,
    prefix: node.prefix,
    attributes: node.attrs.map(({ name, namespaceUri, value }) => ({ name, namespace: namespaceUri, value })),
    children: [],
    text: '',
    hasComment: false,
    inclusive: node.canonicalizeToString({ mode: XmlC14NMode.XML_C14N_1_0 }),
    exclusive: node.canonicalizeToString({ mode: XmlC14NMode.XML_C14N_EXCLUSIVE_1_0 }),
  }
  for (let child = node.firstChild; child !== null; child = child.next) {
    if (child instanceof XmlElement) view.children.push(viewOf(child))
    else if (child instanceof XmlText) view.text += child.content
    else if (child instanceof XmlComment) view.hasComment = true
  }
  return view
}
