import type { Attribute, CanonicalPlace, Element } from './element'

type Open = {
  -readonly [Key in keyof Element]: Key extends 'children' ? Open[] : Key extends 'parent' ? Open | null : Element[Key]
}

export const xmlNamespace = 'http://www.w3.org/XML/1998/namespace'
const noNamespaces: ReadonlyMap<string, string> = new Map()
const [space, slash, bang, question, greater] = [0x20, 0x2f, 0x21, 0x3f, 0x3e]
const [commentStart, commentEnd] = ['<!--', '-->']

/**
 * The tree of a canonical text (Canonical XML 1.0, with comments) as the parser writes it. Nothing has a second spelling there: no
 * declaration, no empty-element tag, no CDATA section, one kind of quote, `<` only where markup begins. So there is nothing to
 * understand in another way than the parser did. `null` for a text that is not of this form, or that has a processing instruction.
 */
export function readElement(text: string): Element | null {
  let root: Open | null = null
  let open: Open | null = null
  let done = 0
  for (let start = text.indexOf('<'); start !== -1; start = text.indexOf('<', done)) {
    if (open !== null && start > done) open.text += withoutEscapes(text.slice(done, start))
    const next = text.charCodeAt(start + 1)
    if (next === bang) {
      // The end is looked for behind the start: `<!-->` is the start of a comment and no whole one.
      done = text.startsWith(commentStart, start) ? endOf(text, commentEnd, start + commentStart.length) : 0
      if (open !== null) open.hasComment = true
    } else if (next === question) {
      return null
    } else if (next === slash) {
      done = endOf(text, '>', start)
      if (open === null) return null
      open.place.contentEnd = start
      open.place.end = done
      open = open.parent
    } else {
      const element = readStartTag(text, start, open)
      if (element === null || (open === null && root !== null)) return null
      done = element.place.contentStart
      open?.children.push(element)
      root ??= element
      open = element
    }
    if (done === 0) return null
  }
  return open === null ? root : null
}

/** The place behind the next `mark`, 0 when there is none. */
function endOf(text: string, mark: string, from: number): number {
  const place = text.indexOf(mark, from)
  return place === -1 ? 0 : place + mark.length
}

function readStartTag(text: string, start: number, parent: Open | null): Open | null {
  const outer = parent?.scope ?? noNamespaces
  let scope: Map<string, string> | null = null
  const attributes: Attribute[] = []
  let place = endOfName(text, start + 1)
  const [prefix, name] = splitName(text.slice(start + 1, place))
  while (text.charCodeAt(place) === space) {
    const equals = text.indexOf('=', place)
    const end = text.indexOf(text.charAt(equals + 1), equals + 2)
    if (equals === -1 || end === -1) return null
    const value = text.slice(equals + 2, end)
    const written = text.slice(place, end + 1)
    const [attributePrefix, attributeName] = splitName(text.slice(place + 1, equals))
    place = end + 1
    const isDefault = attributePrefix === '' && attributeName === 'xmlns'
    if (isDefault || attributePrefix === 'xmlns') {
      scope ??= new Map(outer)
      // Namespaces are written as they are, without escapes: what looks like one is none.
      scope.set(isDefault ? '' : attributeName, value)
      continue
    }
    // Namespaces are declared before attributes, so that all of this element's are in scope here.
    const namespace = attributePrefix === '' ? '' : namespaceOf(scope ?? outer, attributePrefix)
    if (namespace === null) return null
    attributes.push({ name: attributeName, namespace, prefix: attributePrefix, value: withoutEscapes(value), written })
  }
  const inScope = scope ?? outer
  const namespace = namespaceOf(inScope, prefix)
  if (namespace === null || name === '' || text.charCodeAt(place) !== greater) return null
  const at: CanonicalPlace = { text, start, contentStart: place + 1, contentEnd: 0, end: 0 }
  return {
    name,
    namespace,
    prefix,
    parent,
    attributes,
    children: [],
    text: '',
    hasComment: false,
    scope: inScope,
    place: at,
  }
}

/** `null` for a prefix that stands for nothing. */
function namespaceOf(scope: ReadonlyMap<string, string>, prefix: string): string | null {
  if (prefix === 'xml') return xmlNamespace
  return scope.get(prefix) ?? (prefix === '' ? '' : null)
}

function endOfName(text: string, from: number): number {
  let place = from
  for (let code = text.charCodeAt(place); code !== space && code !== greater && place < text.length; ) {
    place += 1
    code = text.charCodeAt(place)
  }
  return place
}

function splitName(name: string): [prefix: string, local: string] {
  const colon = name.indexOf(':')
  return colon === -1 ? ['', name] : [name.slice(0, colon), name.slice(colon + 1)]
}

const escapes: Readonly<Record<string, string>> = {
  '&amp;': '&',
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&#x9;': '\t',
  '&#xA;': '\n',
  '&#xD;': '\r',
}

function withoutEscapes(text: string): string {
  return text.includes('&') ? text.replace(/&[^;]{1,4};/g, (written) => escapes[written] ?? written) : text
}
