import { DocumentRejected } from './document-rejected'

const MAX_DEPTH = 64
const MAX_TAGS = 20_000
const NAME = /[A-Za-z_][\w.:-]*/y
const ATTRIBUTE = /\s+([A-Za-z_][\w.:-]*)\s*=\s*(?:"([^"<]*)"|'([^'<]*)')/y
const START_CLOSE = /\s*(\/?)>/y
const END_TAG = /<\/([A-Za-z_][\w.:-]*)\s*>/y

/** One tag of a document. `depth` is 0 for the root; `start` and `end` are places in the text, `end` after the `>`. */
export type Tag = {
  kind: 'start' | 'end' | 'empty'
  name: string
  depth: number
  start: number
  end: number
  attributes: [name: string, value: string][]
}

/**
 * The tags of a document in order, from place `from` on. Only what is needed to copy a part of it unchanged: nesting is
 * checked, a document type declaration is refused, entities and namespaces are left to the real parser.
 * @throws DocumentRejected
 */
export function* tagsOf(text: string, from: number): Generator<Tag> {
  const open: string[] = []
  let hasRoot = false
  let place = from
  for (let count = 0; ; ) {
    const start = text.indexOf('<', place)
    if (open.length === 0 && /\S/.test(text.slice(place, start < 0 ? undefined : start))) throw malformed()
    if (start < 0) break
    const skipped = skipMarkup(text, start, open.length > 0)
    if (skipped !== null) {
      place = skipped
      continue
    }
    const tag = text[start + 1] === '/' ? readEnd(text, start, open) : readStart(text, start, open.length)
    if (tag.depth === 0 && tag.kind !== 'end' && hasRoot) throw malformed()
    hasRoot = true
    if (tag.kind === 'start') open.push(tag.name)
    count += 1
    if (open.length > MAX_DEPTH || count > MAX_TAGS) throw malformed()
    place = tag.end
    yield tag
  }
  if (!hasRoot || open.length > 0) throw malformed()
}

/** The place after a comment, processing instruction or CDATA section that begins at `start`; null for a tag. */
function skipMarkup(text: string, start: number, isInside: boolean): number | null {
  if (text.startsWith('<!--', start)) return after(text, '-->', start + 4)
  if (text.startsWith('<![CDATA[', start) && isInside) return after(text, ']]>', start + 9)
  if (text.startsWith('<!', start)) throw new DocumentRejected('document.dtd')
  if (text.startsWith('<?', start)) return after(text, '?>', start + 2)
  return null
}

function after(text: string, mark: string, from: number): number {
  const found = text.indexOf(mark, from)
  if (found < 0) throw malformed()
  return found + mark.length
}

function readEnd(text: string, start: number, open: string[]): Tag {
  const [tag, name] = matchAt(END_TAG, text, start)
  if (name === undefined || open.pop() !== name) throw malformed()
  return { kind: 'end', name, depth: open.length, start, end: start + tag.length, attributes: [] }
}

function readStart(text: string, start: number, depth: number): Tag {
  const [name] = matchAt(NAME, text, start + 1)
  const attributes: Tag['attributes'] = []
  let place = start + 1 + name.length
  ATTRIBUTE.lastIndex = place
  for (let match = ATTRIBUTE.exec(text); match !== null; match = ATTRIBUTE.exec(text)) {
    attributes.push([match[1] ?? '', match[2] ?? match[3] ?? ''])
    place += match[0].length
    ATTRIBUTE.lastIndex = place
  }
  const [close, slash] = matchAt(START_CLOSE, text, place)
  return { kind: slash === '/' ? 'empty' : 'start', name, depth, start, end: place + close.length, attributes }
}

function matchAt(pattern: RegExp, text: string, place: number): RegExpExecArray {
  pattern.lastIndex = place
  const match = pattern.exec(text)
  if (match === null) throw malformed()
  return match
}

function malformed(): DocumentRejected {
  return new DocumentRejected('document.malformed')
}
