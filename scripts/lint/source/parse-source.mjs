import { extname } from 'node:path'
import { parseSync, visitorKeys } from 'oxc-parser'

/**
 * A node of the syntax tree (ESTree with the nodes of TypeScript).
 * @typedef {{ type: string, start: number, end: number, [member: string]: any }} Node
 * @typedef {(node: Node, parents: readonly Node[]) => void} Visit called for each node; the nearest parent is the last
 * @typedef {{ program: Node, lineAt: (position: number) => number }} ParsedSource
 */

const LANGUAGES = { '.ts': 'ts', '.mts': 'ts', '.tsx': 'tsx', '.jsx': 'jsx', '.js': 'jsx', '.mjs': 'js', '.cjs': 'js' }

/**
 * @param {string} path says which language the text is in
 * @param {string} text
 * @returns {ParsedSource}
 * @throws when the text cannot be parsed: a file that is not understood would pass every rule
 */
export function parseSource(path, text) {
  const { program, errors } = parseSync(path, text, { lang: LANGUAGES[extname(path)] ?? 'ts', preserveParens: false })
  const lineAt = lineCounter(text)
  const error = errors[0]
  if (error) throw new Error(`${path}:${lineAt(error.labels[0]?.start ?? 0)} cannot be parsed: ${error.message}`)
  return { program: /** @type {any} */ (program), lineAt }
}

/**
 * Visits a node and all below it, from top to bottom.
 * @param {Node} node
 * @param {Visit} visit
 * @param {Node[]} [parents]
 */
export function walk(node, visit, parents = []) {
  visit(node, parents)
  parents.push(node)
  for (const key of visitorKeys[node.type] ?? []) {
    const child = node[key]
    if (Array.isArray(child)) {
      for (const item of child) if (item) walk(item, visit, parents)
    } else if (child) walk(child, visit, parents)
  }
  parents.pop()
}

/** @param {string} text */
function lineCounter(text) {
  const starts = [0]
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) starts.push(at + 1)
  return (/** @type {number} */ position) => {
    let [low, high] = [0, starts.length]
    while (high - low > 1) {
      const middle = (low + high) >> 1
      if ((starts[middle] ?? 0) <= position) low = middle
      else high = middle
    }
    return low + 1
  }
}
